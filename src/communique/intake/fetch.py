"""One page from the web: politely, within limits, and never from a private network unasked."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from communique.intake.address import resolve
from communique.intake.options import IntakeError, IntakeOptions
from communique.intake.stream import too_large
from communique.records import Stage

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

ROBOT = "communique"
"""The name by which robots.txt may address this program."""

MOST_REDIRECTS = 5

LONGEST_PAUSE = 60.0
"""Seconds between two requests to one host that are kept at most, whatever its robots.txt asks."""

_NOT_MODIFIED = 304
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS_SIZE = 512 << 10
_CHUNK = 65_536
_PORTS = {"http": 80, "https": 443}
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,"
    "text/plain;q=0.9,application/x-ndjson;q=0.9,*/*;q=0.1"
)
_HINTS = {
    401: "it wants a log-in",
    402: "it wants to be paid",
    403: "it refuses programs, or wants a log-in",
    404: "there is no such page",
    410: "the page is gone",
    429: "it has had too many requests",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server wants to be told to say whether a page has changed (RFC 9110, section 13.1).

    Attributes:
        etag: The page's entity tag, or None.
        modified: The date of its last change, as the server wrote it, or None.
    """

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The header fields of a conditional request."""
        fields = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent.

    Attributes:
        url: The address after redirects.
        data: The bytes, without the transfer's compression.
        media_type: The declared media type in lower case, or empty.
        charset: The declared charset, or None.
        validators: What to send when it is asked for again.
    """

    url: str
    data: bytes
    media_type: str
    charset: str | None
    validators: Validators = field(default_factory=Validators)


_NOTHING_KNOWN = Validators()


def user_agent() -> str:
    """Gives the name under which pages are fetched."""
    try:
        number = version("communique")
    except PackageNotFoundError:
        number = "0"
    return f"{ROBOT}/{number} (open-source reader of news; fetches single pages for its user)"


def is_url(source: str) -> bool:
    """Whether a source is meant as an address on the web rather than as a file."""
    scheme, colon, _ = source.partition("://")
    return bool(colon) and scheme.isalnum()


def fetch(url: str, *, options: IntakeOptions) -> Fetched:
    """Fetches one page.

    At most five redirects are followed. At each one, scheme, resolved address and robots.txt are
    checked again. Proxies set in the environment are not used: behind one, the address that is
    connected to could not be checked.

    Raises:
        IntakeError: When the page may not or cannot be fetched.
    """
    page = Fetcher(options).get(url)
    if page is None:
        raise IntakeError(Stage.FETCH, "the server answered with status 304 to a plain request")
    return page


_Robots = dict[tuple[str, str], RobotFileParser]


class Fetcher:
    """Fetches one page after the other, with a pause between two of one host.

    The rules of a host are asked for once; a new one for every run keeps them fresh.
    """

    def __init__(self, options: IntakeOptions) -> None:
        """Sets limits and pause."""
        self._options = options
        self._robots: _Robots = {}
        self._last: dict[str, float] = {}

    def get(self, url: str, *, known: Validators = _NOTHING_KNOWN) -> Fetched | None:
        """Fetches a page; see `fetch`.

        Args:
            url: Its address.
            known: What the server said when it was fetched before.

        Returns:
            The page, or None where it has not changed.

        Raises:
            IntakeError: When the page may not or cannot be fetched.
        """
        parts = _checked(url)
        self._wait(parts)
        try:
            return _Visit(options=self._options, robots=self._robots).page(url, known=known)
        finally:
            self._last[parts.netloc] = time.monotonic()

    def _wait(self, parts: SplitResult) -> None:
        last = self._last.get(parts.netloc)
        if last is None:
            return
        rules = self._robots.get((parts.scheme, parts.netloc))
        asked = float(rules.crawl_delay(ROBOT) or 0) if rules else 0.0
        pause = max(self._options.pause, min(asked, LONGEST_PAUSE))
        time.sleep(max(0.0, last + pause - time.monotonic()))


@dataclass(slots=True)
class _Visit:
    """The requests that one page takes, under one deadline."""

    options: IntakeOptions
    robots: _Robots
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.options.timeout

    def page(self, url: str, *, known: Validators) -> Fetched | None:
        for _ in range(MOST_REDIRECTS + 1):
            parts = _checked(url)
            if not self._robots_of(parts).can_fetch(ROBOT, url):
                raise IntakeError(Stage.FETCH, "not fetched: the site's robots.txt forbids it")
            answer = self._get(parts, limit=self.options.largest_article, known=known)
            if answer.status == _NOT_MODIFIED and known.headers:
                return None
            if answer.location is None:
                _refuse_failure(answer.status)
                return answer.fetched(url)
            url = urljoin(url, answer.location)
        raise IntakeError(Stage.FETCH, f"not fetched: more than {MOST_REDIRECTS} redirects")

    def _robots_of(self, parts: SplitResult) -> RobotFileParser:
        """Gives the rules of a site; RFC 9309: without robots.txt all, in distress nothing."""
        site = (parts.scheme, parts.netloc)
        if site not in self.robots:
            self.robots[site] = self._fetch_robots(parts)
        return self.robots[site]

    def _fetch_robots(self, parts: SplitResult) -> RobotFileParser:
        rules = RobotFileParser()
        url = f"{parts.scheme}://{parts.netloc}/robots.txt"
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._get(_checked(url), limit=_ROBOTS_SIZE, cut=True)
            if answer.location is None:
                break
            url = urljoin(url, answer.location)
        if answer.status >= 500:
            rules.disallow_all = True  # type: ignore[attr-defined]
        elif answer.status >= 300:
            rules.allow_all = True  # type: ignore[attr-defined]
        rules.parse(answer.data.decode("utf-8", "replace").splitlines())
        return rules

    def _get(
        self,
        parts: SplitResult,
        *,
        limit: int,
        cut: bool = False,
        known: Validators = _NOTHING_KNOWN,
    ) -> _Answer:
        from urllib3.exceptions import HTTPError

        connection = self._connection(parts)
        # A socket's own time-out starts anew with each byte; this one does not.
        alarm = threading.Timer(self._seconds_left(), _hang_up, [connection])
        alarm.daemon = True
        alarm.start()
        try:
            response = self._ask(connection, parts, known)
            answer = _Answer.of(response, data=self._body(response, limit=limit, cut=cut))
            self._seconds_left()
            return answer
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            self._seconds_left()
            raise IntakeError(Stage.FETCH, _explain(error)) from error
        finally:
            alarm.cancel()
            connection.close()

    def _ask(
        self, connection: HTTPConnection, parts: SplitResult, known: Validators
    ) -> BaseHTTPResponse:
        connection.request(
            "GET",
            parts._replace(scheme="", netloc="", fragment="").geturl() or "/",
            headers={
                "Host": parts.netloc,
                "User-Agent": user_agent(),
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip, deflate",
                **known.headers,
            },
            preload_content=False,
        )
        return connection.getresponse()

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        from urllib3.connection import HTTPConnection, HTTPSConnection

        host = parts.hostname or ""
        port = parts.port or _PORTS[parts.scheme]
        address = resolve(host, port, allow_private=self.options.allow_private)
        timeout = self._seconds_left()
        if parts.scheme == "http":
            return HTTPConnection(address, port, timeout=timeout)
        import certifi

        return HTTPSConnection(
            address,
            port,
            timeout=timeout,
            cert_reqs="CERT_REQUIRED",
            ca_certs=certifi.where(),
            server_hostname=host,
            assert_hostname=host,
        )

    def _body(self, response: BaseHTTPResponse, *, limit: int, cut: bool) -> bytes:
        if response.status in _REDIRECTS:
            return b""
        data = bytearray()
        while len(data) <= limit:
            self._seconds_left()
            piece = response.read1(_CHUNK, decode_content=True)
            if not piece and response.closed:
                return bytes(data)
            data += piece
        if cut:
            return bytes(data[:limit])
        raise too_large(limit)

    def _seconds_left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise IntakeError(Stage.FETCH, "not fetched: the server took too long")
        return left


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str | None
    data: bytes
    media_type: str
    charset: str | None
    validators: Validators

    def fetched(self, url: str) -> Fetched:
        return Fetched(url, self.data, self.media_type, self.charset, self.validators)

    @classmethod
    def of(cls, response: BaseHTTPResponse, *, data: bytes) -> _Answer:
        from email.message import Message

        header = Message()
        header["content-type"] = response.headers.get("content-type", "")
        location = response.headers.get("location") if response.status in _REDIRECTS else None
        declared = response.headers.get("content-type") is not None
        return cls(
            status=response.status,
            location=location,
            data=data,
            media_type=header.get_content_type() if declared else "",
            charset=header.get_content_charset(),
            validators=Validators(
                response.headers.get("etag"), response.headers.get("last-modified")
            ),
        )


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise IntakeError(Stage.FETCH, f"not an address: {error}") from error
    if parts.scheme not in _PORTS:
        raise IntakeError(
            Stage.FETCH, f"not fetched: only http and https are, not {parts.scheme or 'this'}"
        )
    if not host or parts.username is not None:
        raise IntakeError(
            Stage.FETCH, "not fetched: the address lacks a host, or holds a user name"
        )
    return parts


def _refuse_failure(status: int) -> None:
    if status == 200:
        return
    hint = _HINTS.get(status)
    raise IntakeError(
        Stage.FETCH, f"the server answered with status {status}" + (f": {hint}" if hint else "")
    )


def _hang_up(connection: HTTPConnection) -> None:
    """Ends a connection that another thread waits for."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _explain(error: Exception) -> str:
    from urllib3 import exceptions

    if isinstance(error, exceptions.NewConnectionError):
        return f"not fetched: the connection failed ({error})"
    if isinstance(error, (exceptions.TimeoutError, TimeoutError)):
        return "not fetched: the server took too long"
    if isinstance(error, (exceptions.SSLError, ssl.SSLError)):
        return f"not fetched: the connection is not secure ({error})"
    if isinstance(error, exceptions.DecodeError):
        return "damaged: what the server sent cannot be decompressed"
    return f"not fetched: the connection failed ({error})"

"""What every request passes before it is answered: host, size, rate, token.

Every answer carries a content security policy without inline script or style.
"""

from __future__ import annotations

import hmac
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.exceptions import HTTPException

from communique.api.errors import PROBLEM_TYPE, problem_body
from communique.api.options import Limits, ServeOptions

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode("ascii")),
    (b"x-content-type-options", b"nosniff"),
    # "no-referrer" would make browsers send "Origin: null" with our own forms.
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
TOKEN_COOKIE = "communique_token"
_LOOPBACK_NAMES = frozenset(("localhost", "127.0.0.1", "[::1]"))
_CLIENTS_REMEMBERED = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled: float


class RateLimit:
    """Lets each client ask so often a second in the long run, and so often at once.

    A token bucket for each address; the clients that asked longest ago are forgotten.
    """

    def __init__(self, per_second: float, burst: int) -> None:
        """Takes the rate and the burst; no limit where the rate is 0."""
        self._rate = per_second
        self._burst = float(burst)
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, client: str) -> float:
        """Counts a request; gives 0, or the seconds after which it may be asked again."""
        if not self._rate:
            return 0.0
        now = time.monotonic()
        bucket = self._buckets.pop(client, None) or _Bucket(self._burst, now)
        tokens = bucket.tokens + (now - bucket.filled) * self._rate
        bucket.tokens = min(self._burst, tokens)
        bucket.filled = now
        self._buckets[client] = bucket
        if len(self._buckets) > _CLIENTS_REMEMBERED:
            self._buckets.popitem(last=False)
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0.0
        return (1 - bucket.tokens) / self._rate


@dataclass(frozen=True, slots=True)
class _Refusal:
    status: int
    detail: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Guard:
    """An ASGI application around the one that answers."""

    def __init__(self, app: App, *, options: ServeOptions) -> None:
        """Takes the application and what it may be asked."""
        self._app = app
        self._options = options
        self._limits: Limits = options.limits
        self._rate = RateLimit(options.limits.requests_per_second, options.limits.burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.lower(): value for name, value in scope["headers"]}

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        refusal = self._refusal(scope, headers) or self._unknown(scope, headers)
        if refusal is not None:
            await _refuse(refusal, send_guarded)
            return
        await self._app(scope, self._counted(receive), send_guarded)

    def _refusal(self, scope: Scope, headers: dict[bytes, bytes]) -> _Refusal | None:
        if not self._is_our_name(headers.get(b"host", b"").decode("latin-1")):
            return _Refusal(421, "this server is not called that; use the address it printed")
        if len(scope.get("query_string", b"")) + len(scope["path"]) > self._limits.query:
            return _Refusal(414, f"an address may have {self._limits.query} characters")
        length = headers.get(b"content-length", b"0")
        if not length.isdigit():
            return _Refusal(400, "the length of the body is no number")
        if int(length) > self._limits.body:
            return _Refusal(413, f"a body may have {self._limits.body} bytes")
        wait = self._rate.wait((scope.get("client") or ("", 0))[0])
        if wait:
            seconds = str(int(wait) + 1)
            return _Refusal(
                429,
                f"too many requests; ask again in {seconds} s",
                ((b"retry-after", seconds.encode("ascii")),),
            )
        return None

    def _is_our_name(self, host: str) -> bool:
        """Whether a request's Host names this server; a page elsewhere cannot forge that."""
        name = _without_port(host).lower()
        if name in _LOOPBACK_NAMES or name in self._options.names:
            return True
        return not self._options.on_loopback and (
            name == self._options.host or _is_address(name.strip("[]"))
        )

    def _unknown(self, scope: Scope, headers: dict[bytes, bytes]) -> _Refusal | None:
        """Refuses who shows no token; who shows it in the address gets a cookie instead."""
        token = self._options.token
        if token is None:
            return None
        shown = headers.get(b"authorization", b"").decode("latin-1")
        if shown.startswith("Bearer ") and hmac.compare_digest(
            shown.removeprefix("Bearer ").encode(), token.encode()
        ):
            return None
        if hmac.compare_digest(cookie(headers, TOKEN_COOKIE).encode(), token.encode()):
            return None
        pairs = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
        if any(hmac.compare_digest(v.encode(), token.encode()) for k, v in pairs if k == "token"):
            rest = urlencode([(k, v) for k, v in pairs if k != "token"])
            target = "/" + scope["path"].lstrip("/") + (f"?{rest}" if rest else "")
            kept = f"{TOKEN_COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict"
            return _Refusal(
                303,
                "",
                (
                    (b"location", target.encode("ascii", "ignore")),
                    (b"set-cookie", kept.encode("ascii")),
                ),
            )
        return _Refusal(
            401,
            "a token is wanted: open the address that `communique serve` printed, or send the "
            "header `Authorization: Bearer TOKEN`",
            ((b"www-authenticate", b"Bearer"),),
        )

    def _counted(self, receive: Receive) -> Receive:
        """Breaks off bodies that are longer than they may be, whatever their header says."""
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limits.body:
                raise HTTPException(413, "the body is too large")
            return message

        return receive_counted


def cookie(headers: dict[bytes, bytes], name: str) -> str:
    """Gives the value of a cookie; empty where there is none."""
    try:
        found = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


async def _refuse(refusal: _Refusal, send: Send) -> None:
    body = problem_body(refusal.status, refusal.detail) if refusal.detail else b""
    headers: Iterable[tuple[bytes, bytes]] = (
        (b"content-type", PROBLEM_TYPE.encode("ascii")),
        (b"content-length", str(len(body)).encode("ascii")),
        (b"cache-control", b"no-store"),
        *refusal.headers,
    )
    await send({"type": "http.response.start", "status": refusal.status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})

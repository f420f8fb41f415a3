"""How a ledger is served, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may ask for.

    Attributes:
        body: Bytes of a request's body.
        query: Characters of a request's address.
        rows: Rows of one page of results.
        seconds: Time that one answer may take.
        reading_seconds: Time that the reading of one text may take.
        text: Characters of a text that is read.
        requests_per_second: Requests of one client that are answered in the long run; no limit if
            0.
        burst: Requests of one client that are answered at once.
        readings_per_minute: Texts that are read for one client a minute; no limit if 0.
        export_events: Events that one export may hold.
        export_seconds: Time that one export may take until its last piece is taken.
    """

    body: int = 1 << 20
    query: int = 4096
    rows: int = 1000
    seconds: float = 10.0
    reading_seconds: float = 60.0
    text: int = 200_000
    requests_per_second: float = 0.0
    burst: int = 200
    readings_per_minute: int = 0
    export_events: int = 1_000_000
    export_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What is served, to whom.

    Attributes:
        ledger: The ledger file.
        host: Address that the server is bound to.
        port: Port.
        names: Host names, beyond those of the loopback interface, under which clients may call.
        allow_judgements: Whether pages may keep and withdraw judgements; the server then owns
            the file, and nothing else can open it meanwhile.
        allow_fetch: Whether `read` may fetch an address from the web.
        token: What clients must show; needed when bound to anything but loopback.
        in_place: Whether to read the file where it lies rather than a private copy of it; nothing
            can write to it meanwhile.
        signed: Who signs judgements that name nobody.
        first_page: Address that "/" leads to; the page "Today" if None.
        limits: See `Limits`.
        model: Name or folder of the model that reads texts; the packaged one if None.
    """

    ledger: Path
    host: str = "127.0.0.1"
    port: int = 8321
    names: tuple[str, ...] = ()
    allow_judgements: bool = False
    allow_fetch: bool = True
    token: str | None = None
    in_place: bool = False
    signed: str = "reader"
    first_page: str | None = None
    limits: Limits = field(default_factory=Limits)
    model: str | None = None

    @property
    def on_loopback(self) -> bool:
        """Whether nothing outside this machine can call."""
        return is_loopback(self.host)


PUBLIC_LIMITS = Limits(
    requests_per_second=10.0, burst=60, readings_per_minute=10, export_events=100_000
)
"""Limits for servers that other machines can call."""


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

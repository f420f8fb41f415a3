"""A server from its options: the ledger opened, the socket bound, the loop run."""

from __future__ import annotations

import socket
import tempfile
import threading
from pathlib import Path
from typing import Any

import uvicorn

from communique.api.app import create_app
from communique.api.door import Door, LateDoor
from communique.api.options import ServeOptions
from communique.api.rendering import article_path
from communique.api.service import LedgerDoor, ReadingRoom, Service
from communique.intake import open_source
from communique.ledger import Ledger, LedgerError, Maker
from communique.linking.linker import Linker
from communique.records import Issue, Reading

MOST_ARTICLES = 200
"""Articles of one file that are served without a ledger."""


def make_service(options: ServeOptions, *, article: str | None = None) -> Service:
    """Opens what is served.

    Args:
        options: What is served.
        article: A file or URL whose articles are read and served instead of a ledger, or None.

    Raises:
        LedgerError: When the ledger cannot be opened, or the article cannot be read.
    """
    room = ReadingRoom()
    if article is not None:
        return _article_service(options, article, room)
    door = Door(options.ledger, writable=options.allow_judgements, in_place=options.in_place)
    service = Service(options, door, room)
    threading.Thread(target=_warm, args=(service,), daemon=True).start()
    return service


def _warm(service: Service) -> None:
    """Loads what the first pages need, while the browser starts."""
    service.names.country("USA")
    try:
        import ruptures  # noqa: F401 - loaded before the first question
    except ImportError:
        return


def _article_service(options: ServeOptions, source: str, room: ReadingRoom) -> Service:
    items = list(_few(source))
    articles = [item for item in items if not isinstance(item, Issue)]
    if not articles:
        raise LedgerError(str(items[0]) if items else f"{source}: it holds no article")
    folder = tempfile.TemporaryDirectory(prefix="communique-")
    path = Path(folder.name) / "articles.ledger"

    def make() -> Path:
        results = [room.read(one, seconds=options.limits.reading_seconds) for one in articles]
        with Ledger(path) as ledger:
            found = [one for one in results if isinstance(one, Reading)]
            ledger.add(found, maker=Maker("communique serve"))
            ledger.add_issues(one for one in (*results, *items) if isinstance(one, Issue))
            Linker(ledger).link()
        return path

    door: LedgerDoor = _Borrowed(make, folder)
    first = article_path(articles[0].id) if len(articles) == 1 else None
    return Service(_with_first_page(options, first), door, room)


class _Borrowed(LateDoor):
    """A door to a ledger in a folder that goes with it."""

    def __init__(self, make: Any, folder: tempfile.TemporaryDirectory[str]) -> None:
        super().__init__(make)
        self._folder = folder

    def close(self) -> None:
        super().close()
        self._folder.cleanup()


def _few(source: str) -> Any:
    for number, item in enumerate(open_source(source)):
        if number >= MOST_ARTICLES:
            return
        yield item


def _with_first_page(options: ServeOptions, first: str | None) -> ServeOptions:
    from dataclasses import replace

    return replace(options, first_page=first)


def listen(options: ServeOptions) -> socket.socket:
    """Binds the socket before anything is promised.

    Raises:
        OSError: When the address is taken or is not this machine's.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((options.host, options.port))
        bound.listen(512)
    except OSError:
        bound.close()
        raise
    return bound


def run(service: Service, bound: socket.socket) -> None:
    """Answers until Ctrl-C."""
    config = uvicorn.Config(
        create_app(service),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        limit_concurrency=500,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=32 << 10,
    )
    uvicorn.Server(config).run(sockets=[bound])

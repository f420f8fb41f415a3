"""A server from its options: the ledger opened, the socket bound, the loop run."""

from __future__ import annotations

import gc
import socket
import tempfile
import threading
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from communique.api.app import create_app
from communique.api.door import Door, LateDoor
from communique.api.options import ServeOptions
from communique.api.rendering import article_path
from communique.api.service import LedgerDoor, ReadingRoom, Service
from communique.ledger import Ledger, LedgerError, Maker
from communique.reading.events.model_folder import Card, model_folder
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
        ValueError: When the model is not there or is damaged.
    """
    if options.model is not None:
        Card.checked(model_folder(options.model))
    room = ReadingRoom(model=options.model)
    if article is not None:
        return _article_service(options, article, room)
    door = Door(options.ledger, writable=options.allow_judgements, in_place=options.in_place)
    return Service(options, door, room)


def _article_service(options: ServeOptions, source: str, room: ReadingRoom) -> Service:
    items = list(_few(source))
    articles = [item for item in items if not isinstance(item, Issue)]
    if not articles:
        raise LedgerError(str(items[0]) if items else f"{source}: it holds no article")
    folder = tempfile.TemporaryDirectory(prefix="communique-")
    path = Path(folder.name) / "articles.ledger"

    def make() -> Path:
        from communique.linking.linker import Linker

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
    from communique.intake import open_source

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


LONGEST_WAIT = 3.0
"""Seconds after which what later pages need is loaded though nobody has asked for a page yet."""


def run(service: Service, bound: socket.socket) -> None:
    """Answers until Ctrl-C."""
    app = create_app(service)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        limit_concurrency=500,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=32 << 10,
    )
    threading.Thread(target=_load_the_rest, args=(service, app), daemon=True).start()
    # What was loaded stays: the collector need not go through it while the first page is made.
    gc.freeze()
    uvicorn.Server(config).run(sockets=[bound])


def _load_the_rest(service: Service, app: FastAPI) -> None:
    """Loads what later pages need once the first is answered.

    Loaded beside the first page it would keep that waiting: the change points alone, with all of
    SciPy behind them, take 1.1 s of one core.
    """
    service.metrics.answered.wait(LONGEST_WAIT)
    app.openapi()
    _ = service.codebook
    try:
        import ruptures  # noqa: F401 - loaded before a dyad is asked for
    except ImportError:
        return

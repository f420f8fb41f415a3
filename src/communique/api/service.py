"""What the server is made of, once for all requests."""

from __future__ import annotations

import secrets
import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from communique.api.errors import RequestError
from communique.api.guard import RateLimit
from communique.api.metrics import Metrics
from communique.api.names import Names
from communique.api.options import ServeOptions
from communique.ledger import Ledger
from communique.records import Article, Issue, Reading

if TYPE_CHECKING:
    from communique.knowledge.gazetteer import Gazetteer
    from communique.ontology.codebook import Codebook


EXPORTS_AT_ONCE = 2


class LedgerDoor(Protocol):
    """Lends connections to a ledger; see `communique.api.door`."""

    @property
    def writable(self) -> bool:
        """Whether judgements are kept."""
        ...

    @property
    def stamp(self) -> str:
        """Names the state that is lent."""
        ...

    def borrow(self, *, seconds: float) -> AbstractContextManager[Ledger]:
        """Lends a connection that sees one state."""
        ...

    def write(self) -> AbstractContextManager[Ledger]:
        """Lends the one connection that writes."""
        ...

    def close(self) -> None:
        """Closes the ledger."""
        ...


class ArticleReader(Protocol):
    """What pages need of `communique.reading.reader.Reader`."""

    def read_or_issue(self, article: Article) -> Reading | Issue:
        """Reads one article; a failure becomes an issue."""
        ...


class ReadingRoom:
    """Reads one text at a time; the models are loaded when the first is to be read, or before."""

    def __init__(self, reader: ArticleReader | None = None, *, model: str | None = None) -> None:
        """Takes a reader, or the model of one that is loaded when it is needed.

        Args:
            reader: The reader, or None.
            model: Name or folder of the model that finds events; the packaged one if None.
        """
        self._lock = threading.Lock()
        self._reader = reader
        self._model = model
        self._warming = False

    def warm_up(self) -> None:
        """Begins to load the models without waiting."""
        if self._reader is None and not self._warming:
            self._warming = True
            threading.Thread(target=self._load, daemon=True).start()

    def read(self, article: Article, *, seconds: float) -> Reading | Issue:
        """Reads an article.

        Raises:
            RequestError: When others' texts take so long that this one's turn does not come.
        """
        if not self._lock.acquire(timeout=seconds):
            raise RequestError(503, "other texts are being read; ask again", retry_after=10)
        try:
            return self._loaded().read_or_issue(article)
        finally:
            self._lock.release()

    def _load(self) -> None:
        with self._lock:
            self._loaded()

    def _loaded(self) -> ArticleReader:
        if self._reader is None:
            from communique.reading.reader import Reader

            self._reader = Reader(explain=True, model=self._model)
        return self._reader


@dataclass
class Service:
    """The parts of a server.

    Attributes:
        options: How the ledger is served.
        door: The way to the ledger.
        reading_room: Reads texts.
        names: Names of states.
        metrics: Counts requests.
        csrf: What forms that write must bring along; known only to who can read a page.
        exports: How many exports run at once; each holds a connection while it is sent.
    """

    options: ServeOptions
    door: LedgerDoor
    reading_room: ReadingRoom = field(default_factory=ReadingRoom)
    names: Names = field(default_factory=Names)
    metrics: Metrics = field(default_factory=Metrics)
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    exports: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(EXPORTS_AT_ONCE)
    )

    @cached_property
    def readings(self) -> RateLimit:
        """How often each client may have a text read."""
        per_minute = self.options.limits.readings_per_minute
        return RateLimit(per_minute / 60, max(1, per_minute))

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook of the model that reads texts: PLOVER's, or an own one."""
        from communique.ontology.codebook import Codebook
        from communique.reading.events.model_folder import CODEBOOK_FOLDER, model_folder

        own = model_folder(self.options.model) / CODEBOOK_FOLDER
        return Codebook.load(own if own.is_dir() else None)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places by name."""
        from communique.knowledge.gazetteer import Gazetteer

        return Gazetteer.load()

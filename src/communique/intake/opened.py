"""A source that has been opened, as the readers of the formats are given it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from communique.intake.fetch import Fetched
from communique.intake.options import IntakeOptions, Notice, Notify
from communique.intake.stream import read_whole, seekable_copy
from communique.records import Article, Issue

if TYPE_CHECKING:
    from communique.intake.follow import Follower

Placed = tuple[str, Article | Issue]
"""The name of a place (file, URL, file with line), and what it holds."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One source, decompressed, at its first byte.

    Attributes:
        stream: Where to read from.
        source: The file or URL as the user named it.
        options: Limits, and what to set where the source is silent.
        notify: Receives notices.
        follower: Takes in linked pages.
        path: The file, where it is one.
        packed: Whether it was compressed.
        page: What the server sent, where it was fetched.
    """

    stream: io.BufferedReader
    source: str
    options: IntakeOptions
    notify: Notify
    follower: Follower
    path: Path | None = None
    packed: bool = False
    page: Fetched | None = None

    @property
    def url(self) -> str | None:
        """Where it was fetched from, after redirects."""
        return self.page.url if self.page is not None else None

    @property
    def declared(self) -> str | None:
        """Charset that the server gave."""
        return self.page.charset if self.page is not None else None

    def seekable(self) -> BinaryIO:
        """Gives a stream of the same bytes in which one can go back, for the caller to close."""
        if self.path is not None and not self.packed:
            return self.path.open("rb")
        return seekable_copy(self.stream)

    def whole(self) -> bytes:
        """Gives all bytes, for forms of which a file is one article.

        Raises:
            IntakeError: See `read_whole`.
        """
        return read_whole(self.stream, limit=self.options.largest_article)

    def remark(self, words: str | None, *, place: str | None = None) -> None:
        """Tells the user something about what was taken in, if there is something to tell."""
        if words:
            self.notify(Notice(place or self.source, words))


Take = Callable[[Opened], Iterator[Placed]]
"""Reads one form: gives articles and issues as they stream by."""

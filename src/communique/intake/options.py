"""What a caller may set for reading sources, and how trouble inside this room travels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from communique.intake.columns import Columns
from communique.records import Issue, Stage

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """How sources are read, and what is set where they are silent.

    Attributes:
        published: Day of publication of articles that do not say theirs.
        publisher: Outlet of articles that do not say theirs.
        id: Id of an article that does not say its own. Rows of JSON Lines without an id get this
            id, a hyphen and their line number.
        largest_article: Bytes of one article (one file, one page, one line of JSON Lines) after
            decompression; larger ones are told and not read.
        require_english: Whether articles in another language become issues.
        allow_private: Whether addresses of private networks may be fetched.
        timeout: Seconds that the fetch of one page may take, redirects and robots.txt included.
        columns: Which columns of a table hold what.
        follow_links: Whether the pages that a feed or a list of addresses links to are taken in;
            never set it for sources that somebody else sent.
        pages: Folder with saved pages, in which linked pages are looked for in place of the web.
        pause: Seconds between two requests to one host; a longer delay that its robots.txt asks
            for is kept as well.
    """

    published: date | None = None
    publisher: str | None = None
    id: str | None = None
    largest_article: int = 20 * MEBIBYTE
    require_english: bool = True
    allow_private: bool = False
    timeout: float = 30.0
    columns: Columns = field(default_factory=Columns)
    follow_links: bool = False
    pages: Path | None = None
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a user should know about an article that was taken in all the same.

    Attributes:
        source: The file, URL, or file with line number, as the user named it.
        remark: One sentence.
    """

    source: str
    remark: str

    def __str__(self) -> str:
        return f"{self.source}: {self.remark}"


Notify = Callable[[Notice], None]
"""Receives notices as they arise."""


def ignore(_notice: Notice) -> None:
    """Receives notices and does nothing with them."""


class IntakeError(Exception):
    """One source or row that cannot be taken in; becomes an `Issue` before it leaves the room."""

    def __init__(self, stage: Stage, reason: str) -> None:
        super().__init__(reason)
        self.stage = stage
        self.reason = reason

    def issue(self, source: str) -> Issue:
        """Gives the issue that tells of it."""
        return Issue(source, self.stage, self.reason)

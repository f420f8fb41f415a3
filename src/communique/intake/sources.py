"""Files, addresses and streams -> articles: finds out what each source is and takes it in."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from communique.intake.archive import is_zip, read_zip
from communique.intake.fetch import Fetched, Validators, is_url
from communique.intake.follow import Follower
from communique.intake.formats import form_of
from communique.intake.language_check import refuse_foreign
from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError, IntakeOptions, Notice, Notify, ignore
from communique.intake.stream import STREAM_ERRORS, damaged, open_stream
from communique.intake.visits import Visits
from communique.records import Article, Issue, Stage

STANDARD_INPUT = "-"

Source = str | Path | BinaryIO
"""A file name, a URL, "-" for standard input, or an open binary stream."""


def open_source(
    source: Source, *, options: IntakeOptions | None = None, notify: Notify = ignore
) -> Iterator[Article | Issue]:
    """Takes in the articles of one source, as they stream by.

    Args:
        source: A file name, a URL, "-" for standard input, or an open binary stream, which is
            left open. What it is shows in its first bytes and its name: plain text, HTML, JSON
            Lines, ninjs, NewsML, NITF, WARC, CSV, Parquet, a feed, or one of GDELT's tables; each
            may be compressed with gzip or Zstandard.
        options: Limits, and what to set where the source is silent.
        notify: Receives notices about articles that were taken in all the same.

    Yields:
        Articles in the order of the source, and an issue for each that could not be taken in.
    """
    return open_sources([source], options=options, notify=notify)


def open_sources(
    sources: Iterable[Source],
    *,
    options: IntakeOptions | None = None,
    notify: Notify = ignore,
    places: dict[str, str] | None = None,
    visits: Visits | None = None,
    repeats: bool = False,
) -> Iterator[Article | Issue]:
    """Takes in the articles of several sources.

    Args:
        sources: See `open_source`.
        options: See `open_source`.
        notify: See `open_source`.
        places: Is filled with the place (file, URL, file with line number) of every article's id.
        visits: What is remembered of feeds and pages; pages that have not changed give nothing.
        repeats: Whether an article with an id that came before is passed on; else it is an issue.

    Yields:
        See `open_source`.
    """
    settings = options or IntakeOptions()
    first_seen = {} if places is None else places
    follower = Follower(settings, notify=notify, visits=visits)
    for source in sources:
        intake = _Intake(source_name(source), settings, notify, follower)
        for place, item in intake.take(source):
            if isinstance(item, Issue):
                yield item
                continue
            seen = {} if repeats else first_seen
            accepted = _accept(item, place=place, options=settings, first_seen=seen)
            first_seen.setdefault(item.id, place)
            yield accepted


def source_name(source: Source) -> str:
    """Gives the name by which messages call a source."""
    if isinstance(source, Path):
        return str(source)
    if isinstance(source, str):
        return "standard input" if source == STANDARD_INPUT else source
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "stream"


def _accept(
    article: Article, *, place: str, options: IntakeOptions, first_seen: dict[str, str]
) -> Article | Issue:
    if article.id in first_seen:
        return Issue(
            place,
            Stage.PARSE,
            f"skipped: the id {article.id!r} was already read from {first_seen[article.id]}",
        )
    try:
        refuse_foreign(article, options=options)
    except IntakeError as error:
        return error.issue(place)
    return article


@dataclass(frozen=True, slots=True)
class _Intake:
    """One source on its way to its reader."""

    name: str
    options: IntakeOptions
    notify: Notify
    follower: Follower

    def take(self, source: Source) -> Iterator[Placed]:
        try:
            yield from self._open(source)
        except IntakeError as error:
            yield self.name, error.issue(self.name)
        except STREAM_ERRORS as error:
            yield self.name, _unopened(error).issue(self.name)
        except ValueError as error:
            yield (
                self.name,
                IntakeError(Stage.DECODE, f"cannot be opened: {error}").issue(self.name),
            )

    def _open(self, source: Source) -> Iterator[Placed]:
        if isinstance(source, str) and is_url(source):
            yield from self._page()
        elif source == STANDARD_INPUT:
            yield from self._stream(sys.stdin.buffer)
        elif isinstance(source, (str, Path)):
            with Path(source).open("rb") as stream:
                yield from self._stream(stream, path=Path(source))
        else:
            yield from self._stream(source)

    def _page(self) -> Iterator[Placed]:
        """Takes in what an address leads to; a feed that has not changed gives nothing."""
        before = self.follower.visits.get(self.name)
        known = before.validators if before is not None else Validators()
        page = self.follower.fetcher.get(self.name, known=known)
        if page is None:
            self.notify(Notice(self.name, "nothing new since it was last taken in"))
            return
        yield from self._stream(io.BytesIO(page.data), page=page)

    def _stream(
        self, raw: BinaryIO, *, path: Path | None = None, page: Fetched | None = None
    ) -> Iterator[Placed]:
        unpacked = open_stream(raw)
        opened = Opened(
            stream=unpacked.stream,
            source=self.name,
            options=self.options,
            notify=self.notify,
            follower=self.follower,
            path=path,
            packed=unpacked.packed,
            page=page,
        )
        if is_zip(self.name, unpacked.head):
            yield from read_zip(opened, take_member=self._member)
            return
        media_type = page.media_type if page is not None else ""
        yield from form_of(self.name, unpacked.head, media_type=media_type).take(opened)

    def _member(self, member: BinaryIO, name: str) -> Iterator[Placed]:
        inner = replace(self, name=f"{self.name}, {name}")
        yield from inner.take(member)


def _unopened(error: Exception) -> IntakeError:
    if isinstance(error, OSError) and error.strerror:
        reasons: tuple[tuple[type[OSError], str], ...] = (
            (FileNotFoundError, "there is no such file"),
            (IsADirectoryError, "it is a folder; name the files in it"),
            (PermissionError, "permission to read it is denied"),
        )
        for kind, reason in reasons:
            if isinstance(error, kind):
                return IntakeError(Stage.DECODE, reason)
        return IntakeError(Stage.DECODE, f"cannot be opened: {error.strerror}")
    return damaged(error)

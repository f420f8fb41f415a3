"""JSON Lines -> articles, one a line, as they stream by."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from communique.intake.dates import parse_published
from communique.intake.decode import decode, unmarked_utf16, without_surrogates
from communique.intake.ninjs import article_of_ninjs, looks_like_ninjs
from communique.intake.opened import Opened, Placed
from communique.intake.options import MEBIBYTE, IntakeError, Notice, Notify
from communique.intake.stream import STREAM_ERRORS, damaged, too_large
from communique.records import Article, Stage, content_id

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_jsonl(opened: Opened) -> Iterator[Placed]:
    """Takes in articles `{"id", "title", "text", "published", "publisher"}`, one a line.

    A line may also be a ninjs item.

    Title and text come back exactly as they were written. The one exception are lone surrogates,
    which no encoding can carry: each becomes U+FFFD, so that offsets stay what they were, and a
    notice says so. A bad line becomes an issue that names the line; the next one is read.

    Yields:
        The name of file and line, and what it holds.
    """
    limit = opened.options.largest_article
    for number, line in _lines(opened.stream, limit):
        place = f"{opened.source}, line {number}"
        try:
            if isinstance(line, IntakeError):
                raise line
            if line.strip():
                yield place, _read_line(line, place=place, number=number, opened=opened)
        except IntakeError as error:
            yield place, error.issue(place)


def _lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, bytes | IntakeError]]:
    """Gives each line with its number, and an error in place of what cannot be had."""
    number = 0
    lines = _as_utf8(stream)
    while True:
        number += 1
        try:
            line = lines.readline(limit + 1)
            whole = line.endswith(b"\n") or len(line) <= limit
            if not whole:
                _skip_line(lines)
        except STREAM_ERRORS as error:
            yield number, damaged(error)
            return
        if not line:
            return
        yield number, line if whole else too_large(limit)


class _LineSource(Protocol):
    def readline(self, limit: int, /) -> bytes: ...


class _WideLines:
    """Lines of UTF-16, whose ends can only be found after decoding, as UTF-8."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")

    def readline(self, limit: int, /) -> bytes:
        return self._text.readline(limit).encode("utf-8")


def _as_utf8(stream: io.BufferedReader) -> _LineSource:
    head = stream.peek()
    if head.startswith(_WIDE_MARKS):
        return _WideLines(stream, "utf-16")
    wide = unmarked_utf16(head)
    if wide:
        return _WideLines(stream, wide)
    if head.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    return stream


def _skip_line(lines: _LineSource) -> None:
    while True:
        piece = lines.readline(MEBIBYTE)
        if not piece or piece.endswith(b"\n"):
            return


def _read_line(line: bytes, *, place: str, number: int, opened: Opened) -> Article:
    options = opened.options
    fields = _parse(_decode(line, place=place, notify=opened.notify))
    if "text" not in fields and looks_like_ninjs(fields):
        return article_of_ninjs(fields, opened=opened)
    row = _Row(fields)
    title, text = row.words("title"), row.words("text", required=True)
    if not title.strip() and not text.strip():
        raise IntakeError(Stage.PARSE, "empty: both title and text are blank")
    published = row.published() or options.published
    numbered = f"{options.id}-{number}" if options.id else None
    article = Article(
        id=row.id() or numbered or content_id(title=title, text=text, published=published),
        title=title,
        text=text,
        published=published,
        publisher=row.words("publisher") or options.publisher,
        url=row.words("url") or None,
    )
    if row.surrogates:
        opened.remark(f"lone surrogates ({row.surrogates}) were read as U+FFFD", place=place)
    return article


def _decode(line: bytes, *, place: str, notify: Notify) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        decoded = decode(line)
    if decoded.remark:
        notify(Notice(place, decoded.remark))
    return decoded.text


def _parse(line: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except RecursionError:
        raise IntakeError(Stage.PARSE, "not read: its JSON is nested too deeply") from None
    except ValueError as error:
        raise IntakeError(Stage.PARSE, f"not JSON: {error}") from None
    if not isinstance(row, dict):
        raise IntakeError(Stage.PARSE, 'not an article: an object {"title", "text", …} is wanted')
    return row


class _Row:
    """One parsed line, whose fields are checked as they are taken out."""

    def __init__(self, fields: dict[str, object]) -> None:
        self._fields = fields
        self.surrogates = 0

    def words(self, name: str, *, required: bool = False) -> str:
        """Gives a field's text; empty where it is null or, unless required, missing."""
        value = self._fields.get(name)
        if required and value is None:
            state = "is null" if name in self._fields else "is missing"
            raise IntakeError(Stage.PARSE, f'field "{name}" {state}')
        if value is None:
            return ""
        if not isinstance(value, str):
            raise IntakeError(Stage.PARSE, f'field "{name}" is not a string')
        decoded = without_surrogates(value)
        self.surrogates += decoded.replaced
        return decoded.text

    def id(self) -> str:
        """Gives the id, which may be written as a whole number; empty where there is none."""
        value = self._fields.get("id")
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.words("id")

    def published(self) -> date | None:
        """Gives the day of publication, or None."""
        written = self.words("published")
        return parse_published(written) if written.strip() else None

"""WARC and ARC archives of the web, Common Crawl's news among them -> articles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import Any

from communique.intake.html import LARGEST_PAGE, read_html
from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError
from communique.intake.stream import STREAM_ERRORS, damaged, needed, too_large
from communique.intake.text import read_text
from communique.records import Issue, Stage

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_TEXT = frozenset({"text/plain"})
_KINDS = frozenset({"response", "resource", "conversion"})
_LONGEST_REASON = 160


def read_warc(opened: Opened) -> Iterator[Placed]:
    """Takes in the pages of an archive: those that were answered with status 200.

    Pictures, scripts, requests and pages that had moved are passed over. A damaged record becomes
    an issue that names it by number; after damage to the archive itself the rest is not read.

    Yields:
        The archive's name and the page's address, and the page's article or an issue.
    """
    needed("warcio", "WARC archives")
    records = _Records(opened)
    pages = 0
    for record in records:
        try:
            page = _page(record, opened)
        except IntakeError as error:
            yield records.place, error.issue(records.place)
            pages += 1
            continue
        if page is not None:
            pages += 1
            yield page
    if records.broken is not None:
        yield records.place, records.broken
    elif not pages:
        opened.remark(f"none of the archive's {records.number} records is a page that was found")


class _Unbroken:
    """A stream whose breaking off the library cannot take for the end of the archive."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._offset = 0

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self._stream.read1(size)
        except EOFError:
            raise OSError("truncated: the compressed data ends too early") from None
        self._offset += len(piece)
        return piece

    def tell(self) -> int:
        return self._offset


class _Records:
    """The records of an archive, with a number for messages."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self.number = 0
        self.broken: Issue | None = None

    @property
    def place(self) -> str:
        return f"{self._opened.source}, record {self.number}"

    def __iter__(self) -> Iterator[Any]:
        from warcio.archiveiterator import ArchiveIterator

        iterator = ArchiveIterator(_Unbroken(self._opened.stream), arc2warc=True)
        while True:
            said = io.StringIO()
            self.number += 1
            try:
                # The library prints what it finds wrong between two records.
                with redirect_stderr(said):
                    record = next(iterator, None)
            except _errors() as error:
                self.broken = _breaks_off(error).issue(self.place)
                return
            if said.getvalue():
                words = " ".join(said.getvalue().split())[:_LONGEST_REASON]
                self._opened.remark(f"the archive is damaged here: {words}", place=self.place)
            if record is None:
                self.number -= 1
                return
            yield record


def _errors() -> tuple[type[Exception], ...]:
    """What the stream and the library raise for damaged archives."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    library: tuple[type[Exception], ...] = (ArchiveLoadFailed, StatusAndHeadersParserException)
    return (*STREAM_ERRORS, *library, ValueError, AttributeError)


def _breaks_off(error: Exception) -> IntakeError:
    if isinstance(error, STREAM_ERRORS):
        return damaged(error)
    reason = " ".join(str(error).split())[:_LONGEST_REASON]
    return IntakeError(
        Stage.DECODE, f"damaged: the archive cannot be read from here on ({reason}); fetch it again"
    )


def _page(record: Any, opened: Opened) -> Placed | None:
    """Gives the page of a record, or None where the record holds none.

    Raises:
        IntakeError: When the page is cut off, too large, or holds no article.
    """
    media_type, charset = _media_type(record)
    if record.rec_type not in _KINDS or not _was_found(record):
        return None
    if media_type not in _HTML | _TEXT:
        return None
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if not url.startswith(("http://", "https://")):
        return None
    limit = min(LARGEST_PAGE, opened.options.largest_article)
    data = _body(record, limit)
    read = read_html if media_type in _HTML else read_text
    options = replace(opened.options, id=None)
    place = f"{opened.source}, {url}"
    try:
        article = read(
            data, source=place, options=options, notify=opened.notify, declared=charset, url=url
        )
    except IntakeError as error:
        return place, error.issue(place)
    return place, article


def _media_type(record: Any) -> tuple[str, str | None]:
    from email.message import Message

    headers = record.http_headers or record.rec_headers
    declared = headers.get_header("Content-Type")
    if not declared:
        return "", None
    message = Message()
    message["content-type"] = declared
    return message.get_content_type(), message.get_content_charset()


def _was_found(record: Any) -> bool:
    if record.rec_type != "response":
        return True
    return record.http_headers is not None and record.http_headers.get_statuscode() == "200"


def _body(record: Any, limit: int) -> bytes:
    """Reads a page to its end, unpacked from the transfer's chunks and compression."""
    data = bytearray()
    stream = record.content_stream()
    try:
        while len(data) <= limit and (piece := stream.read(65_536)):
            data += piece
    except _errors() as error:
        raise _breaks_off(error) from error
    if len(data) > limit:
        raise too_large(limit)
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise IntakeError(Stage.DECODE, "truncated: the archive ends within this page")
    if not data.strip():
        raise IntakeError(Stage.DECODE, "empty: the page holds no text")
    return bytes(data)

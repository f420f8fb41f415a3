"""Files, addresses and streams -> articles: finds out what each source is and takes it in."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from communique.intake.decode import refuse_signature
from communique.intake.fetch import Fetched, fetch, is_url
from communique.intake.html import read_html
from communique.intake.jsonl import read_jsonl
from communique.intake.language_check import foreign_language
from communique.intake.options import IntakeError, IntakeOptions, Notify, ignore
from communique.intake.stream import STREAM_ERRORS, damaged, open_stream, read_whole
from communique.intake.text import read_text
from communique.records import Article, Issue, Stage

STANDARD_INPUT = "-"

_Placed = tuple[str, Article | Issue]

Source = str | Path | BinaryIO
"""A file name, a URL, "-" for standard input, or an open binary stream."""

_HTML_OPENING = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h[1-6]|span|script|section|table"
    rb"|main|header|nav|form|center|font|b|i|a|br|link|style)\b",
    re.IGNORECASE,
)
_XML_OPENING = re.compile(rb"<\?xml|<[a-z]+(?::[a-z]+)?[\s>]|<!--", re.IGNORECASE)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Form(Enum):
    TEXT = "text"
    HTML = "html"
    JSON_LINES = "JSON Lines"


_FORM_OF_SUFFIX = {
    ".txt": _Form.TEXT,
    ".text": _Form.TEXT,
    ".html": _Form.HTML,
    ".htm": _Form.HTML,
    ".xhtml": _Form.HTML,
    ".jsonl": _Form.JSON_LINES,
    ".ndjson": _Form.JSON_LINES,
    ".jsonlines": _Form.JSON_LINES,
}
_FORM_OF_MEDIA_TYPE = {
    "text/html": _Form.HTML,
    "application/xhtml+xml": _Form.HTML,
    "application/x-ndjson": _Form.JSON_LINES,
    "application/jsonl": _Form.JSON_LINES,
    "application/json-lines": _Form.JSON_LINES,
}


def open_source(
    source: Source, *, options: IntakeOptions | None = None, notify: Notify = ignore
) -> Iterator[Article | Issue]:
    """Takes in the articles of one source, as they stream by.

    Args:
        source: A file name, a URL, "-" for standard input, or an open binary stream, which is
            left open. Plain text, HTML and JSON Lines are told apart by file name and content;
            each may be compressed with gzip.
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
) -> Iterator[Article | Issue]:
    """Takes in the articles of several sources; an id that comes again becomes an issue.

    Args:
        sources: See `open_source`.
        options: See `open_source`.
        notify: See `open_source`.
        places: Is filled with the place (file, URL, file with line number) of every article's id.

    Yields:
        See `open_source`.
    """
    settings = options or IntakeOptions()
    first_seen = {} if places is None else places
    for source in sources:
        for place, item in _take_in(source, options=settings, notify=notify):
            if isinstance(item, Issue):
                yield item
                continue
            yield _accept(item, place=place, options=settings, first_seen=first_seen)


def source_name(source: Source) -> str:
    """Gives the name by which messages call a source."""
    if isinstance(source, Path):
        return str(source)
    if isinstance(source, str):
        return "standard input" if source == STANDARD_INPUT else source
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "stream"


def holds_json_lines(name: str) -> bool:
    """Whether a file of that name holds JSON Lines."""
    return _form_of_name(name) is _Form.JSON_LINES


def _accept(
    article: Article, *, place: str, options: IntakeOptions, first_seen: dict[str, str]
) -> Article | Issue:
    if article.id in first_seen:
        return Issue(
            place,
            Stage.PARSE,
            f"skipped: the id {article.id!r} was already read from {first_seen[article.id]}",
        )
    first_seen[article.id] = place
    language = foreign_language(article) if options.require_english else None
    if language:
        return Issue(
            place,
            Stage.LANGUAGE,
            f"skipped: article {article.id!r} is in {language}; only English is read",
        )
    return article


def _take_in(source: Source, *, options: IntakeOptions, notify: Notify) -> Iterator[_Placed]:
    name = source_name(source)
    try:
        if isinstance(source, str) and is_url(source):
            yield from _take_in_page(fetch(source, options=options), name, options, notify)
        elif source == STANDARD_INPUT:
            yield from _take_in_stream(sys.stdin.buffer, name, options, notify)
        elif isinstance(source, (str, Path)):
            with Path(source).open("rb") as stream:
                yield from _take_in_stream(stream, name, options, notify)
        else:
            yield from _take_in_stream(source, name, options, notify)
    except IntakeError as error:
        yield name, error.issue(name)
    except STREAM_ERRORS as error:
        yield name, _unopened(error).issue(name)
    except ValueError as error:
        yield name, IntakeError(Stage.DECODE, f"cannot be opened: {error}").issue(name)


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


def _take_in_page(
    page: Fetched, name: str, options: IntakeOptions, notify: Notify
) -> Iterator[_Placed]:
    stream, head = open_stream(io.BytesIO(page.data))
    form = _FORM_OF_MEDIA_TYPE.get(page.media_type) or _form(name, head)
    if form is _Form.JSON_LINES:
        yield from read_jsonl(stream, source=name, options=options, notify=notify)
        return
    data = read_whole(stream, limit=options.largest_article)
    read = read_html if form is _Form.HTML else read_text
    article = read(
        data, source=name, options=options, notify=notify, declared=page.charset, url=page.url
    )
    yield name, article


def _take_in_stream(
    raw: BinaryIO, name: str, options: IntakeOptions, notify: Notify
) -> Iterator[_Placed]:
    stream, head = open_stream(raw)
    form = _form(name, head)
    if form is _Form.JSON_LINES:
        yield from read_jsonl(stream, source=name, options=options, notify=notify)
        return
    data = read_whole(stream, limit=options.largest_article)
    read = read_html if form is _Form.HTML else read_text
    yield name, read(data, source=name, options=options, notify=notify)


def _form(name: str, head: bytes) -> _Form:
    """Tells the form by the file name, else by the first bytes.

    Raises:
        IntakeError: When it is a form that is not read.
    """
    refuse_signature(head)
    if not head.strip():
        raise IntakeError(Stage.DECODE, "empty: it holds no text")
    return _form_of_name(name) or _sniff(head)


def _form_of_name(name: str) -> _Form | None:
    return _FORM_OF_SUFFIX.get(Path(name.lower().removesuffix(".gz")).suffix)


def _sniff(head: bytes) -> _Form:
    # The zeros of UTF-16 would hide the opening; what remains is good enough to look at.
    opening = head.removeprefix(_BYTE_ORDER_MARK).lstrip(b"\xff\xfe").replace(b"\0", b"").lstrip()
    first_line = opening.partition(b"\n")[0].strip()
    if first_line in (b"{", b"[") or opening.startswith((b"[{", b'["')):
        raise IntakeError(
            Stage.PARSE, "one JSON document, not JSON Lines; put each article on a line of its own"
        )
    if opening.startswith(b"{"):
        return _Form.JSON_LINES
    if _HTML_OPENING.match(opening) or (
        _XML_OPENING.match(opening) and b"<html" in opening.lower()
    ):
        return _Form.HTML
    if _XML_OPENING.match(opening):
        raise IntakeError(Stage.PARSE, "XML is not read; give plain text, HTML or JSON Lines")
    return _Form.TEXT

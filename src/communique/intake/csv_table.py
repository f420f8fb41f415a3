"""CSV and tab-separated tables -> articles, or the pages that they name."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from communique.intake.decode import decode, unmarked_utf16
from communique.intake.gdelt import GdeltTable, gdelt_table
from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError
from communique.intake.stream import STREAM_ERRORS, damaged, too_large
from communique.intake.table import Table, take_row
from communique.records import Stage

_DELIMITERS = ("\t", ";", ",", "|")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_Row = tuple[int, list[str]]


def read_csv(opened: Opened) -> Iterator[Placed]:
    """Takes in the rows of a table with a line of column names, or of one of GDELT's without it.

    Yields:
        File and line, and what the line holds; or the page that it names.

    Raises:
        IntakeError: When a column is missing, or the table breaks off.
    """
    rows = _rows(opened)
    number, names = next(rows, (0, []))
    if not names:
        raise IntakeError(Stage.DECODE, "empty: it holds no row")
    known = gdelt_table(names)
    if known is not None:
        yield from _pages(known, (number, names), rows, opened)
        return
    table = Table(names, opened)
    for number, row in rows:
        if any(cell.strip() for cell in row):
            yield from take_row(table, row, place=f"{opened.source}, line {number}", opened=opened)


def _pages(table: GdeltTable, head: _Row, rows: Iterator[_Row], opened: Opened) -> Iterator[Placed]:
    for number, row in _with_first(head, rows):
        lead = table.lead(row)
        if lead is not None:
            place = f"{opened.source}, line {number}"
            yield from opened.follower.take(lead, place=place, opened=opened)


def _with_first(head: _Row, rows: Iterator[_Row]) -> Iterator[_Row]:
    yield head
    yield from rows


def _rows(opened: Opened) -> Iterator[_Row]:
    """Gives each row with the number of its last line."""
    text = io.TextIOWrapper(opened.stream, encoding=_encoding(opened), errors="replace", newline="")
    delimiter = _delimiter(opened)
    # The library's own limit, 128 KiB a cell, is shorter than many an article.
    csv.field_size_limit(max(csv.field_size_limit(), opened.options.largest_article))
    lines = _lines(text, opened.options.largest_article)
    reader = (
        csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        if delimiter == "\t"
        else csv.reader(lines, delimiter=delimiter)
    )
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        raise IntakeError(
            Stage.PARSE, f"line {reader.line_num} is no row of a table: {error}; mend it there"
        ) from None
    except STREAM_ERRORS as error:
        raise damaged(error) from error
    finally:
        text.detach()


def _lines(text: io.TextIOWrapper, limit: int) -> Iterator[str]:
    while line := text.readline(limit + 1):
        if len(line) > limit:
            raise too_large(limit)
        yield line


def _encoding(opened: Opened) -> str:
    head = opened.stream.peek()
    if head.startswith(_WIDE_MARKS):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    wide = unmarked_utf16(head)
    if wide:
        return wide
    # A character may be cut at the end of what can be seen.
    return decode(head.rpartition(b"\n")[0] or head, declared=opened.declared).encoding


def _delimiter(opened: Opened) -> str:
    line = opened.stream.peek().replace(b"\0", b"").partition(b"\n")[0].decode("latin-1")
    return max(_DELIMITERS, key=line.count) if any(map(line.count, _DELIMITERS)) else ","

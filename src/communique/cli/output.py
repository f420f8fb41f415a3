"""Where a command prints to, and in which form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from communique.records import Issue, Reading


class OutputFormat(StrEnum):
    """The forms in which readings are printed."""

    TERMINAL = "terminal"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


Items = Iterable[Reading | Issue]


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """Opens the file that is printed to, or standard output.

    Text is UTF-8 with line feeds, except on a terminal, which says itself what it can show.

    Raises:
        OSError: When the file cannot be written.
    """
    if path is not None:
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        if sys.stdout.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", newline="\n")
    yield sys.stdout
    sys.stdout.flush()


def print_items(
    items: Items, stream: TextIO, *, form: OutputFormat, explain: bool, before: Callable[[], None]
) -> None:
    """Prints readings as they arrive, where the form allows it.

    Args:
        items: Readings, and issues, which only the JSON document holds.
        stream: Where to.
        form: In which form.
        explain: Whether the account for terminals says why.
        before: Called before each piece is printed.
    """
    for piece in _PIECES[form](items, stream, explain):
        before()
        stream.write(piece)
        stream.flush()


def _readings(items: Items) -> Iterator[Reading]:
    return (item for item in items if isinstance(item, Reading))


def _accounts(items: Items, stream: TextIO, explain: bool) -> Iterator[str]:
    from communique.exchange.terminal import account, reader_console

    console = reader_console(stream)
    for reading in _readings(items):
        with console.capture() as capture:
            console.print(account(reading, explain=explain))
        yield capture.get()


def _lines(items: Items, _stream: TextIO, _explain: bool) -> Iterator[str]:
    from communique.exchange.document import to_line

    return (to_line(reading) for reading in _readings(items))


def _document(items: Items, _stream: TextIO, _explain: bool) -> Iterator[str]:
    from communique.exchange.document import to_document

    return to_document(items)


def _table(items: Items, _stream: TextIO, _explain: bool) -> Iterator[str]:
    from communique.exchange.table import to_table

    return to_table(_readings(items))


def _page(items: Items, _stream: TextIO, _explain: bool) -> Iterator[str]:
    from communique.exchange.page import to_page

    yield to_page(_readings(items))


_PIECES: dict[OutputFormat, Callable[[Items, TextIO, bool], Iterator[str]]] = {
    OutputFormat.TERMINAL: _accounts,
    OutputFormat.JSONL: _lines,
    OutputFormat.JSON: _document,
    OutputFormat.CSV: _table,
    OutputFormat.HTML: _page,
}

"""Tables on a terminal, as CSV or as JSON Lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from communique.ledger import Table

_WIDEST_CELL = 60


class TableFormat(StrEnum):
    """The forms in which tables are printed."""

    TERMINAL = "terminal"
    CSV = "csv"
    JSONL = "jsonl"


def print_table(table: Table, form: TableFormat, *, stream: TextIO | None = None) -> None:
    """Prints a table.

    Args:
        table: What to print.
        form: In which form; on a terminal, long cells are cut and columns without values left out.
        stream: Where to; standard output if None.
    """
    _PRINTERS[form](table, stream or sys.stdout)


def _print_terminal(table: Table, stream: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = [
        number
        for number in range(len(table.columns))
        if any(row[number] not in (None, (), "") for row in table.rows)
    ]
    grid = RichTable(box=None, header_style="bold", pad_edge=False)
    for number in shown:
        grid.add_column(table.columns[number], overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(_cut(_told(row[number]))) for number in shown))
    width = None if stream.isatty() else 200
    Console(file=stream, width=width, highlight=False).print(grid)


def _told(value: Any) -> str:
    from communique.exchange.untrusted import one_line

    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(_told(item) for item in value if item is not None)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_line(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST_CELL else f"{text[: _WIDEST_CELL - 1]}…"


def _print_csv(table: Table, stream: TextIO) -> None:
    from communique.exchange.tabular import write_separated

    write_separated(table, stream)


def _print_jsonl(table: Table, stream: TextIO) -> None:
    for row in table.rows:
        line = dict(zip(table.columns, row, strict=True))
        stream.write(json.dumps(line, ensure_ascii=True, default=str) + "\n")


_PRINTERS: dict[TableFormat, Callable[[Table, TextIO], None]] = {
    TableFormat.TERMINAL: _print_terminal,
    TableFormat.CSV: _print_csv,
    TableFormat.JSONL: _print_jsonl,
}

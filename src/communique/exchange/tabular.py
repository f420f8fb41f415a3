"""Tables as tab-separated or comma-separated values."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any, TextIO

from communique.exchange.untrusted import one_line
from communique.ledger import Table

_FORMULA_OPENINGS = ("=", "+", "-", "@", "\t", "\r")


def write_separated(
    table: Table, stream: TextIO, *, separator: str = ",", header: bool = True
) -> None:
    """Writes a table.

    With commas, a cell whose text begins as a formula would in a spreadsheet program is preceded
    by an apostrophe (OWASP, "CSV Injection"). With tabs, which other programs read as they are,
    line ends and tabs within cells become spaces instead.

    Args:
        table: What to write.
        stream: Where to.
        separator: A comma or a tab.
        header: Whether the names of the columns stand first.
    """
    guard = _guarded if separator == "," else _flat
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    if header:
        writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([guard(value) for value in _plain(row)])


def _plain(row: Iterable[Any]) -> Iterable[Any]:
    for value in row:
        if isinstance(value, tuple):
            yield "; ".join(str(item) for item in value if item is not None)
        else:
            yield value


def _guarded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "\ufffd")
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA_OPENINGS) else text


def _flat(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value

"""Tables as JSON, JSON Lines, CSV and Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from communique.api.errors import RequestError
from communique.exchange.untrusted import harmless
from communique.ledger import Table, table_of

_FORMULA_OPENINGS = ("=", "+", "-", "@", "\t", "\r")


class AnswerFormat(StrEnum):
    """The forms in which lists are given."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


MEDIA_TYPES = {
    AnswerFormat.JSON: "application/json",
    AnswerFormat.JSONL: "application/x-ndjson",
    AnswerFormat.CSV: "text/csv; charset=utf-8",
    AnswerFormat.PARQUET: "application/vnd.apache.parquet",
}


def chosen_format(asked: AnswerFormat | None, accept: str) -> AnswerFormat:
    """Gives the form that a request wants: what its address says goes before its header."""
    if asked is not None:
        return asked
    for part in accept.split(","):
        wanted = part.partition(";")[0].strip().lower()
        for form, media_type in MEDIA_TYPES.items():
            if wanted == media_type.partition(";")[0]:
                return form
    return AnswerFormat.JSON


def plain(value: Any) -> Any:
    """Gives records, dates and enums as what JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value


def to_json(value: Any) -> bytes:
    """Gives a value as JSON in UTF-8; lone surrogates are escaped."""
    text = json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(plain(value), separators=(",", ":")).encode("ascii")


def to_json_lines(records: Iterable[Any]) -> Iterator[bytes]:
    """Gives each record as one line of JSON, in ASCII so that no reader sees another line."""
    for record in records:
        yield json.dumps(plain(record), separators=(",", ":")).encode("ascii") + b"\n"


def to_csv(table: Table) -> bytes:
    """Gives a table as CSV; no spreadsheet program takes a cell for a formula.

    Several values stand in one cell, divided by "; " (OWASP, "CSV Injection").
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_cell(value) for value in row])
    return buffer.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        value = "; ".join("" if item is None else str(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    text = harmless(value).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.lstrip().startswith(_FORMULA_OPENINGS) else text


def to_parquet(table: Table) -> bytes:
    """Gives a table as a Parquet file.

    Raises:
        RequestError: When pyarrow is not installed.
    """
    try:
        from pyarrow import BufferOutputStream, parquet
    except ImportError:
        raise RequestError(
            501, "this server writes no Parquet; install the extra `analysis`"
        ) from None
    sink = BufferOutputStream()
    parquet.write_table(table.arrow(), sink)
    return bytes(sink.getvalue())


def encode(
    records: Sequence[Any], kind: type, form: AnswerFormat, *, table: Table | None = None
) -> bytes:
    """Gives records of one kind in a form other than JSON.

    Args:
        records: The records.
        kind: Their class.
        form: JSON Lines, CSV or Parquet.
        table: What the last two hold; the fields of each record if None.
    """
    if form is AnswerFormat.JSONL:
        return b"".join(to_json_lines(records))
    table = table or table_of(records, kind)
    return to_csv(table) if form is AnswerFormat.CSV else to_parquet(table)

"""A ledger as Parquet files that go elsewhere than into a folder."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from communique.ledger.parquet import DERIVED_VIEWS, KEPT_TABLES
from communique.ledger.store import Ledger

_ROWS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """One file of an export.

    Attributes:
        name: Its name in the folder that `import_parquet` reads.
        pieces: Its bytes, piece by piece; read once, and before the next file is asked for.
    """

    name: str
    pieces: Iterator[bytes]


def parquet_files(ledger: Ledger) -> Iterator[ParquetFile]:
    """Gives the files that `export_parquet` writes; the ledger may be sealed.

    Raises:
        ImportError: When pyarrow is not installed (extra `analysis`).
    """
    import pyarrow.parquet  # noqa: F401 - missing, it is told before the first byte

    return _files(ledger)


def _files(ledger: Ledger) -> Iterator[ParquetFile]:
    for name in (*KEPT_TABLES, *DERIVED_VIEWS):
        yield ParquetFile(f"{name.removeprefix('kept.')}.parquet", _table(ledger, name))
    version = json.dumps({"schema": ledger.connection.version()})
    # Last, as in a folder: an export that was broken off is not taken for a whole one.
    yield ParquetFile("ledger.json", iter((f"{version}\n".encode(),)))


def _table(ledger: Ledger, name: str) -> Iterator[bytes]:
    from pyarrow import parquet

    found = ledger.connection._duckdb.sql(f"SELECT * FROM {name}")
    # DuckDB before 1.5 has the older of the two names.
    read = getattr(found, "to_arrow_reader", None) or found.fetch_arrow_reader
    batches = read(_ROWS_AT_ONCE)
    written = _Written()
    with parquet.ParquetWriter(written, batches.schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            yield written.taken()
    yield written.taken()


class _Written(io.RawIOBase):
    """Keeps what is written until it is taken; positions go on counting."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        kept = bytes(piece)
        self._pieces.append(kept)
        self._size += len(kept)
        return len(kept)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found

"""Parquet -> articles, or the pages that its rows name, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError
from communique.intake.stream import needed
from communique.intake.table import Table, take_row
from communique.records import Stage

_ROWS_AT_ONCE = 256


def read_parquet(opened: Opened) -> Iterator[Placed]:
    """Takes in the rows of a Parquet file.

    Yields:
        File and row, counted from 1, and what the row holds; or the page that it names.

    Raises:
        IntakeError: When a column is missing, or the file is damaged.
    """
    needed("pyarrow", "Parquet files")
    import pyarrow
    from pyarrow import parquet

    with opened.seekable() as stream:
        try:
            file = parquet.ParquetFile(stream)
            yield from _rows(file, Table(file.schema_arrow.names, opened), opened)
        except (pyarrow.ArrowException, OSError, EOFError) as error:
            raise IntakeError(
                Stage.DECODE,
                f"damaged: the Parquet file cannot be read ({error}); have it sent again",
            ) from None


def _rows(file: Any, table: Table, opened: Opened) -> Iterator[Placed]:
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
        columns = [column.to_pylist() for column in batch.columns]
        for row in zip(*columns, strict=True):
            number += 1
            place = f"{opened.source}, row {number}"
            yield from take_row(table, row, place=place, opened=opened)

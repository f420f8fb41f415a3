"""Opening a ledger's file, bringing it up to date, and saying plainly what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from numpy.typing import NDArray

Row = Mapping[str, object]
"""One row about to be written: column -> value."""


_WRITTEN_AT_ONCE = 20_000
"""Rows of one statement: with a million, the database takes gigabytes to take them apart."""


_NEW_FILES: Mapping[str, str] = {"default_block_size": "65536"}
"""Bytes of a block of new files. Each table takes one at least: with DuckDB's 262,144 a ledger of
1,000 articles has 13.1 MB, with this 8.0 and with 16,384 7.8."""


class LedgerError(Exception):
    """A ledger that cannot be opened, read or written; the message says what helps."""


class LedgerBusyError(LedgerError):
    """Another process is writing."""


class LedgerReadOnlyError(LedgerError):
    """The file, or the way it was opened, does not allow writing."""


class LedgerDamagedError(LedgerError):
    """The file is not a ledger, or is broken."""


class LedgerVersionError(LedgerError):
    """The ledger is of another version than this program can use."""


def migrations() -> list[tuple[int, str]]:
    """Gives the numbered steps that bring an empty file to today's schema."""
    folder = files("communique.ledger") / "migrations"
    steps = [
        (int(item.name[:4]), item.read_text("utf-8"))
        for item in folder.iterdir()
        if item.name.endswith(".sql") and item.name[:4].isdigit()
    ]
    return sorted(steps)


def one_of(values: Sequence[object]) -> str:
    """Gives the SQL "IN (?, …)" for some values.

    Written out so, DuckDB skips what cannot hold them; a list in one parameter is joined instead.
    """
    return f"IN ({', '.join('?' * len(values)) or 'NULL'})"


class Connection:
    """One open ledger file. SQL goes through here, and its errors come out as `LedgerError`."""

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        sealed: bool = False,
        memory_limit: str | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        if read_only and not path.exists():
            raise LedgerError(f"there is no ledger at {path}")
        with _plain_errors(path):
            self._duckdb = duckdb.connect(str(path), read_only=read_only, config=dict(_NEW_FILES))
            self._duckdb.execute("SET TimeZone = 'UTC'")
            # In a notebook or under `python -c` it would be printed between a command's answers.
            self._duckdb.execute("SET enable_progress_bar = false")
            if sealed:
                self._duckdb.execute("SET enable_external_access = false")
            if memory_limit:
                self._duckdb.execute("SET memory_limit = ?", [memory_limit])
        try:
            self._migrate()
        except BaseException:
            self._duckdb.close()
            raise

    def close(self) -> None:
        """Closes the file; writes that were committed are on disk."""
        self._duckdb.close()

    def execute(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> None:
        """Runs a statement."""
        with _plain_errors(self.path):
            self._duckdb.execute(sql, values if isinstance(values, Mapping) else list(values))

    def rows(
        self, sql: str, values: Sequence[object] | Mapping[str, object] = ()
    ) -> list[tuple[Any, ...]]:
        """Runs a query and gives all its rows."""
        with _plain_errors(self.path):
            values = values if isinstance(values, Mapping) else list(values)
            return self._duckdb.execute(sql, values).fetchall()

    def columns(
        self, sql: str, values: Sequence[object] | Mapping[str, object] = ()
    ) -> Mapping[str, NDArray[Any]]:
        """Runs a query and gives its columns, by name."""
        with _plain_errors(self.path):
            values = values if isinstance(values, Mapping) else list(values)
            return self._duckdb.execute(sql, values).fetchnumpy()

    def table(
        self, sql: str, values: Sequence[object] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Runs a query and gives the names of its columns and all its rows."""
        with _plain_errors(self.path):
            found = self._duckdb.execute(sql, list(values))
            return [column[0] for column in found.description or ()], found.fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits all that is written inside, or nothing."""
        self.execute("BEGIN")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        try:
            self._duckdb.execute("ROLLBACK")
        except duckdb.Error:
            # A failed commit has ended the transaction already.
            return

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Writes rows, many in one statement; columns left out take the table's default.

        Args:
            table: Schema and name.
            rows: All with the same keys.
        """
        if not rows:
            return
        types = {row[0]: row[1] for row in self.rows(f"DESCRIBE {table}")}
        fields = ", ".join(f'"{name}" {types[name]}' for name in rows[0])
        for start in range(0, len(rows), _WRITTEN_AT_ONCE):
            some = rows[start : start + _WRITTEN_AT_ONCE]
            self.execute(
                f"INSERT INTO {table} BY NAME SELECT item.* FROM "
                f"(SELECT unnest(CAST(?::JSON AS STRUCT({fields})[])) AS item)",
                [json.dumps(some, ensure_ascii=False, default=str)],
            )

    def version(self) -> int:
        """Number of the last migration that the file has seen; 0 for an empty file."""
        found = self.rows(
            "SELECT count(*) FROM information_schema.tables "
            "WHERE table_schema = 'main' AND table_name = 'migration'"
        )
        if not found[0][0]:
            return 0
        return int(self.rows("SELECT coalesce(max(number), 0) FROM migration")[0][0])

    def _migrate(self) -> None:
        steps = migrations()
        have, want = self.version(), steps[-1][0]
        if have > want:
            raise LedgerVersionError(
                f"{self.path} was written by a newer version of communique (schema {have}; this "
                f"one knows {want}): update communique"
            )
        if have == 0 and self._holds_tables():
            raise LedgerDamagedError(f"{self.path} is a DuckDB file, but not a ledger")
        if have == want:
            return
        if self.read_only:
            raise LedgerVersionError(
                f"{self.path} has schema {have} and this version of communique wants {want}: "
                "open it once for writing (for instance with `communique link`) to bring it up "
                "to date"
            )
        self._apply([step for step in steps if step[0] > have])

    def _holds_tables(self) -> bool:
        return bool(self.rows("SELECT count(*) FROM information_schema.tables")[0][0])

    def _apply(self, steps: Sequence[tuple[int, str]]) -> None:
        with self.transaction():
            self.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER)")
            for number, sql in steps:
                self.execute(sql)
                self.execute("INSERT INTO migration VALUES (?)", [number])
            self.execute((files("communique.ledger") / "views.sql").read_text("utf-8"))


_TELLTALES: tuple[tuple[tuple[str, ...], type[LedgerError], str], ...] = (
    (
        ("could not set lock", "conflicting lock", "already open in", "used by another process"),
        LedgerBusyError,
        "{path} is being written by another process; wait until it has ended, or read an export",
    ),
    (
        ("read-only", "permission denied", "read only"),
        LedgerReadOnlyError,
        "{path} cannot be written: the file or its folder is read-only",
    ),
    (
        ("no space left", "disk full", "disk quota", "file too large"),
        LedgerError,
        "{path} cannot be written: the disk is full; what was committed before is safe, and the "
        "same command goes on once there is room",
    ),
    (
        ("is a directory",),
        LedgerError,
        "{path} is a folder; a ledger is one file",
    ),
    (
        ("not a valid duckdb", "could not read enough bytes", "checksum", "corrupt", "deserializ"),
        LedgerDamagedError,
        "{path} is damaged or no ledger; rebuild it from an export with `communique import`",
    ),
)


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        words = str(error).lower()
        for telltales, kind, message in _TELLTALES:
            if any(telltale in words for telltale in telltales):
                raise kind(message.format(path=path)) from error
        if isinstance(error, (duckdb.InternalException, duckdb.FatalException)):
            raise LedgerDamagedError(
                f"{path} is damaged; rebuild it from an export with `communique import` ({error})"
            ) from error
        raise LedgerError(f"{path}: {error}") from error

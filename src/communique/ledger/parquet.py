"""A ledger as a folder of Parquet files, and back."""

from __future__ import annotations

import json
from pathlib import Path

from communique.ledger.connection import LedgerDamagedError, LedgerError, migrations
from communique.ledger.rows import EVIDENCE_TABLES
from communique.ledger.store import Ledger

KEPT_TABLES = ("kept.maker", *EVIDENCE_TABLES, "kept.issue", "kept.judgement")
"""What is exported: everything else can be derived from it."""

DERIVED_VIEWS = (
    "events",
    "event_reports",
    "dyads",
    "stories",
    "copies",
    "claims",
    "stances",
    "agenda",
    "agenda_changes",
)
"""What is written beside it for users of other programs; it is not read back."""

_VERSION_FILE = "ledger.json"


def export_parquet(ledger: Ledger, folder: Path) -> None:
    """Writes all tables of evidence, and the derived views, as Parquet files.

    Args:
        ledger: The ledger.
        folder: Made where it is not there; files of the same names are replaced.

    Raises:
        LedgerError: When a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"{folder} cannot be made: {error.strerror or error}") from error
    for name in (*KEPT_TABLES, *DERIVED_VIEWS):
        ledger.connection.execute(
            f"COPY (SELECT * FROM {name}) TO {_quoted(_file(folder, name))} (FORMAT parquet)"
        )
    # Written last: an export that was broken off has none, and is not taken for a whole one.
    version = json.dumps({"schema": ledger.connection.version()})
    (folder / _VERSION_FILE).write_text(f"{version}\n", "utf-8")


def import_parquet(ledger: Ledger, folder: Path) -> None:
    """Fills an empty ledger from an export; linking makes the rest.

    Raises:
        LedgerError: When the ledger is not empty, or the folder holds no whole export.
        LedgerDamagedError: When a file of the export is missing or broken.
    """
    if ledger.connection.rows("SELECT count(*) FROM kept.article")[0][0]:
        raise LedgerError(f"{ledger.path} is not empty: import into a new ledger")
    _check_version(folder)
    with ledger.connection.transaction():
        for name in KEPT_TABLES:
            path = _file(folder, name)
            if not path.exists():
                raise LedgerDamagedError(f"{folder} is no whole export: {path.name} is missing")
            ledger.connection.execute(
                f"INSERT INTO {name} BY NAME SELECT * FROM read_parquet({_quoted(path)})"
            )
        # An export of an older schema holds neither these nor the numbers of reports.
        ledger.connection.execute("UPDATE kept.report SET plover = type WHERE plover IS NULL")
        ledger.connection.execute(
            "UPDATE kept.article SET reports = (SELECT count(*) FROM kept.report "
            "WHERE report.article_id = article.article_id)"
        )


def _check_version(folder: Path) -> None:
    try:
        written = json.loads((folder / _VERSION_FILE).read_text("utf-8"))
        version = int(written["schema"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LedgerError(
            f"{folder} is no whole export of a ledger: {_VERSION_FILE} is missing or unreadable"
        ) from error
    newest = migrations()[-1][0]
    if version > newest:
        raise LedgerError(f"{folder} was written by a newer version of communique: update it")


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name.removeprefix('kept.')}.parquet"


def _quoted(path: Path) -> str:
    """A file name as SQL: DuckDB takes no parameter there."""
    return "'" + str(path).replace("'", "''") + "'"

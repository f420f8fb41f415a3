"""Readings <-> DuckDB and Parquet: schema, migrations, writes; the only SQL of the project."""

from communique.ledger.answers import (
    ActSum,
    AgendaRow,
    ClaimRow,
    DyadEvent,
    EventRow,
    ReportRow,
    StanceRow,
    StatementRow,
    Table,
    table_of,
)
from communique.ledger.connection import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerReadOnlyError,
    LedgerVersionError,
)
from communique.ledger.days import Days, days_of
from communique.ledger.filters import EventFilter
from communique.ledger.parquet import export_parquet, import_parquet
from communique.ledger.questions import Questions
from communique.ledger.store import Added, Ledger, Maker

__all__ = [
    "ActSum",
    "Added",
    "AgendaRow",
    "ClaimRow",
    "Days",
    "DyadEvent",
    "EventFilter",
    "EventRow",
    "Ledger",
    "LedgerBusyError",
    "LedgerDamagedError",
    "LedgerError",
    "LedgerReadOnlyError",
    "LedgerVersionError",
    "Maker",
    "Questions",
    "ReportRow",
    "StanceRow",
    "StatementRow",
    "Table",
    "days_of",
    "export_parquet",
    "import_parquet",
    "table_of",
]

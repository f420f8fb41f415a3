"""What the ledger answers: frozen records, and tables for everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with what its reports settle; see the view `events`."""

    event_id: str
    type: str
    quad: str
    mode: str | None
    mutual: bool
    status: str
    edtf: str | None
    first_day: date | None
    last_day: date | None
    place: str | None
    place_country: str | None
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    actors: tuple[str, ...]
    actor_countries: tuple[str | None, ...]
    actor_sectors: tuple[str | None, ...]
    recipients: tuple[str, ...]
    recipient_countries: tuple[str | None, ...]
    recipient_sectors: tuple[str | None, ...]
    confidence: float
    reports: int
    independent_reports: int
    disagreement: tuple[str, ...]
    first_reported: date | None
    last_reported: date | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One article's telling of an event, with its sentence; see the view `reports`."""

    event_id: str
    report_id: str
    article_id: str
    published: date | None
    publisher: str | None
    title: str
    type: str
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    said_by: tuple[str, ...]
    edtf: str | None
    place: str | None
    confidence: float
    background: bool
    sentence: str
    trigger: str
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class StanceRow:
    """What one speaker said about a claim; see the view `stances`."""

    speaker: str
    country: str | None
    stance: str
    taken: date | None
    report_id: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its stances; see the view `claims`."""

    claim_id: str
    event_id: str
    standing: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    edtf: str | None
    place: str | None
    stances: tuple[StanceRow, ...]


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """Something that was announced; see the view `agenda`."""

    item_id: str
    event_id: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    announced: date | None
    due: str | None
    due_first: date | None
    due_last: date | None
    outcome: str
    last_reported: date | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One piece of reported speech; see the view `statements`."""

    article_id: str
    published: date | None
    publisher: str | None
    speaker: str | None
    speaker_country: str | None
    cue: str | None
    content: str
    direct: bool


@dataclass(frozen=True, slots=True)
class DyadEvent:
    """One event between an ordered pair of states; see the view `dyads`."""

    event_id: str
    actor: str
    recipient: str
    type: str
    quad: str
    mode: str | None
    status: str
    day: date
    confidence: float
    independent_reports: int


@dataclass(frozen=True, slots=True)
class ActSum:
    """The events of one type and mode in one period, summed up.

    Attributes:
        start: First day of the period.
        type: PLOVER type.
        mode: PLOVER mode, or None.
        quad: Quad class.
        events: Number of events.
        expected: Sum of their confidences: how many of them are likely real.
        variance: Variance of that number, as if the events were independent.
        reports: Independent reports.
    """

    start: date
    type: str
    mode: str | None
    quad: str
    events: int
    expected: float
    variance: float
    reports: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column names.

    Attributes:
        columns: The names.
        rows: As many values as there are names, in each.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def arrow(self) -> pyarrow.Table:
        """Gives the table as an Arrow table, which pandas and polars take over.

        Raises:
            ImportError: When pyarrow is not installed (extra `analysis`).
        """
        import pyarrow

        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.columns)
        return pyarrow.table(
            {
                name: pyarrow.array([_plain(value) for value in column])
                for name, column in zip(self.columns, columns, strict=True)
            }
        )


def table_of(records: Iterable[Any], kind: type) -> Table:
    """Gives records of one kind as a table; records within records are left out.

    Args:
        records: Frozen records.
        kind: Their class, which names the columns even where there is no record.
    """
    names = tuple(field.name for field in fields(kind) if field.name != "stances")
    rows = tuple(tuple(getattr(record, name) for name in names) for record in records)
    return Table(names, rows)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def frozen(row: Sequence[Any]) -> tuple[Any, ...]:
    """Gives a row with its lists as tuples."""
    return tuple(tuple(value) if isinstance(value, list) else value for value in row)

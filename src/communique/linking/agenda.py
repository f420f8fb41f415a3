"""The agenda: what was planned or hoped for, how its date changed, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from communique.ledger import AgendaRow, Days, days_of
from communique.linking.cues import CueKind, find_cues
from communique.linking.report import Report
from communique.records import Status

PATIENCE = 14
"""Days after the due date for which a report of the outcome may still come."""

PATIENCE_UNDATED = 120
"""Days after the last report for which something without a date may still come."""


class Outcome(StrEnum):
    """What became of something that was announced."""

    HELD = "held"
    CALLED_OFF = "called off"
    POSTPONED = "postponed"
    PENDING = "pending"
    UNHEARD = "never heard of again"


@dataclass(frozen=True, slots=True)
class Change:
    """One report about something on the agenda, where it says something new.

    Attributes:
        reported: Day of publication, or None.
        status: Its status there.
        due: Its date there in EDTF, or None.
        report_id: The report.
    """

    reported: date | None
    status: str
    due: str | None
    report_id: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Something that was planned or hoped for.

    Attributes:
        event_id: The event.
        announced: Day of the first report, or None.
        due: The last date that was announced for it in EDTF, or None.
        days: Its days, or None.
        outcome: What became of it by the reports: held, called off, postponed, or pending.
        changes: Its reports that say something new, earliest first.
    """

    event_id: str
    announced: date | None
    due: str | None
    days: Days | None
    outcome: Outcome
    changes: tuple[Change, ...]

    @property
    def id(self) -> str:
        """The event's id with another letter in front."""
        return "a" + self.event_id.removeprefix("e")


def outcome_on(
    outcome: Outcome, *, due: Days | None, last_report: date | None, today: date
) -> Outcome:
    """Gives what an outcome looks like on a day: nothing pending outlasts its due date for long.

    Args:
        outcome: The outcome by the reports.
        due: The days that were announced last, or None.
        last_report: Day of the last report, or None.
        today: The day.
    """
    if due is not None:
        overdue = (today - due.last).days > PATIENCE and (
            last_report is None or (today - last_report).days > PATIENCE
        )
    else:
        overdue = last_report is not None and (today - last_report).days > PATIENCE_UNDATED
    return outcome_of(outcome, overdue=overdue)


def outcome_of(outcome: Outcome, *, overdue: bool) -> Outcome:
    """Gives what an outcome looks like once a report of it should have come, or before."""
    waits = outcome in (Outcome.PENDING, Outcome.POSTPONED)
    return Outcome.UNHEARD if waits and overdue else outcome


def outcome_of_row(row: AgendaRow, today: date) -> Outcome:
    """Gives the outcome of an item that was read from a ledger, as it looks on a day."""
    due = Days(row.due_first, row.due_last) if row.due_first and row.due_last else None
    return outcome_on(Outcome(row.outcome), due=due, last_report=row.last_reported, today=today)


def as_it_looks(row: AgendaRow, today: date) -> AgendaRow:
    """Gives an item that was read from a ledger with its outcome as it looks on a day."""
    return replace(row, outcome=outcome_of_row(row, today).value)


def agenda_item(event_id: str, reports: Sequence[Report]) -> AgendaItem | None:
    """Gives the agenda item that an event's reports make; None where nothing was announced."""
    ordered = sorted(reports, key=lambda report: report.order)
    pending = [report for report in ordered if report.pending]
    if not any(report.status is not Status.NEGATED or _postpones(report) for report in pending):
        return None
    dated = [one.edtf for one in pending if one.edtf and one.status is not Status.NEGATED]
    due = latest_date(dated) or next((one.edtf for one in pending if one.edtf), None)
    return AgendaItem(
        event_id=event_id,
        announced=pending[0].published,
        due=due,
        days=days_of(due),
        outcome=_outcome(ordered, pending),
        changes=_changes(ordered),
    )


def latest_date(announced: Sequence[str]) -> str | None:
    """Gives the date that stands: the last one, or the finest before it that lies within it.

    Args:
        announced: Dates in EDTF in the order in which they were reported.
    """
    if not announced:
        return None
    last = days_of(announced[-1])
    if last is None:
        return announced[-1]
    within = [
        (days.length, -number, edtf)
        for number, edtf in enumerate(announced)
        if (days := days_of(edtf)) and last.first <= days.first and days.last <= last.last
    ]
    return min(within)[2]


def _outcome(ordered: Sequence[Report], pending: Sequence[Report]) -> Outcome:
    if any(report.status is Status.OCCURRED for report in ordered):
        return Outcome.HELD
    last = pending[-1]
    newest = [report for report in pending if report.published == last.published]
    if any(_postpones(report) for report in newest):
        return Outcome.POSTPONED
    if any(report.status is Status.NEGATED for report in newest):
        return Outcome.CALLED_OFF
    return Outcome.POSTPONED if _moved_back(pending) else Outcome.PENDING


def _postpones(report: Report) -> bool:
    return bool(find_cues(report.sentence, CueKind.POSTPONES))


def _moved_back(pending: Sequence[Report]) -> bool:
    """Whether the latest announced date lies after all days that were announced before."""
    announced = [days for report in pending if (days := days_of(report.edtf))]
    return len(announced) > 1 and any(
        announced[-1].first > earlier.last for earlier in announced[:-1]
    )


def _changes(ordered: Sequence[Report]) -> tuple[Change, ...]:
    changes: list[Change] = []
    for report in ordered:
        told = (report.status.value, report.edtf)
        if not changes or (changes[-1].status, changes[-1].due) != told:
            changes.append(Change(report.published, *told, report.id))
    return tuple(changes)

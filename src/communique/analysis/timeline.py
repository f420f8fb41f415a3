"""What a party did and what was done to it, one sentence an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from communique.ledger import EventFilter, EventRow, Ledger, Questions, ReportRow
from communique.ledger.pages_events import EventPages
from communique.ledger.pages_rows import EventOrder

EVENTS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event of a timeline.

    Attributes:
        date: When it happened, in EDTF; None where that is unknown.
        type: PLOVER type.
        status: Whether it happened.
        reports: Independent reports.
        sentence: The sentence of the earliest report that tells it as news.
        article_id: Article that the sentence stands in.
        event_id: Id of the event.
    """

    date: str | None
    type: str
    status: str
    reports: int
    sentence: str
    article_id: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline, or a page of one.

    Attributes:
        rows: Its events, earliest first, undated ones last.
        next: Where the next page begins; None on the last one.
    """

    rows: tuple[TimelineRow, ...]
    next: EventOrder | None


def timeline(
    ledger: Ledger,
    party: str,
    *,
    other: str | None = None,
    since: date | None = None,
    until: date | None = None,
    after: EventOrder | None = None,
    limit: int | None = None,
) -> Timeline:
    """Gives the timeline of a party.

    Args:
        ledger: An open ledger.
        party: Country code or part of a name.
        other: Only what it shares with this other party.
        since: First day.
        until: Last day.
        after: The last event of the page before; from the beginning if None.
        limit: At most so many events; no limit if None.
    """
    wanted = EventFilter(party=party, since=since, until=until)
    shared = _events(ledger, wanted, after, other)
    found = list(shared) if limit is None else list(islice(shared, limit + 1))
    shown = found[:limit]
    more = len(found) > len(shown)
    reports = _first_reports(Questions(ledger).reports(event.event_id for event in shown))
    rows = tuple(_row(event, reports[event.event_id]) for event in shown)
    return Timeline(rows, EventOrder(shown[-1].first_day, shown[-1].event_id) if more else None)


def _events(
    ledger: Ledger, wanted: EventFilter, after: EventOrder | None, other: str | None
) -> Iterator[EventRow]:
    pages = EventPages(ledger)
    while True:
        batch = pages.events(wanted, after=after, limit=EVENTS_AT_ONCE)
        yield from (one for one in batch if other is None or _takes_part(one, other))
        if len(batch) < EVENTS_AT_ONCE:
            return
        after = EventOrder(batch[-1].first_day, batch[-1].event_id)


def _takes_part(event: EventRow, party: str) -> bool:
    if party in event.actor_countries or party in event.recipient_countries:
        return True
    return any(party.lower() in name.lower() for name in (*event.actors, *event.recipients))


def _first_reports(reports: Iterable[ReportRow]) -> dict[str, ReportRow]:
    """Gives the earliest report of each event; what tells it as news goes before recollection."""
    first: dict[str, ReportRow] = {}
    for report in sorted(reports, key=lambda one: one.background):
        first.setdefault(report.event_id, report)
    return first


def _row(event: EventRow, report: ReportRow) -> TimelineRow:
    return TimelineRow(
        event.edtf or (event.first_day.isoformat() if event.first_day else None),
        event.type,
        event.status,
        event.independent_reports,
        report.sentence,
        report.article_id,
        event.event_id,
    )

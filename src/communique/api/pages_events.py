"""The list of events, one event, and why its reports are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import RedirectResponse

from communique.api.asking import Ask, Asked, Filtered, event_cursor, event_order
from communique.api.errors import RequestError
from communique.api.rendering import address, event_path
from communique.api.twins import page
from communique.ledger import AgendaRow, ClaimRow, EventFilter, EventRow, ReportRow
from communique.ledger.pages_events import Between
from communique.ledger.pages_rows import ChangeRow, EventOrder, JudgementRow
from communique.linking.agenda import as_it_looks
from communique.records import EventType, QuadClass, Sector, Status

router = APIRouter()

ON_A_PAGE = 50
TYPES = tuple(kind.value for kind in EventType)
QUADS = tuple(quad.value for quad in QuadClass)
STATUSES = tuple(status.value for status in Status)
SECTORS = tuple(sector.value for sector in Sector)

EventId = Annotated[str, Path(pattern="^e[0-9a-f]{12}$")]


@dataclass(frozen=True, slots=True)
class EventListView:
    """Events by date, a page of them.

    Attributes:
        events: The events.
        total: How many there are by these filters.
        filter: The filters.
        words: Part of a sentence that tells of them, or None.
        newest_first: Whether the last day comes first.
        next: Cursor of the next page, or None.
        csv: Address of the same as CSV.
        exports: Address of the same in other forms, without the form and the query.
        query: The filters, as a query.
    """

    events: tuple[EventRow, ...]
    total: int
    filter: EventFilter
    words: str | None
    newest_first: bool
    next: str | None
    csv: str
    exports: str
    query: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One event with all that is known of it.

    Attributes:
        event: What its reports settle.
        independent: Reports that copy no other, earliest first.
        copies: Reports in articles that share another's text.
        claim: The claim that it is, or None.
        agenda: What was announced, or None.
        changes: How what was announced changed.
        judgements: What people decided about its reports.
        csrf: Token of forms on this page; None where no judgements are kept.
    """

    event: EventRow
    independent: tuple[ReportRow, ...]
    copies: tuple[ReportRow, ...]
    claim: ClaimRow | None
    agenda: AgendaRow | None
    changes: tuple[ChangeRow, ...]
    judgements: tuple[JudgementRow, ...]
    csrf: str | None


@dataclass(frozen=True, slots=True)
class WhyView:
    """How an event came to be.

    Attributes:
        event: The event.
        reports: The account of its reports, a block of lines each.
        joined: Pairs of reports that were taken for one event, the features of each.
        apart: Pairs that were kept apart.
    """

    event: EventRow
    reports: tuple[tuple[str, ...], ...]
    joined: tuple[tuple[str, ...], ...]
    apart: tuple[tuple[str, ...], ...]


@page(router, "/events", "events", view=EventListView)
def events(
    asked: Ask,
    wanted: Filtered,
    words: Annotated[str | None, Query(max_length=200)] = None,
    order: Annotated[str, Query(pattern="^(newest|oldest)$")] = "newest",
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> object:
    """Events by date, filtered."""
    among = Between(words=words or None)
    newest = order == "newest"
    found = asked.events.events(
        wanted.filter,
        among=among,
        after=event_order(cursor),
        newest_first=newest,
        limit=ON_A_PAGE + 1,
    )
    return EventListView(
        events=found[:ON_A_PAGE],
        total=asked.events.count(wanted.filter, among=among),
        filter=wanted.filter,
        words=words or None,
        newest_first=newest,
        next=next_cursor(found, ON_A_PAGE),
        csv=address("/api/v1/events", [*wanted.pairs(), ("format", "csv")]),
        exports="/api/v1/export",
        query=address("", wanted.pairs()),
    )


def next_cursor(found: tuple[EventRow, ...], shown: int) -> str | None:
    """Gives the cursor after the events that are shown; None where those are all."""
    if len(found) <= shown:
        return None
    last = found[shown - 1]
    return event_cursor(EventOrder(last.first_day, last.event_id))


@page(router, "/event", "error")
def event_of_report(
    asked: Ask, report: Annotated[str, Query(min_length=1, max_length=500)]
) -> object:
    """Leads from a report to the event that it tells of."""
    found = asked.questions.event(report)
    if found is None:
        raise RequestError(404, "there is no such event or report in this ledger")
    ending = ".json" if asked.request.url.path.endswith(".json") else ""
    return RedirectResponse(f"{event_path(found.event_id)}{ending}", status_code=307)


@page(router, "/event/{event_id}", "event", view=EventView)
def event(asked: Ask, event_id: EventId) -> object:
    """One event, its reports and what they disagree on."""
    found = event_or_error(asked, event_id)
    reports = asked.events.reports(event_id)
    claims = asked.events.claims(event_id=event_id, limit=1)
    agenda = asked.events.agenda(event_id=event_id, limit=1)
    ids = [report.report_id for report in reports]
    return EventView(
        event=found,
        independent=tuple(report for report in reports if report.copy_of is None),
        copies=tuple(report for report in reports if report.copy_of is not None),
        claim=claims[0] if claims else None,
        agenda=_seen_now(asked, agenda[0]) if agenda else None,
        changes=asked.events.agenda_changes([item.item_id for item in agenda]),
        judgements=asked.events.judgements(ids),
        csrf=asked.service.csrf if asked.options.allow_judgements else None,
    )


def _seen_now(asked: Asked, item: AgendaRow) -> AgendaRow:
    """Gives an item with its outcome as it looks on the last day of the ledger."""
    today = asked.questions.last_day()
    return as_it_looks(item, today) if today else item


@page(router, "/event/{event_id}/why", "why", view=WhyView)
def why(asked: Ask, event_id: EventId) -> object:
    """The pairs of reports, what speaks for and against each, and the judgements."""
    from communique.linking.account import account

    found = event_or_error(asked, event_id)
    blocks = _blocks(account(asked.ledger, event_id) or ())
    joined = tuple(block for block in blocks if block[0].endswith(": one event"))
    apart = tuple(block for block in blocks if block[0].endswith(": kept apart"))
    return WhyView(
        found,
        tuple(block for block in blocks if block not in joined and block not in apart),
        joined,
        apart,
    )


def _blocks(lines: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Gives the lines that stand together, as empty ones divide them."""
    runs = groupby(lines, key=bool)
    return tuple(tuple(run) for filled, run in runs if filled)


def event_or_error(asked: Asked, event_id: str) -> EventRow:
    """Gives an event.

    Raises:
        RequestError: When there is none of that id.
    """
    found = asked.questions.event(event_id)
    if found is None:
        raise RequestError(404, "there is no such event in this ledger")
    return found

"""The API: events, and what they rest on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from communique.analysis.timeline import TimelineRow
from communique.analysis.timeline import timeline as timeline_of
from communique.api.asking import Ask, Asked, Day, Filtered, event_cursor, event_order
from communique.api.errors import RequestError
from communique.api.formats import to_json
from communique.api.v1_answers import Cursor, Form, Limit, answer_list, listing
from communique.api.v1_shapes import (
    PROBLEMS,
    EventPage,
    ReportPage,
    TimelinePage,
    WhyAnswer,
    shaped,
)
from communique.ledger import EventRow, ReportRow
from communique.ledger.pages_events import Between
from communique.ledger.pages_rows import EventOrder

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get("/events", responses=listing(EventPage, "/api/v1/events?party=Lavrov&type=CONSULT"))
def events(
    asked: Ask,
    wanted: Filtered,
    words: Annotated[str | None, Query(max_length=200)] = None,
    newest_first: bool = False,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List events by date; one event has one line, however many articles tell of it."""
    found = asked.events.events(
        wanted.filter,
        among=Between(words=words or None),
        after=event_order(cursor),
        newest_first=newest_first,
        limit=limit + 1,
    )
    return answer_list(asked, _event_page(found, limit), EventRow, form)


@router.get(
    "/timeline", responses=listing(TimelinePage, "/api/v1/timeline?party=PRK&since=2024-01-01")
)
def timeline(
    asked: Ask,
    party: Annotated[
        str, Query(min_length=1, max_length=200, description="Country code or words of a name.")
    ],
    other: Annotated[
        str | None,
        Query(alias="with", max_length=200, description="Only what it shares with this other one."),
    ] = None,
    since: Day = None,
    until: Day = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """Tell what a party did and what was done to it, one sentence an event, by date."""
    found = timeline_of(
        asked.ledger,
        party,
        other=other or None,
        since=since,
        until=until,
        after=event_order(cursor),
        limit=limit,
    )
    page = TimelinePage(found.rows, event_cursor(found.next) if found.next else None)
    return answer_list(asked, page, TimelineRow, form)


def _event_page(found: tuple[EventRow, ...], limit: int) -> EventPage:
    shown = found[:limit]
    more = len(found) > limit
    order = EventOrder(shown[-1].first_day, shown[-1].event_id) if more else None
    return EventPage(shown, event_cursor(order) if order else None)


EventId = Annotated[str, Path(max_length=500, description="Id of an event or of a report.")]


@router.get("/events/{event_id}", responses=shaped(EventRow))
def event(asked: Ask, event_id: EventId) -> Response:
    """Give one event."""
    return Response(to_json(_event(asked, event_id)), media_type="application/json")


@router.get("/events/{event_id}/reports", responses=listing(ReportPage, "…/reports?format=csv"))
def reports(asked: Ask, event_id: EventId, form: Form = None) -> Response:
    """List the reports of one event with their sentences, earliest first."""
    found = asked.events.reports(_event(asked, event_id).event_id)
    return answer_list(asked, ReportPage(found), ReportRow, form)


@router.get("/why/{event_id}", responses=shaped(WhyAnswer))
def why(asked: Ask, event_id: EventId) -> Response:
    """Tell what an event rests on: its reports, the pairs with their features, the judgements."""
    from communique.linking.account import account

    found = _event(asked, event_id)
    lines = tuple(account(asked.ledger, found.event_id) or ())
    return Response(to_json(WhyAnswer(found.event_id, lines)), media_type="application/json")


def _event(asked: Asked, event_id: str) -> EventRow:
    found = asked.questions.event(event_id)
    if found is None:
        raise RequestError(404, "there is no such event or report in this ledger")
    return found

"""The page "Today": what is new, what is disputed, what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse

from communique.analysis.scores import score_of
from communique.api.asking import EARLIEST, Ask, Asked, WrittenDay
from communique.api.twins import page
from communique.ledger import AgendaRow, ClaimRow, EventRow
from communique.ledger.pages_rows import ArticleRow
from communique.linking.agenda import as_it_looks

router = APIRouter()

DAYS_SHOWN = (7, 30, 90)
"""Days that the page looks back: the first of these with enough events."""

ENOUGH_EVENTS = 5
DAYS_AHEAD = 30
EVENTS_SHOWN = 20
CLAIMS_SHOWN = 5
CLAIMS_LOOKED_AT = 200
"""Disputed claims, the latest first, among which those of a day are looked for."""

EVENTS_WEIGHED = 200
"""Events of the week that are weighed: those with most independent reports."""


@dataclass(frozen=True, slots=True)
class TodayView:
    """What the page shows.

    Attributes:
        day: The day; the last one in the ledger unless asked for; None in an empty ledger.
        since: First day of the week that ends with it.
        events: New events, the weightiest first.
        disputed: Claims that somebody denies, the latest first.
        due: What is on the agenda from that day on.
        articles: The latest articles.
        counts: How many articles, events, … there are in all.
    """

    day: date | None
    since: date | None
    events: tuple[EventRow, ...]
    disputed: tuple[ClaimRow, ...]
    due: tuple[AgendaRow, ...]
    articles: tuple[ArticleRow, ...]
    counts: Mapping[str, int]


def _weight(event: EventRow) -> tuple[float, str]:
    """Independent reports and intensity together: a raid that three tell outweighs a call."""
    intensity = 1 + abs(score_of(event.type, event.mode, event.quad)) / 10
    return (-event.independent_reports * intensity * event.confidence, event.event_id)


@page(router, "/", "today", view=TodayView)
def today(
    asked: Ask,
    day: Annotated[WrittenDay | None, Query()] = None,
    days: Annotated[int | None, Query(ge=1, le=366)] = None,
) -> object:
    """What is new, disputed and due."""
    first = asked.options.first_page
    if first is not None and asked.request.url.path == "/":
        return RedirectResponse(first, status_code=307)
    shown = day or asked.questions.last_day()
    counts = asked.questions.counts()
    if shown is None:
        return TodayView(None, None, (), (), (), (), counts)
    since, new = _new(asked, shown, (days,) if days else DAYS_SHOWN)
    return TodayView(
        day=shown,
        since=since,
        events=tuple(sorted(new, key=_weight)[:EVENTS_SHOWN]),
        disputed=_disputed(asked, shown),
        due=_due(asked, shown),
        articles=asked.articles.articles(until=shown, limit=6),
        counts=counts,
    )


def _new(asked: Asked, day: date, lengths: tuple[int, ...]) -> tuple[date, tuple[EventRow, ...]]:
    """The first day of the shortest period with enough events, and its events."""
    since, found = day, tuple[EventRow, ...]()
    for length in lengths:
        since = max(EARLIEST, day - timedelta(days=length - 1))
        found = asked.events.reported_on(since=since, until=day, limit=EVENTS_WEIGHED)
        if len(found) >= ENOUGH_EVENTS:
            break
    return since, found


def _disputed(asked: Asked, day: date) -> tuple[ClaimRow, ...]:
    """What had been told by that day."""
    found = asked.events.claims(standing="disputed", limit=CLAIMS_LOOKED_AT)
    return tuple(
        claim
        for claim in found
        if any(stance.taken and stance.taken <= day for stance in claim.stances)
    )[:CLAIMS_SHOWN]


def _due(asked: Asked, day: date) -> tuple[AgendaRow, ...]:
    rows = asked.events.agenda(since=day, until=day + timedelta(days=DAYS_AHEAD), limit=50)
    found = (as_it_looks(row, day) for row in rows)
    return tuple(found)[:8]

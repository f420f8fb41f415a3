"""The network of states, and events on a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from communique.analysis import Grain
from communique.api.asking import Ask, Asked, Day, Filtered
from communique.api.chart_source import ChartSource, chart_source
from communique.api.twins import page
from communique.ledger import EventFilter
from communique.ledger.pages_rows import CountryRow, PlaceRow, TieRow

router = APIRouter()

MOST_PERIODS = 400
SPAN_SHOWN = 365
"""Days that are shown when nothing else is asked for: the last year of the ledger."""


@dataclass(frozen=True, slots=True)
class NetworkView:
    """The network of states in a period.

    Attributes:
        since: First day.
        until: Last day.
        by: Length of the steps in which it is played.
        steps: First days of the steps.
        ties: Pairs of states, the commonest first.
        first_day: First day of any event between states.
        last_day: Last day of any event between states.
        source: What stands under the chart.
    """

    since: date | None
    until: date | None
    by: Grain
    steps: tuple[date, ...]
    ties: tuple[TieRow, ...]
    first_day: date | None
    last_day: date | None
    source: ChartSource


@dataclass(frozen=True, slots=True)
class MapView:
    """Events by place, and states by activity.

    Attributes:
        places: Places, the busiest first.
        countries: States, the most active first.
        there: Whether states count the events that happened there, not those they take part in.
        filter: The filters.
        source: What stands under the chart.
    """

    places: tuple[PlaceRow, ...]
    countries: tuple[CountryRow, ...]
    there: bool
    filter: EventFilter
    source: ChartSource


@page(router, "/network", "network", view=NetworkView)
def network(
    asked: Ask,
    since: Day = None,
    until: Day = None,
    by: Annotated[Grain, Query()] = Grain.MONTH,
    most: Annotated[int, Query(ge=5, le=400)] = 80,
) -> object:
    """States as nodes, what they did to each other as ties."""
    days = asked.actors.days()
    first, last = days or (None, None)
    since, until = _span(since, until, last)
    return NetworkView(
        since=since,
        until=until,
        by=by,
        steps=_steps(since, until, by),
        ties=asked.actors.ties(since=since, until=until, limit=most),
        first_day=first,
        last_day=last,
        source=chart_source(asked),
    )


@page(router, "/map", "map", view=MapView)
def map_(asked: Ask, wanted: Filtered) -> object:
    """Where events happened."""
    places = asked.events.places(wanted.filter)
    # How much a state takes part in is counted by period alone.
    period = EventFilter(since=wanted.filter.since, until=wanted.filter.until)
    there = wanted.filter != period
    return MapView(
        places=places,
        countries=_where(places) if there else _countries(asked, period),
        there=there,
        filter=wanted.filter,
        source=chart_source(asked),
    )


def _countries(asked: Asked, wanted: EventFilter) -> tuple[CountryRow, ...]:
    return asked.actors.countries(since=wanted.since, until=wanted.until)


def _where(places: Iterable[PlaceRow]) -> tuple[CountryRow, ...]:
    """States by the events at places in them."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in places:
        for number, value in enumerate((one.events, one.cooperation, one.conflict)):
            if one.country:
                found[one.country][number] += value
    rows = [CountryRow(country, *counts) for country, counts in found.items()]
    return tuple(sorted(rows, key=lambda row: (-row.events, row.country)))


def _span(
    since: date | None, until: date | None, last: date | None
) -> tuple[date | None, date | None]:
    """The period that is shown: what is asked for, or the last year with events."""
    if since or until or last is None:
        return since, until
    return last - timedelta(days=SPAN_SHOWN), last


def _steps(since: date | None, until: date | None, by: Grain) -> tuple[date, ...]:
    if since is None or until is None:
        return ()
    steps: list[date] = []
    start = by.start(since)
    while start <= until and len(steps) < MOST_PERIODS:
        steps.append(start)
        start = by.after(start)
    return tuple(steps)

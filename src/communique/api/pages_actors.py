"""One actor, and what two states do to each other over time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from communique.analysis import Alignment, Grain, PeriodSum, alignments, change_points, series
from communique.analysis.scores import score_of
from communique.api.asking import Ask, Asked, Day, dyad_codes, event_order
from communique.api.errors import RequestError
from communique.api.pages_events import next_cursor
from communique.api.rendering import address
from communique.api.twins import page
from communique.ledger import AgendaRow, ClaimRow, DyadEvent, EventFilter, EventRow, StatementRow
from communique.ledger.pages_events import Between
from communique.ledger.pages_rows import CountryRow, NameRow, PartnerRow, SpeakerRow

router = APIRouter()

ON_A_PAGE = 30
WEEKS_UP_TO = 200
"""Days of a period that is shown by week; longer ones are shown by month."""

MONTHS_UP_TO = 3700
"""Days of a period that is shown by month; longer ones are shown by year."""

Code = Annotated[str, Path(pattern="^[A-Za-z]{3}$")]


@dataclass(frozen=True, slots=True)
class Period:
    """One bar of the chart.

    Attributes:
        sum: The events of the period.
        cooperation_spread: Standard deviation of the sum of cooperative scores, given the
            confidences of the events, as if they were independent.
        conflict_spread: The same of conflictual ones.
        changes: Whether the balance has another level from here on.
    """

    sum: PeriodSum
    cooperation_spread: float
    conflict_spread: float
    changes: bool


@dataclass(frozen=True, slots=True)
class ActorView:
    """One actor: a state, or whoever bears a name.

    Attributes:
        country: ISO 3166-1 alpha-3, or None.
        name: Name.
        total: Events that it takes part in.
        partners: States that it shares events with.
        events: The latest of them.
        claims: Claims that it is party to or speaks on.
        agenda: What is due from the last day of the ledger on.
        speakers: Who speaks for it.
        statements: The latest statements of or under the name.
        next: Cursor of the next page of events.
    """

    country: str | None
    name: str
    total: int
    partners: tuple[PartnerRow, ...]
    events: tuple[EventRow, ...]
    claims: tuple[ClaimRow, ...]
    agenda: tuple[AgendaRow, ...]
    speakers: tuple[SpeakerRow, ...]
    statements: tuple[StatementRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ActorListView:
    """States by activity; names that hold some words."""

    countries: tuple[CountryRow, ...]
    words: str | None
    names: tuple[NameRow, ...]


@dataclass(frozen=True, slots=True)
class DyadView:
    """What two states do to each other.

    Attributes:
        first: ISO 3166-1 alpha-3.
        second: ISO 3166-1 alpha-3.
        both_ways: Whether the acts of the second towards the first count, too.
        by: Length of a period.
        periods: The bars of the chart.
        since: First day of the list beneath.
        until: Last day of the list beneath.
        total: Events in the list.
        events: A page of them, the latest first.
        claims: Claims that both are party to or speak on.
        alignments: How often the sides took a stand on the same claim.
        agenda: What was announced between them.
        speakers: Who speaks for the first, then who for the second.
        next: Cursor of the next page of events.
        csv: Address of the series as CSV.
    """

    first: str
    second: str
    both_ways: bool
    by: Grain
    periods: tuple[Period, ...]
    since: date | None
    until: date | None
    total: int
    events: tuple[EventRow, ...]
    claims: tuple[ClaimRow, ...]
    alignments: tuple[Alignment, ...]
    agenda: tuple[AgendaRow, ...]
    speakers: tuple[tuple[SpeakerRow, ...], tuple[SpeakerRow, ...]]
    next: str | None
    csv: str


@page(router, "/actors", "actors")
def actors(asked: Ask, words: Annotated[str | None, Query(max_length=200)] = None) -> object:
    """All states of the ledger."""
    names = asked.actors.named(words, limit=50) if words else ()
    return ActorListView(asked.actors.countries(), words or None, names)


@page(router, "/actor", "actor")
def named_actor(
    asked: Ask,
    name: Annotated[str, Query(min_length=1, max_length=200)],
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> object:
    """Whoever bears a name."""
    wanted = EventFilter(party=name)
    found = asked.events.events(
        wanted, after=event_order(cursor), newest_first=True, limit=ON_A_PAGE + 1
    )
    return ActorView(
        country=None,
        name=name,
        total=asked.events.count(wanted),
        partners=(),
        events=found[:ON_A_PAGE],
        claims=(),
        agenda=(),
        speakers=(),
        statements=asked.questions.statements(speaker=name, limit=10),
        next=next_cursor(found, ON_A_PAGE),
    )


@page(router, "/actor/{country}", "actor")
def actor(
    asked: Ask, country: Code, cursor: Annotated[str | None, Query(max_length=200)] = None
) -> object:
    """One state: its partners, events, claims, agenda and speakers."""
    code = country.upper()
    among = Between(country=code)
    found = asked.events.events(
        EventFilter(),
        among=among,
        after=event_order(cursor),
        newest_first=True,
        limit=ON_A_PAGE + 1,
    )
    if not found and code not in asked.service.names.countries:
        raise RequestError(404, "there is no state of that code")
    return ActorView(
        country=code,
        name=asked.service.names.country(code),
        total=asked.events.count(EventFilter(), among=among),
        partners=asked.actors.partners(code, limit=20),
        events=found[:ON_A_PAGE],
        claims=asked.events.claims(country=code, limit=6),
        agenda=asked.events.agenda(country=code, since=asked.questions.last_day(), limit=6),
        speakers=asked.actors.speakers(country=code, limit=8),
        statements=(),
        next=next_cursor(found, ON_A_PAGE),
    )


@page(router, "/dyad/{first}/{second}", "dyad")
def dyad(
    asked: Ask,
    first: Code,
    second: Code,
    by: Annotated[Grain | None, Query()] = None,
    both_ways: Annotated[bool, Query()] = True,
    since: Day = None,
    until: Day = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> object:
    """The relationship of two states over time."""
    one, other = dyad_codes(first, second)
    acts = asked.questions.dyad(one, other, both_ways=both_ways)
    grain = by or _fitting_grain([act.day for act in acts])
    among = Between(actor=one, recipient=other, both_ways=both_ways)
    wanted = EventFilter(since=since, until=until)
    found = asked.events.events(
        wanted, among=among, after=event_order(cursor), newest_first=True, limit=ON_A_PAGE + 1
    )
    claims = asked.events.claims(dyad=(one, other), limit=8)
    return DyadView(
        first=one,
        second=other,
        both_ways=both_ways,
        by=grain,
        periods=periods(acts, grain),
        since=since,
        until=until,
        total=asked.events.count(wanted, among=among),
        events=found[:ON_A_PAGE],
        claims=claims,
        alignments=_between(alignments(claims), one, other),
        agenda=asked.events.agenda(dyad=(one, other), limit=12),
        speakers=_speakers(asked, one, other),
        next=next_cursor(found, ON_A_PAGE),
        csv=address(
            "/api/v1/dyad",
            {"actor": one, "recipient": other, "by": grain.value, "both_ways": both_ways,
             "format": "csv"},
        ),
    )  # fmt: skip


def periods(acts: Sequence[DyadEvent], by: Grain) -> tuple[Period, ...]:
    """Gives the bars of the chart: sums of what occurred, with their spread and changes."""
    sums = series(acts, by=by)
    marked = frozenset(_changes(sums))
    spreads = _spreads(acts, by)
    return tuple(
        Period(one, *spreads.get(one.start, (0.0, 0.0)), one.start in marked) for one in sums
    )


def _changes(sums: Sequence[PeriodSum]) -> tuple[date, ...]:
    try:
        return change_points(sums)
    except ImportError:
        # Without the extra `analysis` the chart has no marked changes.
        return ()


def _spreads(acts: Iterable[DyadEvent], by: Grain) -> dict[date, tuple[float, float]]:
    """Standard deviations of the sums of scores: each event is a draw with its confidence."""
    variances: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    once = {(act.event_id): act for act in acts if act.status == "occurred"}
    for act in once.values():
        score = score_of(act.type, act.mode)
        side = 0 if score > 0 else 1
        variances[by.start(act.day)][side] += score**2 * act.confidence * (1 - act.confidence)
    return {
        start: (round(math.sqrt(above), 3), round(math.sqrt(below), 3))
        for start, (above, below) in variances.items()
    }


def _fitting_grain(days: Sequence[date]) -> Grain:
    if not days:
        return Grain.MONTH
    length = (max(days) - min(days)).days
    if length <= WEEKS_UP_TO:
        return Grain.WEEK
    return Grain.MONTH if length <= MONTHS_UP_TO else Grain.YEAR


def _between(found: Iterable[Alignment], one: str, other: str) -> tuple[Alignment, ...]:
    return tuple(item for item in found if {item.first, item.second} == {one, other})


def _speakers(
    asked: Asked, one: str, other: str
) -> tuple[tuple[SpeakerRow, ...], tuple[SpeakerRow, ...]]:
    return (
        asked.actors.speakers(country=one, limit=5),
        asked.actors.speakers(country=other, limit=5),
    )

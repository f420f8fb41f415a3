"""States and others: their partners, events, claims, agenda and speakers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from communique.analysis import Grain
from communique.api.asking import Ask, Code, Day, event_order
from communique.api.chart_source import ChartSource, chart_source
from communique.api.errors import RequestError
from communique.api.pages_events import next_cursor
from communique.api.periods import Period, periods
from communique.api.twins import page
from communique.ledger import AgendaRow, ClaimRow, EventFilter, EventRow, StatementRow
from communique.ledger.pages_acts import Acts
from communique.ledger.pages_events import Between
from communique.ledger.pages_rows import CountryRow, NameRow, PartnerRow, SpeakerRow
from communique.ledger.pages_statements import latest_statements

router = APIRouter()

ON_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class ActorView:
    """One actor: a state, or whoever bears a name.

    Attributes:
        country: ISO 3166-1 alpha-3, or None.
        name: Name.
        total: Events that it takes part in.
        by: Length of a period of the chart.
        periods: The bars of the chart: what it does to other states and they to it.
        since: First day of the list.
        until: Last day of the list.
        listed: Events in the list.
        partners: States that it shares events with.
        events: The latest of them.
        claims: Claims that it is party to or speaks on.
        agenda: What is due from the last day of the ledger on.
        speakers: Who speaks for it.
        statements: The latest statements of or under the name.
        next: Cursor of the next page of events.
        source: What stands under the chart.
    """

    country: str | None
    name: str
    total: int
    by: Grain
    periods: tuple[Period, ...]
    since: date | None
    until: date | None
    listed: int
    partners: tuple[PartnerRow, ...]
    events: tuple[EventRow, ...]
    claims: tuple[ClaimRow, ...]
    agenda: tuple[AgendaRow, ...]
    speakers: tuple[SpeakerRow, ...]
    statements: tuple[StatementRow, ...]
    next: str | None
    source: ChartSource


@dataclass(frozen=True, slots=True)
class ActorListView:
    """States by activity; names that hold some words."""

    countries: tuple[CountryRow, ...]
    words: str | None
    names: tuple[NameRow, ...]


@page(router, "/actors", "actors", view=ActorListView)
def actors(asked: Ask, words: Annotated[str | None, Query(max_length=200)] = None) -> object:
    """All states of the ledger."""
    names = asked.actors.named(words, limit=50) if words else ()
    return ActorListView(asked.actors.countries(), words or None, names)


@page(router, "/actor", "actor", view=ActorView)
def named_actor(
    asked: Ask,
    name: Annotated[str, Query(min_length=1, max_length=200)],
    since: Day = None,
    until: Day = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> object:
    """Whoever bears a name."""
    statements = latest_statements(asked.ledger, name, limit=10)
    # A name that leads here is whole; where nobody bears it, its words are looked for.
    among, wanted = Between(name=name), EventFilter(since=since, until=until)
    total = asked.events.count(EventFilter(), among=among)
    if not total and all(one.speaker != name for one in statements):
        among, wanted = Between(), replace(wanted, party=name)
        total = asked.events.count(EventFilter(party=name))
    found = (
        asked.events.events(
            wanted, among=among, after=event_order(cursor), newest_first=True, limit=ON_A_PAGE + 1
        )
        if total
        else ()
    )
    return ActorView(
        country=None,
        name=name,
        total=total,
        by=Grain.MONTH,
        periods=(),
        since=since,
        until=until,
        listed=asked.events.count(wanted, among=among) if since or until else total,
        partners=(),
        events=found[:ON_A_PAGE],
        claims=(),
        agenda=(),
        speakers=(),
        statements=statements,
        next=next_cursor(found, ON_A_PAGE),
        source=chart_source(asked),
    )


@page(router, "/actor/{country}", "actor", view=ActorView)
def actor(
    asked: Ask,
    country: Code,
    by: Annotated[Grain | None, Query()] = None,
    since: Day = None,
    until: Day = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> object:
    """One state over time: its partners, events, claims, agenda and speakers."""
    code = country.upper()
    among = Between(country=code)
    wanted = EventFilter(since=since, until=until)
    found = asked.events.events(
        wanted, among=among, after=event_order(cursor), newest_first=True, limit=ON_A_PAGE + 1
    )
    if not found and code not in asked.service.names.countries:
        raise RequestError(404, "there is no state of that code")
    grain, bars = periods(asked.ledger, Acts(code), by)
    total = asked.events.count(EventFilter(), among=among)
    return ActorView(
        country=code,
        name=asked.service.names.country(code),
        total=total,
        by=grain,
        periods=bars,
        since=since,
        until=until,
        listed=asked.events.count(wanted, among=among) if since or until else total,
        partners=asked.actors.partners(code, limit=20),
        events=found[:ON_A_PAGE],
        claims=asked.events.claims(country=code, limit=6),
        agenda=asked.events.agenda(country=code, since=asked.questions.last_day(), limit=6),
        speakers=asked.actors.speakers((code,), limit=8),
        statements=(),
        next=next_cursor(found, ON_A_PAGE),
        source=chart_source(asked),
    )

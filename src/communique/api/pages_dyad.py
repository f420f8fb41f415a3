"""What two states do to each other over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from communique.analysis import Alignment, Grain, alignments
from communique.api.asking import Ask, Asked, Code, Day, dyad_codes, event_order
from communique.api.chart_source import ChartSource, chart_source
from communique.api.pages_events import next_cursor
from communique.api.periods import Period, periods
from communique.api.rendering import address
from communique.api.twins import page
from communique.ledger import AgendaRow, ClaimRow, EventFilter, EventRow
from communique.ledger.pages_acts import Acts
from communique.ledger.pages_events import Between
from communique.ledger.pages_rows import SpeakerRow

router = APIRouter()

ON_A_PAGE = 30


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
        source: What stands under the chart.
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
    source: ChartSource


@page(router, "/dyad/{first}/{second}", "dyad", view=DyadView)
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
    grain, bars = periods(asked.ledger, Acts(one, other, both_ways=both_ways), by)
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
        periods=bars,
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
        source=chart_source(asked),
    )  # fmt: skip


def _between(found: Iterable[Alignment], one: str, other: str) -> tuple[Alignment, ...]:
    return tuple(item for item in found if {item.first, item.second} == {one, other})


def _speakers(
    asked: Asked, one: str, other: str
) -> tuple[tuple[SpeakerRow, ...], tuple[SpeakerRow, ...]]:
    found = asked.actors.speakers((one, other), limit=5)
    return (
        tuple(speaker for speaker in found if speaker.country == one),
        tuple(speaker for speaker in found if speaker.country == other),
    )

"""Claims with who asserts and who denies them, and the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from communique.api.asking import Ask, Day, last_id
from communique.api.errors import RequestError
from communique.api.twins import page
from communique.ledger import AgendaRow, ClaimRow, EventRow, ReportRow, StanceRow
from communique.ledger.pages_rows import ChangeRow
from communique.linking.agenda import Outcome, outcome_of_row
from communique.linking.claims import Standing

router = APIRouter()

ON_A_PAGE = 40
STANDINGS = tuple(one.value for one in Standing)
OUTCOMES = tuple(one.value for one in Outcome)

CountryCode = Annotated[str | None, Query(pattern="^([A-Za-z]{3})?$")]


@dataclass(frozen=True, slots=True)
class ClaimListView:
    """Claims, the latest first."""

    claims: tuple[ClaimRow, ...]
    standing: str | None
    country: str | None
    next: str | None
    standings: tuple[str, ...] = STANDINGS


@dataclass(frozen=True, slots=True)
class ToldStance:
    """One stance with the words that tell it."""

    stance: StanceRow
    report: ReportRow | None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim.

    Attributes:
        claim: The claim.
        event: The event that it is about.
        sides: For each side its stances, earliest first.
    """

    claim: ClaimRow
    event: EventRow
    sides: tuple[tuple[ToldStance, ...], ...]


@dataclass(frozen=True, slots=True)
class AgendaMonth:
    """What is due in one month; what has no date stands under None."""

    month: date | None
    items: tuple[tuple[AgendaRow, tuple[ChangeRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class AgendaView:
    """What was announced, by month."""

    today: date | None
    months: tuple[AgendaMonth, ...]
    country: str | None
    outcome: str | None
    since: date | None
    until: date | None
    outcomes: tuple[str, ...] = OUTCOMES


@page(router, "/claims", "claims", view=ClaimListView)
def claims(
    asked: Ask,
    standing: Annotated[Standing | None, Query()] = None,
    country: CountryCode = None,
    cursor: Annotated[str | None, Query(max_length=40)] = None,
) -> object:
    """What is alleged, and how it stands."""
    wanted = standing.value if standing else None
    code = country.upper() if country else None
    found = asked.events.claims(
        standing=wanted, country=code, after=cursor or None, limit=ON_A_PAGE + 1
    )
    more = last_id(found, ON_A_PAGE, "claim_id")
    return ClaimListView(found[:ON_A_PAGE], wanted, code, more)


@page(router, "/claim/{claim_id}", "claim", view=ClaimView)
def claim(asked: Ask, claim_id: Annotated[str, Path(pattern="^c[0-9a-f]{12}$")]) -> object:
    """Who asserts, who denies, since when, in whose words."""
    found = asked.events.claims(claim_id=claim_id, limit=1)
    event = asked.questions.event(found[0].event_id) if found else None
    if not found or event is None:
        raise RequestError(404, "there is no such claim in this ledger")
    reports = {one.report_id: one for one in asked.events.reports(event.event_id)}
    sides: dict[str, list[ToldStance]] = {}
    for stance in found[0].stances:
        told = ToldStance(stance, reports.get(stance.report_id))
        sides.setdefault(stance.country or stance.speaker, []).append(told)
    return ClaimView(found[0], event, tuple(tuple(side) for side in sides.values()))


@page(router, "/agenda", "agenda", view=AgendaView)
def agenda(
    asked: Ask,
    country: CountryCode = None,
    outcome: Annotated[Outcome | None, Query()] = None,
    since: Day = None,
    until: Day = None,
) -> object:
    """A calendar of what is announced, hoped for, postponed, held, called off."""
    code = country.upper() if country else None
    today = asked.questions.last_day()
    rows = asked.events.agenda(country=code, since=since, until=until)
    seen = [replace(row, outcome=outcome_of_row(row, today).value) for row in rows if today]
    chosen = [row for row in seen if outcome is None or row.outcome == outcome.value]
    changes = asked.events.agenda_changes([row.item_id for row in chosen])
    told = outcome.value if outcome else None
    return AgendaView(today, _months(chosen, changes), code, told, since, until)


def _months(rows: Sequence[AgendaRow], changes: Sequence[ChangeRow]) -> tuple[AgendaMonth, ...]:
    """The latest month first; what has no date comes last."""
    by_item: dict[str, list[ChangeRow]] = {}
    for change in changes:
        by_item.setdefault(change.item_id, []).append(change)
    months: dict[date | None, list[AgendaRow]] = {}
    for row in rows:
        month = row.due_last.replace(day=1) if row.due_last else None
        months.setdefault(month, []).append(row)
    ordered = sorted(months, key=lambda month: month or date.min, reverse=True)
    return tuple(
        AgendaMonth(
            month, tuple((row, tuple(by_item.get(row.item_id, ()))) for row in months[month])
        )
        for month in ordered
    )

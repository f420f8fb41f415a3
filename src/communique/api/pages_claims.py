"""Claims with who asserts and who denies them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query

from communique.api.asking import Ask, CountryCode, last_id
from communique.api.errors import RequestError
from communique.api.twins import page
from communique.ledger import ClaimRow, EventRow, ReportRow, StanceRow
from communique.linking.claims import Standing

router = APIRouter()

ON_A_PAGE = 40
STANDINGS = tuple(one.value for one in Standing)


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

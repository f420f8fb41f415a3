"""How claims stand, on reports made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from communique.linking.claims import Standing, claim_of
from communique.linking.report import Party, Report
from communique.records import EventType, Sector, Status

Side = tuple[str, str, Sector]

ARMY: Side = ("army", "SDN", Sector.MIL)
REBELS: Side = ("rebels", "SDN", Sector.REB)
VILLAGERS: Side = ("villagers", "SDN", Sector.CVL)
CHAD: Side = ("Chad", "TCD", Sector.GOV)
NIGER: Side = ("Niger", "NER", Sector.GOV)


def party(side: Side) -> Party:
    name, country, sector = side
    return Party(name, country, sector, None, frozenset(name.split()))


def report(
    name: str,
    *,
    actors: tuple[Side, ...],
    recipients: tuple[Side, ...] = (),
    said_by: tuple[Side, ...] = (),
    status: Status = Status.OCCURRED,
    kind: EventType = EventType.ASSAULT,
    day: int = 1,
    sentence: str = "A shell fell.",
    background: bool = False,
) -> Report:
    return Report(
        id=f"{name}#1",
        article_id=name,
        published=date(2031, 5, day),
        publisher="Wire",
        type=kind,
        mode=None,
        mutual=False,
        status=status,
        actors=tuple(map(party, actors)),
        recipients=tuple(map(party, recipients)),
        said_by=tuple(map(party, said_by)),
        edtf=None,
        days=None,
        dated=False,
        place=None,
        trigger=frozenset(),
        vector={},
        sentence=sentence,
        sentences=frozenset((sentence,)),
        confidence=0.9,
        background=background,
    )


def denial(of: Report, by: Side, *, background: bool = False) -> Report:
    made = report(
        of.article_id,
        actors=(by,),
        kind=EventType.REJECT,
        sentence=f"The {by[0]} denied it.",
        background=background,
    )
    return replace(made, id=f"{of.article_id}#2")


def standing(*reports: Report, denials: tuple[Report, ...] = ()) -> Standing | None:
    by_article = {one.article_id: [one] for one in denials}
    claim = claim_of("e1", reports, by_article, {}, {})
    return claim.standing if claim else None


def test_rebels_and_the_army_of_one_country_are_two_sides() -> None:
    told = report("a", actors=(ARMY,), said_by=(REBELS,))
    assert standing(told, denials=(denial(told, ARMY),)) is Standing.DISPUTED
    admitted = report("b", actors=(ARMY,), said_by=(ARMY,), day=9)
    repeated = report("c", actors=(ARMY,), said_by=(REBELS,), status=Status.ALLEGED, day=10)
    assert standing(told, admitted, repeated, denials=(denial(told, ARMY),)) is Standing.CONCEDED


@pytest.mark.parametrize("speaker", [REBELS, VILLAGERS])
def test_only_who_acts_can_admit_it(speaker: Side) -> None:
    alleged = report("a", actors=(ARMY,), said_by=(CHAD,), status=Status.ALLEGED)
    told = report("b", actors=(ARMY,), said_by=(speaker,), day=2)
    assert standing(alleged, told) is Standing.UNCONTESTED


def test_one_of_several_actors_admits_nothing_for_the_others() -> None:
    alleged = report(
        "a", actors=(NIGER,), recipients=(CHAD,), said_by=(CHAD,), status=Status.ALLEGED
    )
    told = report("b", actors=(NIGER, CHAD), said_by=(CHAD,), day=2)
    assert standing(alleged, told) is not Standing.CONCEDED


def test_a_recalled_denial_answers_nothing_new() -> None:
    told = report("a", actors=(NIGER,), said_by=(CHAD,), status=Status.ALLEGED)
    assert standing(told, denials=(denial(told, NIGER),)) is Standing.DISPUTED
    assert standing(told, denials=(denial(told, NIGER, background=True),)) is Standing.OPEN
    recalled = replace(told, background=True)
    assert standing(recalled, denials=(denial(told, NIGER, background=True),)) is Standing.DISPUTED

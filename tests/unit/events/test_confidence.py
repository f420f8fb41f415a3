"""Confidence rises with what speaks for an act, and says what it was reckoned from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

import pytest

from communique.reading.actors.referents import Referent, ReferentKind
from communique.reading.events.confidence import Signs, fullest, signs_of
from communique.reading.events.confidence import confidence_of as chance_by
from communique.reading.events.drafts import Draft
from communique.reading.events.model_folder import DEFAULT_MODEL, Fitted
from communique.reading.events.parties import Parties, Party
from communique.records import ArticleField, EventType, Sector, Span

HERE = Span(ArticleField.TEXT, 0, 4, "Lima")
LIMA = Referent("Lima", ReferentKind.BODY, "PER", Sector.GOV)
QUITO = Referent("Quito", ReferentKind.BODY, "ECU", Sector.GOV)
STRANGER = Referent("a stranger", ReferentKind.PERSON)


@dataclass(frozen=True)
class _Draft:
    """As much of a draft as its confidence depends on."""

    parties: Parties
    probability: float = 0.6
    type: EventType = EventType.ACCUSE


def draft(
    *, recipient: Party | None = None, probability: float = 0.6, mutual: bool = False
) -> Draft:
    parties = Parties((Party(LIMA, HERE, 0.8),), (recipient,) if recipient else (), mutual)
    return cast(Draft, _Draft(parties, probability))


NAMED = Party(QUITO, HERE, 0.8)
PACKAGED = json.loads((DEFAULT_MODEL / Fitted.CONFIDENCE).read_text(encoding="utf-8"))


def confidence_of(signs: Signs) -> float:
    return chance_by(signs, PACKAGED)


def test_a_surer_trigger_makes_a_surer_act() -> None:
    faint, clear = (signs_of([draft(recipient=NAMED, probability=p)]) for p in (0.3, 0.9))
    assert confidence_of(faint) < confidence_of(clear)


def test_a_second_mention_makes_a_surer_act() -> None:
    once = [draft(recipient=NAMED)]
    assert confidence_of(signs_of(once)) < confidence_of(signs_of(once * 2))


def test_an_act_without_recipient_is_less_sure() -> None:
    assert confidence_of(signs_of([draft()])) < confidence_of(signs_of([draft(recipient=NAMED)]))


def test_signs_name_what_is_known_of_a_side() -> None:
    signs = dict(signs_of([draft(recipient=Party(STRANGER, None, 0.3))]))
    assert {"recipient elsewhere", "recipient without country", "actor here"} <= signs.keys()
    assert "recipient here" not in signs


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_certainty_of_the_network_stays_finite(probability: float) -> None:
    assert 0 < confidence_of(signs_of([draft(recipient=NAMED, probability=probability)])) < 1


def test_the_fullest_mention_gives_the_parties() -> None:
    bare, full = draft(probability=0.9), draft(recipient=NAMED, probability=0.4)
    assert fullest([bare, full]) is full

"""Resolutions say how sure they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from communique.knowledge.certainty import sure
from communique.knowledge.resolve import Resolver
from communique.records import Actor

DAY = date(2020, 3, 4)
PHRASES = ("Russia", "Angela Merkel", "the German foreign minister", "villagers", "Tamsin Okafor")


def confidence(resolver: Resolver, phrase: str, on: date | None = DAY) -> float:
    resolution = resolver.resolve(phrase, on=on).resolution
    assert resolution is not None
    assert resolution.confidence is not None
    return resolution.confidence


@pytest.mark.parametrize("phrase", PHRASES)
def test_it_is_a_chance(resolver: Resolver, phrase: str) -> None:
    assert 0 < confidence(resolver, phrase) < 1


def test_what_the_base_knows_is_surer_than_what_it_does_not(resolver: Resolver) -> None:
    known, unknown = confidence(resolver, "Angela Merkel"), confidence(resolver, "Tamsin Okafor")
    assert known > 0.8 > 0.3 > unknown


def test_words_that_tell_the_country_are_surer(resolver: Resolver) -> None:
    assert confidence(resolver, "German police") > confidence(resolver, "police")


def test_the_country_of_the_article_is_surer_the_more_the_article_is_about_it(
    resolver: Resolver,
) -> None:
    police = resolver.resolve("police", on=DAY)
    assert police.resolution is not None
    taken = replace(police, country="KEN", resolution=replace(police.resolution, method="context"))
    shares = [sure(taken, share=share).resolution for share in (0.3, 0.6, 0.9)]
    chances = [one.confidence for one in shares if one is not None and one.confidence is not None]
    assert chances == sorted(chances)
    assert len(set(chances)) == 3


def test_who_was_never_resolved_has_none() -> None:
    assert sure(Actor("Peru")).resolution is None


def test_candidates_keep_their_order(resolver: Resolver) -> None:
    resolution = resolver.resolve("President Park", on=date(2014, 5, 1)).resolution
    assert resolution is not None
    scores = [candidate.score for candidate in resolution.candidates]
    assert scores == sorted(scores, reverse=True)

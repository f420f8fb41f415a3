from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.resolve import Context, Resolver
from communique.records import Sector


def test_it_says_why_and_whom_it_passed_over(resolver: Resolver) -> None:
    actor = resolver.resolve("the Russian foreign minister", on=date(2024, 1, 15))
    assert (actor.country, actor.sector) == ("RUS", Sector.GOV)
    assert actor.resolution is not None
    assert "since 2004-03-09" in actor.resolution.reason
    first, *others = actor.resolution.candidates
    assert first.name == "Sergei Lavrov"
    assert any("not in office on 2024-01-15" in other.reason for other in others)
    assert first.score > max(other.score for other in others)


def test_a_body_says_which_of_its_name_it_is_not(resolver: Resolver) -> None:
    actor = resolver.resolve("the Rapid Support Forces", on=date(2023, 6, 20))
    assert actor.sector is Sector.REB
    assert actor.resolution is not None
    _, other = actor.resolution.candidates
    assert other.sector is Sector.MIL
    assert "not so on 2023-06-20" in other.reason


def test_the_words_of_an_unknown_name_are_kept(resolver: Resolver) -> None:
    actor = resolver.resolve("Marta Oyelaran")
    assert (actor.name, actor.country, actor.sector, actor.id) == (
        "Marta Oyelaran",
        None,
        None,
        None,
    )


def test_the_article_settles_what_koreas_share(resolver: Resolver) -> None:
    assert resolver.resolve("Korea").country == "KOR"
    assert resolver.resolve("Korea", context=Context("PRK")).country == "PRK"


def test_a_place_counts_only_where_nothing_else_tells(base: KnowledgeBase) -> None:
    resolver = Resolver(base, place_country={"Goma": "COD", "Aleppo": "SYR"}.get)
    assert resolver.resolve("rebels near Goma").country == "COD"
    assert resolver.resolve("U.S. soldiers in Aleppo").country == "USA"
    assert resolver.resolve("Aleppo residents").country == "SYR"


def test_a_seat_stands_for_its_state(resolver: Resolver) -> None:
    actor = resolver.resolve("the Kremlin")
    assert (actor.id, actor.country, actor.sector) == ("state:RUS", "RUS", Sector.GOV)


@pytest.mark.parametrize("phrase", ["", "   ", ",", "the", "'s", "of", "(", "——"])
def test_what_names_nobody_is_nobody(resolver: Resolver, phrase: str) -> None:
    actor = resolver.resolve(phrase)
    assert (actor.country, actor.sector, actor.id) == (None, None, None)
    assert actor.resolution is not None
    assert actor.resolution.reason


CASES = Path(__file__).parents[2] / "cases" / "actors.yaml"
_WORDS = st.sampled_from(CASES.read_text(encoding="utf-8").split()[60:900])


@settings(max_examples=200)
@given(st.lists(_WORDS, max_size=9).map(" ".join))
def test_no_phrase_breaks_it(resolver: Resolver, phrase: str) -> None:
    actor = resolver.resolve(phrase, on=date(2015, 1, 1))
    assert actor.resolution is not None
    assert actor.resolution.reason.endswith(".")


@given(st.text(max_size=60))
def test_no_text_breaks_it(resolver: Resolver, text: str) -> None:
    assert resolver.resolve(text).resolution is not None

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from communique.knowledge.build import build_base
from communique.knowledge.resolve import Context, Resolver

DAY = date(2018, 5, 1)


@pytest.mark.parametrize(
    "context", [Context("KOR"), Context("PRK"), Context("USA", frozenset({"KOR"}))]
)
@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("the North", "PRK", "GOV"),
        ("The South", "KOR", "GOV"),
        ("the South's president", "KOR", "GOV"),
        ("the North's state media", "PRK", "MED"),
        ("officials in the North", "PRK", "GOV"),
        ("the North Korean army", "PRK", "MIL"),
        ("Oliver North", None, None),
    ],
)  # fmt: skip
def test_an_article_about_korea(
    resolver: Resolver, phrase: str, country: str | None, sector: str | None, context: Context
) -> None:
    actor = resolver.resolve(phrase, on=DAY, context=context)
    assert (actor.country, actor.sector) == (country, sector)


@pytest.mark.parametrize("phrase", ["the North", "the South", "North"])
def test_elsewhere_the_words_name_no_state(resolver: Resolver, phrase: str) -> None:
    assert resolver.resolve(phrase, on=DAY, context=Context("USA")).country is None


def test_what_is_no_state_is_a_problem(resources: Path) -> None:
    (resources / "halves.csv").write_text(
        "home,word,letters,means,provenance\nFRA,North,any,Narnia,test\n"
    )
    (problem,) = build_base(resources).problems
    assert problem.file == "halves.csv"


def test_letters_must_be_told(resources: Path) -> None:
    (resources / "halves.csv").write_text(
        "home,word,letters,means,provenance\nFRA,North,small,France,test\n"
    )
    (problem,) = build_base(resources).problems
    assert "letters" in str(problem)


@pytest.mark.parametrize(("home", "country"), [("PRK", "KOR"), ("KOR", None)])
def test_small_letters_count_where_the_outlets_write_them(
    resolver: Resolver, home: str, country: str | None
) -> None:
    actor = resolver.resolve("the south side", on=DAY, context=Context(home))
    assert actor.country == country


@pytest.mark.parametrize(
    ("phrase", "name", "country"),
    [
        ("in Syria. French President Emmanuel Macron", "Emmanuel Macron", "FRA"),
        ("Iranian President Emmanuel Macron", "Emmanuel Macron", "FRA"),
        ("Turkish businessman Emmanuel Macron", "Turkish businessman Emmanuel Macron", "TUR"),
    ],
)
def test_full_name_and_title_outweigh_a_country(
    resolver: Resolver, phrase: str, name: str, country: str
) -> None:
    actor = resolver.resolve(phrase, on=date(2022, 1, 1), context=Context("IRN"))
    assert (actor.name, actor.country) == (name, country)

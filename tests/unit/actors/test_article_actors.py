"""The short articles of `tests/cases/article_actors.yaml`, read with the real language model."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.reading.actors.referents import Referent
from communique.reading.ground import Ground
from communique.records import Actor, Article, ArticleField, Span

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "article_actors.yaml").read_text(encoding="utf-8")
)["cases"]
_MARK = re.compile(r"\[([^\]]+)\]")


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground()


def _parameters() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{number}-{_MARK.findall(case['text'])[0]}",
            marks=[pytest.mark.xfail(strict=True, reason=case["weak"])] if "weak" in case else [],
        )
        for number, case in enumerate(CASES)
    ]


@pytest.mark.parametrize("case", _parameters())
def test_marked_phrases(ground: Ground, case: dict[str, Any]) -> None:
    text, spans = _unmarked(case["text"])
    article = Article("case", case.get("title", ""), text, case["day"], case.get("publisher"))
    read = ground.read(article)
    assert len(spans) == len(case["means"]), "one meaning for each marked phrase"
    for span, meant in zip(spans, case["means"], strict=True):
        referent = read.actors.at(read.parsed, span)
        assert _fits(referent, meant), f"{span.text!r} gave {_told(referent)}: {case['why']}"


def test_cases_are_reasoned_and_many() -> None:
    assert len(CASES) >= 70
    assert all(case["why"].endswith(".") for case in CASES)


def _unmarked(text: str) -> tuple[str, list[Span]]:
    """The text without brackets, and where the marked phrases stand in it."""
    plain, spans, last = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[last : mark.start()]
        spans.append(Span(ArticleField.TEXT, len(plain), len(plain) + len(mark[1]), mark[1]))
        plain += mark[1]
        last = mark.end()
    return plain + text[last:], spans


def _fits(referent: Referent | None, meant: str) -> bool:
    """Whether a referent is what a case says; of several any order will do."""
    if meant == "nobody":
        return referent is None or all(actor.country is None for actor in referent.actors())
    if referent is None:
        return False
    actors = list(referent.actors())
    for one in meant.split(" + "):
        country, sector, *name = one.split(" ")
        fitting = [a for a in actors if _is(a, country, sector, " ".join(name))]
        if not fitting:
            return False
        actors.remove(fitting[0])
    return not actors


def _is(actor: Actor, country: str, sector: str, name: str) -> bool:
    candidates = actor.resolution.candidates if actor.resolution else ()
    names = {actor.name, *(candidate.name for candidate in candidates[:1])}
    return (
        actor.country == (None if country == "-" else country)
        and (actor.sector.value if actor.sector else "-") == sector
        and (not name or name in names)
    )


def _told(referent: Referent | None) -> list[tuple[str, str | None, str | None]]:
    actors = referent.actors() if referent is not None else ()
    return [(a.name, a.country, a.sector.value if a.sector else None) for a in actors]

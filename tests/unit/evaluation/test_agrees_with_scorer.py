"""Our figures equal those of the scorer that lies with the development data, where it is there."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from communique.evaluation.counts import Rates, Share
from communique.evaluation.gold import GoldArticle, load_gold
from communique.evaluation.measure import Report, measure
from communique.exchange.contract import reading_to_json
from communique.exchange.contract_reader import reading_from_json
from communique.records import Reading

EVALUATION_DATA = Path(__file__).parents[4] / "shared" / "eval"

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not EVALUATION_DATA.is_dir(), reason="the evaluation data are not here"),
]

Row = dict[str, Any]


@pytest.fixture(scope="module")
def scorer() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("score", EVALUATION_DATA / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


def gold_of(part: str, name: str, count: int) -> list[Row]:
    lines = (EVALUATION_DATA / part / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()][:count]


def worse(row: Row, part: str, chance: random.Random) -> Row:
    """Gives what a bad reader might have found: gold, with much lost, doubled and changed."""
    items = [
        changed
        for item in row[part]
        if chance.random() > 0.2
        for changed in [CHANGES[part](item, row, chance)] * chance.choice([1, 1, 2])
    ]
    article = {key: row.get(key) for key in ("id", "title", "text", "published", "publisher")}
    return {"article": article, part: items}


def span(row: Row, old: Row, chance: random.Random) -> Row:
    """Moves the end of a span."""
    whole = row[old["field"]]
    end = min(len(whole), max(old["start"] + 1, old["end"] + chance.randint(-3, 3)))
    return {**old, "end": end, "text": whole[old["start"] : end]}


def event(item: Row, _row: Row, chance: random.Random) -> Row:
    mention = chance.choice(item["mentions"])
    evidence = mention["evidence"]
    trigger = mention["trigger"]
    if chance.random() < 0.3:
        word = evidence["text"].split()[0]
        trigger = {**evidence, "end": evidence["start"] + len(word), "text": word}
    actors, recipients = party(item["actors"], chance), party(item["recipients"], chance)
    if chance.random() < 0.2:
        actors, recipients = recipients, actors
    return {
        "id": "x",
        "type": chance.choice([item["type"]] * 4 + ["CONSULT", "ACCUSE"]),
        "mode": None,
        "mutual": item["mutual"] if chance.random() < 0.8 else not item["mutual"],
        "actors": actors,
        "recipients": recipients,
        "mentions": [{"evidence": evidence, "trigger": trigger}],
        "status": chance.choice([item["status"]] * 4 + ["planned"]),
        "said_by": [{"name": name} for name in item["said_by"] if chance.random() < 0.7],
        "when": {"edtf": item["when"]} if item["when"] and chance.random() < 0.7 else None,
        "where": item["where"] if chance.random() < 0.7 else None,
        "confidence": round(chance.random(), 2),
    }


def party(actors: list[Row], chance: random.Random) -> list[Row]:
    return [
        {
            "name": actor["name"],
            "country": chance.choice([actor["country"]] * 4 + [None, "USA"]),
            "sector": chance.choice([actor["sector"]] * 4 + [None, "CVL"]),
        }
        for actor in actors
        if chance.random() < 0.9
    ]


def statement(item: Row, row: Row, chance: random.Random) -> Row:
    content = [span(row, one, chance) for one in item["content"]]
    if chance.random() < 0.2:
        one = content[0]
        end = one["start"] + max(1, len(one["text"]) // 3)
        content = [{**one, "end": end, "text": row[one["field"]][one["start"] : end]}]
    named = item["speaker_span"] if chance.random() < 0.7 else item["content"][0]
    return {
        "speaker": None,
        "speaker_span": named if chance.random() < 0.9 else None,
        "cue": item["cue"] if chance.random() < 0.8 else None,
        "content": content,
        "direct": item["direct"] if chance.random() < 0.8 else not item["direct"],
    }


def time(item: Row, row: Row, chance: random.Random) -> Row:
    moved = span(row, item["span"], chance)
    return {"span": moved, "edtf": chance.choice([item["edtf"]] * 3 + ["1998-02", None])}


def place(item: Row, row: Row, chance: random.Random) -> Row:
    far = chance.choice([0, 0, 0.5, 5])
    known = item["lat"] is not None and chance.random() < 0.9
    return {
        "span": span(row, item["span"], chance),
        "name": item["name"],
        "country": chance.choice([item["country"]] * 3 + ["USA"]),
        "lat": min(90.0, item["lat"] + far) if known else None,
        "lon": item["lon"] if known else None,
        "geonameid": chance.choice([item["geonameid"], None]),
    }


CHANGES = {"events": event, "statements": statement, "times": time, "places": place}


def both(scorer: ModuleType, part: str, name: str, count: int, tmp: Path) -> tuple[Report, Row]:
    """Scores the same worsened readings with both scorers."""
    rows = gold_of(part, name, count)
    chance = random.Random(7)
    gold_file, found_file = tmp / "gold.jsonl", tmp / "found.jsonl"
    found = [worse(row, part, chance) for row in rows]
    gold_file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    readings = {row["article"]["id"]: reading_from_json(row) for row in found}
    found_file.write_text("\n".join(printed(readings)), encoding="utf-8")
    gold: tuple[GoldArticle, ...] = load_gold(gold_file)
    theirs = scorer.load_gold(str(gold_file), part)
    predictions = scorer.load_predictions(str(found_file), theirs, part)
    result = getattr(scorer, f"score_{part}")(theirs, predictions)
    return measure(gold, readings), result[0] if isinstance(result, tuple) else result


def printed(readings: dict[str, Reading]) -> Iterator[str]:
    for reading in readings.values():
        yield json.dumps(reading_to_json(reading))


def same(rates: Rates, theirs: Row) -> None:
    for name in ("precision", "recall", "f1"):
        assert getattr(rates, name) == pytest.approx(theirs[name]), name


def equal(share: Share, theirs: Row) -> None:
    assert (share.total, share.accuracy) == (theirs["n"], pytest.approx(theirs["accuracy"]))


def test_events(scorer: ModuleType, tmp_path: Path) -> None:
    report, theirs = both(scorer, "events", "dev", 23, tmp_path)
    ours = report.events
    assert ours is not None
    for name in ("strict", "relaxed", "without_actors"):
        same(getattr(ours, name), theirs[name])
    assert ours.strict.interval == pytest.approx(theirs["strict"]["interval_95"]["f1"])
    assert ours.ignored == theirs["strict"]["ignored"]
    for score in ours.types:
        same(score.rates, theirs["types"][score.type.value])
    names = {
        "status": "status",
        "status_not_occurred": "status_other_than_occurred",
        "said_by": "said_by",
        "said_by_where_given": "said_by_where_gold_has_one",
        "when": "when",
        "when_where_given": "when_where_gold_has_one",
        "when_month": "when_same_month",
        "when_month_where_given": "when_same_month_where_gold_has_one",
        "where": "where",
        "where_where_given": "where_where_gold_has_one",
        "mutual": "mutual",
        "country_recall": "actor_country_recall",
        "country_precision": "actor_country_precision",
        "sector_recall": "actor_sector_recall",
    }
    for mine, name in names.items():
        equal(getattr(ours.attributes, mine), theirs["attributes"][name])
    loose = theirs["attributes_without_actors"]
    for mine in ("status", "country_recall", "country_precision", "sector_recall"):
        equal(getattr(ours.attributes_without_actors, mine), loose[names[mine]])


def test_statements(scorer: ModuleType, tmp_path: Path) -> None:
    report, theirs = both(scorer, "statements", "polnear_dev", 12, tmp_path)
    ours = report.statements
    assert ours is not None
    for name in ("content", "found", "tokens"):
        same(getattr(ours, name), theirs[name])
    equal(ours.speaker, theirs["speaker_among_found"])
    equal(ours.no_speaker, theirs["no_speaker_among_found"])
    equal(ours.cue, theirs["cue_among_found"])
    equal(ours.direct, theirs["direct_flag_among_found"])
    for score in ours.kinds:
        assert score.found.accuracy == pytest.approx(theirs["kinds"][score.kind]["found_recall"])


def test_times(scorer: ModuleType, tmp_path: Path) -> None:
    report, theirs = both(scorer, "times", "timebank", 183, tmp_path)
    ours = report.times
    assert ours is not None
    same(ours.detection, theirs["detection_relaxed"])
    same(ours.detection_exact, theirs["detection_exact"])
    same(ours.value, theirs["value"])
    equal(ours.value_over_detected, theirs["value_accuracy_over_detected"])


def test_factuality(scorer: ModuleType, tmp_path: Path) -> None:
    rows = gold_of("factuality", "uw_dev", 300)
    chance = random.Random(7)
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    read = [{**worse({**row, "events": []}, "events", chance), "events": triggers(row, chance)}
            for row in rows]  # fmt: skip
    readings = [reading_from_json({"statements": [], "times": [], "places": [], **r}) for r in read]
    lines = (json.dumps(reading_to_json(r)) + "\n" for r in readings)
    found.write_text("".join(lines), encoding="utf-8")
    theirs = scorer.score_factuality(
        (known := scorer.load_factuality(str(gold))),
        scorer.load_predictions(str(found), known, "events"),
    )
    ours = measure(load_gold(gold), {r.article.id: r for r in readings}).factuality
    assert ours is not None
    assert ours.covered.right == theirs["covered"]
    assert ours.right.accuracy == pytest.approx(theirs["accuracy"])
    assert ours.commonest.accuracy == pytest.approx(theirs["accuracy_of_always_the_commonest"])


def triggers(row: Row, chance: random.Random) -> list[Row]:
    """Gives events on some of the event words, some longer than the word, of any status."""
    return [
        {
            "id": f"{number}",
            "type": "CONSULT",
            "mode": None,
            "mutual": False,
            "actors": [{"name": "x", "country": "NOR", "sector": "GOV"}],
            "recipients": [],
            "mentions": [{"evidence": whole(row), "trigger": span(row, word["span"], chance)}],
            "status": chance.choice(["occurred", "planned", "negated"]),
            "said_by": [],
            "when": None,
            "where": None,
            "confidence": chance.choice([0.5, 0.7]),
        }
        for number, word in enumerate(row["factuality"])
        if chance.random() < 0.6
    ]


def whole(row: Row) -> Row:
    return {"field": "text", "start": 0, "end": len(row["text"]), "text": row["text"]}


def test_places(scorer: ModuleType, tmp_path: Path) -> None:
    report, theirs = both(scorer, "places", "lgl", 199, tmp_path)
    ours = report.places
    assert ours is not None
    same(ours.recognition, theirs["recognition"])
    equal(ours.near, theirs["within_161_km"])
    equal(ours.country, theirs["country"])
    equal(ours.geonameid, theirs["geonameid"])

"""Scores of small readings whose figures can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from communique.evaluation.calibration import Outcome, calibration
from communique.evaluation.errors import Cause, misses
from communique.evaluation.figures import figures
from communique.evaluation.gold import GoldArticle, gold_article
from communique.evaluation.measure import measure
from communique.evaluation.places import kilometres
from communique.evaluation.report import table, to_json
from communique.evaluation.resolutions import resolution_outcomes
from communique.exchange.contract_reader import reading_from_json
from communique.records import Event, EventType, Reading, Resolution, Sector, Status

TEXT = "Peru accused Chile on Monday. “No ship crossed,” Chile's envoy told reporters in Lima."


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"field": "text", "start": start, "end": start + len(words), "text": words}


ROW: dict[str, Any] = {
    "article": {"id": "a", "title": "", "text": TEXT, "published": "2024-03-06", "publisher": None},
    "events": [
        {
            "id": "a#1",
            "type": "ACCUSE",
            "alt": ["REJECT"],
            "mutual": False,
            "actors": [{"name": "Peru", "country": "PER", "sector": "GOV"}],
            "recipients": [{"name": "Chile", "country": "CHL", "sector": "GOV"}],
            "mentions": [{"evidence": span("Peru accused Chile"), "trigger": span("accused")}],
            "status": "occurred",
            "said_by": [],
            "when": "2024-03-04",
            "where": {"name": "Lima", "country": "PER"},
        }
    ],
    "statements": [
        {
            "speaker": {"name": "Chile's envoy", "country": "CHL", "sector": "GOV"},
            "speaker_span": span("Chile's envoy"),
            "cue": span("told"),
            "content": [span("No ship crossed,")],
            "direct": True,
        }
    ],
    "times": [{"span": span("Monday"), "edtf": "2024-03-04"}],
    "places": [
        {
            "span": span("Lima"),
            "name": "Lima",
            "country": "PER",
            "lat": -12.04,
            "lon": -77.03,
            "geonameid": 3936456,
        }
    ],
}


@pytest.fixture
def gold() -> GoldArticle:
    return gold_article(ROW)


@pytest.fixture
def reading() -> Reading:
    events = [ROW["events"][0] | {"when": {"edtf": "2024-03-04"}}]
    return reading_from_json(ROW | {"events": events})


def event(reading: Reading, **changes: object) -> Event:
    return replace(reading.events[0], **changes)


def values(gold: GoldArticle, reading: Reading | None) -> dict[str, float]:
    readings = {reading.article.id: reading} if reading else {}
    return {figure.name: figure.value for figure in figures(measure([gold], readings))}


def test_gold_read_as_it_stands_is_perfect(gold: GoldArticle, reading: Reading) -> None:
    found = values(gold, reading)
    wrong = {
        name: value
        for name, value in found.items()
        if value != 1.0
        and name not in ("events.ignored_share", "events.expected_calibration_error")
    }
    assert wrong == {}
    assert found["events.ignored_share"] == found["events.expected_calibration_error"] == 0.0


def test_nothing_read_is_nothing_found(gold: GoldArticle) -> None:
    found = values(gold, None)
    assert found["events.strict.f1"] == found["places.recognition.recall"] == 0.0


def test_a_defensible_type_is_right(gold: GoldArticle, reading: Reading) -> None:
    other = replace(reading, events=(event(reading, type=EventType.REJECT),))
    assert values(gold, other)["events.strict.f1"] == 1.0


def test_a_type_of_the_same_quad_class_is_right_when_relaxed(
    gold: GoldArticle, reading: Reading
) -> None:
    other = replace(reading, events=(event(reading, type=EventType.REQUEST),))
    found = values(gold, other)
    assert (found["events.strict.f1"], found["events.relaxed.f1"]) == (0.0, 1.0)


def test_swapped_parties_are_wrong(gold: GoldArticle, reading: Reading) -> None:
    first = reading.events[0]
    swapped = event(reading, actors=first.recipients, recipients=first.actors)
    found = values(gold, replace(reading, events=(swapped,)))
    assert (found["events.strict.f1"], found["events.without_actors.f1"]) == (0.0, 1.0)


def test_a_repeat_is_ignored(gold: GoldArticle, reading: Reading) -> None:
    repeated = replace(reading, events=(reading.events[0], event(reading, id="a#2")))
    found = values(gold, repeated)
    assert found["events.strict.precision"] == 1.0
    assert found["events.ignored_share"] == 0.5


def test_a_wrong_status_is_counted(gold: GoldArticle, reading: Reading) -> None:
    other = replace(reading, events=(event(reading, status=Status.PLANNED),))
    report = measure([gold], {"a": other})
    assert report.events is not None
    assert report.events.attributes.status.accuracy == 0.0
    (count,) = report.events.attributes.statuses
    assert (count.gold, count.found, count.count) == (Status.OCCURRED, Status.PLANNED, 1)


def test_mutual_parties_agree_in_any_order(gold: GoldArticle, reading: Reading) -> None:
    assert gold.events is not None
    mutual = replace(gold.events[0], event=replace(gold.events[0].event, mutual=True))
    first = reading.events[0]
    together = event(reading, actors=(*first.recipients, *first.actors), recipients=(), mutual=True)
    found = values(replace(gold, events=(mutual,)), replace(reading, events=(together,)))
    assert found["events.strict.f1"] == 1.0


def test_calibration() -> None:
    outcomes = [Outcome(0.9, True), Outcome(0.9, True), Outcome(0.3, True), Outcome(0.3, False)]
    sure = calibration(outcomes, gold=10)
    assert sure.expected_error == pytest.approx((2 * 0.1 + 2 * 0.2) / 4)
    assert [point.precision for point in sure.coverages] == [1.0, 1.0, 0.75]
    assert sure.precision_at_recall == pytest.approx(1.0)
    assert calibration(outcomes, gold=100).precision_at_recall is None
    assert calibration([], gold=5).expected_error == 0.0


def test_kilometres() -> None:
    assert kilometres((52.52, 13.405), (48.857, 2.352)) == pytest.approx(877, abs=2)


def test_table_and_json_hold_the_figures(gold: GoldArticle, reading: Reading) -> None:
    report = measure([gold], {"a": reading})
    assert "strict.f1" in table(report) and "events: 1 articles" in table(report)
    assert '"places.recognition.f1"' in to_json(report)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"events": 3}, "events: a list"),
        ({"article": None}, "article: an object"),
        ({"times": [{"span": span("Monday") | {"start": 1, "end": 7}, "edtf": None}]}, "Monday"),
    ],
)
def test_bad_gold_says_why(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        gold_article(ROW | change)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"type": EventType.AID}, Cause.OTHER_TYPE),
        ({"actors": ()}, Cause.ACTOR),
        ({"recipients": ()}, Cause.RECIPIENT),
    ],
)
def test_causes(gold: GoldArticle, reading: Reading, change: dict[str, Any], cause: Cause) -> None:
    (miss,) = misses([gold], {"a": replace(reading, events=(event(reading, **change),))})
    assert miss.cause is cause


def test_causes_that_lie_in_the_parties(gold: GoldArticle, reading: Reading) -> None:
    first = reading.events[0]
    swapped = event(reading, actors=first.recipients, recipients=first.actors)
    civil = event(reading, actors=(replace(first.actors[0], sector=Sector.CVL),))
    for other, cause in ((swapped, Cause.SWAPPED), (civil, Cause.SIDE)):
        (miss,) = misses([gold], {"a": replace(reading, events=(other,))})
        assert miss.cause is cause
    assert misses([gold], {"a": reading}) == ()
    (miss,) = misses([gold], {})
    assert miss.cause is Cause.NOTHING_THERE


@pytest.mark.parametrize(
    ("actor", "recipient", "mutual", "right", "total"),
    [
        (("PER", Sector.GOV), ("CHL", Sector.GOV), False, 2, 2),
        (("PER", Sector.MIL), ("CHL", None), False, 2, 2),
        (("PER", Sector.CVL), ("CHL", Sector.JUD), False, 1, 2),
        (("BOL", Sector.GOV), ("CHL", Sector.NGO), False, 0, 1),
        (("CHL", Sector.GOV), ("PER", Sector.GOV), False, 0, 0),
        (("CHL", Sector.GOV), ("PER", Sector.GOV), True, 2, 2),
    ],
)
def test_state_or_society_counts_where_the_country_is_right(
    reading: Reading,
    actor: tuple[str, Sector],
    recipient: tuple[str, Sector | None],
    mutual: bool,
    right: int,
    total: int,
) -> None:
    gold = gold_article({**ROW, "events": [{**ROW["events"][0], "mutual": mutual}]})
    (one,), (other,) = reading.events[0].actors, reading.events[0].recipients
    found = event(
        reading,
        actors=(replace(one, country=actor[0], sector=actor[1]),),
        recipients=(replace(other, country=recipient[0], sector=recipient[1]),),
    )
    scores = measure([gold], {"a": replace(reading, events=(found,))}).events
    assert scores is not None
    part = scores.attributes_without_actors.state_or_society
    assert (part.right, part.total) == (right, total)


@pytest.mark.parametrize(
    ("name", "country", "sector", "outcomes"),
    [
        ("the Peruvians of Peru", "PER", Sector.GOV, [True]),
        ("Peru", "PER", Sector.CVL, [False]),
        ("Peru", None, None, [False]),
        ("Bolivia", "BOL", Sector.GOV, []),
    ],
)
def test_resolutions_are_judged_where_gold_names_the_same_party(
    gold: GoldArticle,
    reading: Reading,
    name: str,
    country: str | None,
    sector: Sector | None,
    outcomes: list[bool],
) -> None:
    (one,) = reading.events[0].actors
    sure = Resolution("base", "Known.", (), 0.75)
    actor = replace(one, name=name, country=country, sector=sector, resolution=sure, span=None)
    found = event(reading, actors=(actor,), recipients=())
    assert gold.events is not None
    judged = list(resolution_outcomes([(gold.events[0].event, found)]))
    assert [outcome.right for outcome in judged] == outcomes
    assert all(outcome.confidence == 0.75 for outcome in judged)


def test_factuality_of_what_a_trigger_covers() -> None:
    words = [
        {"span": span("accused"), "value": 3.0},
        {"span": span("crossed"), "value": -2.0},
        {"span": span("told"), "value": 0.5},
    ]
    event = {**ROW["events"][0], "when": None, "mode": None, "status": "negated"}
    crossed = {"evidence": span("No ship crossed"), "trigger": span("crossed")}
    read = {
        "article": ROW["article"],
        "events": [
            {**event, "id": "1", "status": "planned"},
            {**event, "id": "2", "mentions": [crossed]},
        ],
        "statements": [],
        "times": [],
        "places": [],
    }
    reading = reading_from_json(read)
    gold = gold_article({"article": ROW["article"], "factuality": words})
    scores = measure([gold], {"a": reading}).factuality
    assert scores is not None
    assert (scores.covered.right, scores.covered.total) == (2, 3)
    assert (scores.right.right, scores.right.total) == (1, 2)


@pytest.mark.parametrize("value", [None, "3", True, 3.5, float("nan")])
def test_factuality_out_of_range_is_refused(value: object) -> None:
    row = {"article": ROW["article"], "factuality": [{"span": span("told"), "value": value}]}
    with pytest.raises(ValueError, match="from -3 to 3"):
        gold_article(row)

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from communique.exchange.contract import reading_from_json, reading_to_json
from communique.exchange.document import to_document, to_line
from communique.records import Article, Issue, Reading, Stage


def test_the_form_is_the_contracts(reading: Reading) -> None:
    row: Any = reading_to_json(reading)
    assert row["article"] == {
        "id": "lt-1",
        "title": reading.article.title,
        "text": reading.article.text,
        "published": "2024-05-07",
        "publisher": "Example Wire",
        "url": "https://example.org/lt",
    }
    event = row["events"][0]
    wanted = {"id", "type", "mode", "quad", "mutual", "actors", "recipients", "mentions"}
    wanted |= {"status", "said_by", "when", "where", "confidence"}
    assert wanted <= set(event)
    assert event["quad"] == "material conflict"
    assert event["when"]["edtf"] == "2024-05-06"
    assert event["where"]["lat"] == 54.69
    assert event["where"]["lon"] == 25.28
    assert set(event["mentions"][0]) == {"evidence", "trigger"}
    assert set(row["statements"][0]) >= {"speaker", "speaker_span", "cue", "content", "direct"}
    assert set(row["times"][0]) >= {"span", "edtf"}
    assert set(row["places"][0]) >= {"span", "name", "country", "lat", "lon", "geonameid"}


def test_every_span_points_at_its_words(reading: Reading) -> None:
    row: Any = reading_to_json(reading)

    def check(value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                check(item)
        if isinstance(value, dict):
            if {"field", "start", "end", "text"} <= set(value):
                words = row["article"][value["field"]][value["start"] : value["end"]]
                assert words == value["text"]
            for item in value.values():
                check(item)

    check({key: value for key, value in row.items() if key != "article"})


def test_a_date_that_is_not_known_is_null() -> None:
    row: Any = reading_to_json(Reading(Article("a", "", "Text.")))
    assert row["article"]["published"] is None
    assert row["article"]["title"] == ""
    assert "url" not in row["article"]


def test_what_is_written_can_be_read(reading: Reading) -> None:
    assert reading_from_json(json.loads(to_line(reading))) == reading


def test_extras_may_be_missing(reading: Reading) -> None:
    row: Any = json.loads(to_line(reading))
    for event in row["events"]:
        for key in ("background", "contexts", "explanation", "confidence", "quad"):
            del event[key]
        for actor in event["actors"]:
            del actor["id"], actor["span"], actor["resolution"]
    del row["notes"]
    back = reading_from_json(row)
    assert back.events[0].actors[0].name == "Lithuania's foreign ministry"
    assert back.notes == ()


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("article", "id"), None, "reading.article.id"),
        (("article", "published"), "2024-02-30", "reading.article.published"),
        (("events", 0, "type"), "SMILE", "reading.events[0].type"),
        (("events", 0, "mutual"), "yes", "reading.events[0].mutual"),
        (("events", 1, "actors"), {}, "reading.events[1].actors"),
        (("events", 0, "mentions", 0, "trigger", "start"), 1.5, "mentions[0].trigger.start"),
        (("events", 0, "explanation", "type_scores"), [[1, "X"]], "explanation.type_scores"),
        (("events", 0, "confidence"), "high", "reading.events[0].confidence"),
        (("notes",), [1], "reading.notes"),
        (("statements", 0), 7, "reading.statements[0]"),
    ],
)
def test_bad_rows_say_where(
    reading: Reading, path: tuple[Any, ...], value: object, place: str
) -> None:
    row: Any = copy.deepcopy(json.loads(to_line(reading)))
    target = row
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    with pytest.raises(ValueError) as error:
        reading_from_json(row)
    assert place in str(error.value)


def test_one_reading_is_one_line_whatever_the_text_holds() -> None:
    article = Article("a", "one\u2028two", "x\x85y\nz\r\u2029\x00 \ud800", publisher="é")
    line = to_line(Reading(article))
    assert line.splitlines() == [line.rstrip("\n")]
    line.encode("utf-8")
    assert json.loads(line)["article"]["text"] == article.text
    assert "é" in line


def test_the_document_holds_readings_and_issues(reading: Reading) -> None:
    issue = Issue("x.txt", Stage.DECODE, "empty: it holds no text")
    document = json.loads("".join(to_document([reading, issue, reading])))
    assert len(document["readings"]) == 2
    assert document["issues"] == [
        {"source": "x.txt", "stage": "decode", "reason": "empty: it holds no text"}
    ]
    assert json.loads("".join(to_document([]))) == {"readings": [], "issues": []}

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from communique.cli.evaluate import EvaluateRequest, run
from communique.cli.status import ExitStatus
from communique.evaluation.gold import load_gold
from communique.evaluation.measure import own_gold
from communique.records import Article, Issue, Reading, Stage


class Nothing:
    """A reader that finds nothing, or fails."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading | Issue]:
        for article in articles:
            failed = self.fails or workers != 1
            yield Issue(article.id, Stage.READ, "no") if failed else Reading(article)


def test_own_gold_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(EvaluateRequest(), reader=Nothing()) is ExitStatus.DONE
    out = capsys.readouterr().out
    assert "events: 12 articles" in out and "strict.f1" in out


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(EvaluateRequest(as_json=True), reader=Nothing()) is ExitStatus.DONE
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert figures["events.strict.f1"]["value"] == 0.0
    assert figures["places.recognition.f1"]["cases"] > 100


def test_articles_that_fail_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(EvaluateRequest(), reader=Nothing(fails=True)) is ExitStatus.SOME_FAILED
    assert "2024-01-choe-moscow: no" in capsys.readouterr().err


def test_stored_readings_are_measured(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = own_gold()
    assert folder is not None
    lines = [path.read_text(encoding="utf-8").strip() for path in sorted(folder.glob("*.jsonl"))]
    readings = tmp_path / "readings.jsonl"
    readings.write_text("\n".join(lines), encoding="utf-8")
    assert run(EvaluateRequest(as_json=True, readings=readings)) is ExitStatus.DONE
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert figures["events.strict.f1"]["value"] == 1.0
    assert figures["statements.speaker"]["value"] == 1.0


def test_a_bad_file_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "x"', encoding="utf-8")
    assert run(EvaluateRequest((bad,)), reader=Nothing()) is ExitStatus.USAGE
    assert "bad.jsonl, line 1" in capsys.readouterr().err
    assert run(EvaluateRequest((tmp_path / "none.jsonl",)), reader=Nothing()) is ExitStatus.USAGE
    assert run(EvaluateRequest(readings=bad)) is ExitStatus.USAGE


def test_own_gold_holds_every_type_and_status() -> None:
    folder = own_gold()
    assert folder is not None
    events = [gold.event for article in load_gold(folder) for gold in article.events or ()]
    assert len({event.type for event in events}) == 16
    assert len({event.status for event in events}) == 6


def test_errors_are_listed_by_cause(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(EvaluateRequest(errors=1), reader=Nothing()) is ExitStatus.DONE
    out = capsys.readouterr().out
    assert "missed events: 224" in out
    assert "no event in the sentence: 224" in out

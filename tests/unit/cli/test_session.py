from __future__ import annotations

import csv
import io
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fake_reader import FakeReader, reading_of

from communique.cli.output import OutputFormat
from communique.cli.session import ReadRequest, run
from communique.cli.status import ExitStatus
from communique.intake import IntakeOptions
from communique.records import Article, Issue, Reading

GOOD = "Kenya meets Ethiopia\nThe presidents of the two countries met in Nairobi, officials said."


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return str(path)


def articles_file(tmp_path: Path, number: int) -> str:
    path = tmp_path / "articles.jsonl"
    rows = [{"id": f"a{n}", "title": f"Title {n}", "text": "Text."} for n in range(number)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def request(*sources: str, form: OutputFormat = OutputFormat.JSONL, **more: object) -> ReadRequest:
    return ReadRequest(sources=sources, form=form, **more)  # type: ignore[arg-type]


def test_jsonl_prints_a_line_an_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(request(articles_file(tmp_path, 3)), make_reader=FakeReader) is ExitStatus.DONE
    out, err = capsys.readouterr()
    assert [json.loads(line)["article"]["id"] for line in out.splitlines()] == ["a0", "a1", "a2"]
    assert err == ""


def test_lines_are_printed_as_they_are_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed: list[int] = []

    class Watching(FakeReader):
        def pipe(
            self, articles: Iterable[Article], *, workers: int = 1
        ) -> Iterator[Reading | Issue]:
            for article in articles:
                printed.append(len(capsys.readouterr().out.splitlines()))
                yield reading_of(article, workers)

    run(request(articles_file(tmp_path, 3)), make_reader=Watching)
    assert printed == [0, 1, 1]


@pytest.mark.parametrize("form", list(OutputFormat))
def test_every_form_prints(
    good: str, form: OutputFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(request(good, form=form), make_reader=FakeReader) is ExitStatus.DONE
    out = capsys.readouterr().out
    assert "Kenya meets Ethiopia" in out
    if form is OutputFormat.JSON:
        assert len(json.loads(out)["readings"]) == 1
    if form is OutputFormat.CSV:
        assert len(list(csv.DictReader(io.StringIO(out)))) == 1
    if form is OutputFormat.HTML:
        assert out.startswith("<!DOCTYPE html>")


def test_what_the_file_does_not_say_is_set(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    from datetime import date

    options = IntakeOptions(published=date(2024, 1, 16), publisher="Wire", id="x")
    run(request(good, intake=options), make_reader=FakeReader)
    article = json.loads(capsys.readouterr().out)["article"]
    assert article == {
        "id": "x",
        "title": "Kenya meets Ethiopia",
        "text": "The presidents of the two countries met in Nairobi, officials said.",
        "published": "2024-01-16",
        "publisher": "Wire",
    }


def test_one_bad_source_stops_nothing(
    good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    status = run(request(str(empty), good, "nowhere.txt"), make_reader=FakeReader)
    assert status is ExitStatus.SOME_FAILED
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert f"{empty}: empty: it holds no text" in err
    assert "nowhere.txt: there is no such file" in err
    assert "1 article read, 2 could not be" in err


def test_what_the_reader_cannot_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "a", "text": "unreadable"}\n{"id": "b", "text": "fine"}\n')
    assert run(request(str(path)), make_reader=FakeReader) is ExitStatus.SOME_FAILED
    out, err = capsys.readouterr()
    assert json.loads(out)["article"]["id"] == "b"
    assert f"{path}, line 1: cannot be read" in err


def test_messages_do_not_drive_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"id": "\x1b[2J", "text": "x"}) + "\n" + '{"\x1b')
    run(request(str(path), str(path)), make_reader=FakeReader)
    assert "\x1b" not in capsys.readouterr().err


def test_the_readers_settings_are_passed_on(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    made: list[FakeReader] = []

    def make(**settings: Any) -> FakeReader:
        made.append(FakeReader(**settings))
        return made[0]

    asked = request(good, min_confidence=0.5, explain=True, model="m", pipeline="p", workers=3)
    run(asked, make_reader=make)
    assert made[0].settings == (0.5, True, "m", "p")
    assert "workers: 3" in capsys.readouterr().out


def test_the_json_document_holds_the_issues(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(request("nowhere.txt", good, form=OutputFormat.JSON), make_reader=FakeReader)
    document = json.loads(capsys.readouterr().out)
    assert [issue["source"] for issue in document["issues"]] == ["nowhere.txt"]
    assert len(document["readings"]) == 1


def test_no_model_is_loaded_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def make(**_settings: object) -> FakeReader:
        raise AssertionError("loaded")

    assert run(request("nowhere.txt"), make_reader=make) is ExitStatus.SOME_FAILED
    assert "nowhere.txt" in capsys.readouterr().err


def test_a_model_that_is_missing_is_wrong_usage(
    good: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(request(good, model="missing"), make_reader=FakeReader)
    assert status is ExitStatus.USAGE
    assert "no model 'missing'" in capsys.readouterr().err


def test_output_goes_to_a_file(
    good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.jsonl"
    assert run(request(good, output=target), make_reader=FakeReader) is ExitStatus.DONE
    assert len(target.read_text("utf-8").splitlines()) == 1
    assert capsys.readouterr().out == ""


def test_output_that_cannot_be_written_is_wrong_usage(
    good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "none" / "out.jsonl"
    assert run(request(good, output=target), make_reader=FakeReader) is ExitStatus.USAGE
    assert "cannot be written" in capsys.readouterr().err


def test_notices_do_not_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("Kenya — Ethiopia\nNairobi ".encode() + b"\xff.")
    assert run(request(str(path)), make_reader=FakeReader) is ExitStatus.DONE
    assert "note: " in capsys.readouterr().err


class Interrupting(FakeReader):
    """Is interrupted while the second article is in hand, as often as `times` says."""

    def __init__(self, *, times: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.times = times

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading | Issue]:
        for number, article in enumerate(articles, 1):
            if number == 2:
                for _ in range(self.times):
                    os.kill(os.getpid(), signal.SIGINT)
            yield reading_of(article, workers)


@pytest.mark.parametrize(("times", "finished"), [(1, 2), (2, 1)])
def test_ctrl_c_finishes_the_article_in_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], times: int, finished: int
) -> None:
    before = signal.getsignal(signal.SIGINT)
    make = partial(Interrupting, times=times)
    status = run(request(articles_file(tmp_path, 5)), make_reader=make)
    out, err = capsys.readouterr()
    assert status is ExitStatus.INTERRUPTED
    assert len(out.splitlines()) == finished
    assert "stopped after" in err
    assert "Traceback" not in err
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupted_document_is_still_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make = partial(Interrupting, times=1)
    run(request(articles_file(tmp_path, 5), form=OutputFormat.JSON), make_reader=make)
    assert len(json.loads(capsys.readouterr().out)["readings"]) == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_for_several_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    run(request(articles_file(tmp_path, 4)), make_reader=FakeReader)
    assert "0/4 articles" in screen.getvalue()
    assert "4/4 articles" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_the_bar_makes_way_for_messages_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    run(request("nowhere.txt", articles_file(tmp_path, 2)), make_reader=FakeReader)
    assert "\r\x1b[Knowhere.txt: there is no such file\n" in screen.getvalue()
    assert screen.getvalue().endswith("2 articles read, 1 could not be\n")


def test_no_bar_for_one_article_or_without_a_terminal(
    good: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(request(articles_file(tmp_path, 4)), make_reader=FakeReader)
    assert capsys.readouterr().err == ""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    run(request(good), make_reader=FakeReader)
    assert "articles" not in screen.getvalue()

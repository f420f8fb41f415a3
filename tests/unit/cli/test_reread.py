"""Reading again after a new version: only what another version has read, and going on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fake_reader import FakeReader
from typer.testing import CliRunner

from communique.cli.ledger_reread import RereadRequest, read_again, tell_outdated
from communique.cli.main import app
from communique.cli.status import ExitStatus
from communique.ledger import Ledger, Maker, Questions
from communique.linking.linker import Linker
from communique.records import Article, Issue, Reading

OLD, NEW = (
    Maker("1", "model", "knowledge", "codebook"),
    Maker("1", "newer", "knowledge", "codebook"),
)
REQUEST = RereadRequest(batch=2)


class NewerReader(FakeReader):
    """Adds a note, counts what it reads, and is stopped after some."""

    def __init__(self, *, stop_after: int | None = None) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._stop_after = stop_after

    def __call__(
        self,
        *,
        min_confidence: float | None,
        explain: bool,
        model: str | None,
        pipeline: str | None,
    ) -> NewerReader:
        assert (min_confidence, explain, model, pipeline) == (None, False, None, None)
        return self

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading | Issue]:
        for result in super().pipe(articles, workers=workers):
            self.seen.append(result.article.id if isinstance(result, Reading) else result.source)
            if len(self.seen) == self._stop_after:
                os.kill(os.getpid(), signal.SIGINT)
            yield replace(result, notes=("newer",)) if isinstance(result, Reading) else result


def articles(names: str, text: str = "They met.") -> list[Article]:
    return [Article(name, f"Met {name}", text, date(2031, 3, 4)) for name in names]


def read(given: Iterable[Article]) -> list[Reading]:
    return [one for one in FakeReader().pipe(given) if isinstance(one, Reading)]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.duckdb") as opened:
        opened.add(read(articles("abcde")), maker=OLD)
        Linker(opened).link()
        yield opened


def run(ledger: Ledger, reader: NewerReader, request: RereadRequest = REQUEST) -> ExitStatus:
    return read_again(ledger, request, maker=NEW, make_reader=reader)


def notes(ledger: Ledger) -> set[tuple[str, ...]]:
    return {one.notes for one in ledger.readings()}


def test_only_what_another_version_read_is_read_again(ledger: Ledger) -> None:
    ledger.add(read(articles("fg")), maker=NEW)
    reader = NewerReader()
    assert run(ledger, reader) is ExitStatus.DONE
    assert reader.seen == list("abcde")
    assert ledger.outdated(maker=NEW) == []
    assert run(ledger, reader) is ExitStatus.DONE
    assert len(reader.seen) == 5


def test_a_stopped_run_goes_on_where_it_was(ledger: Ledger) -> None:
    first, second = NewerReader(stop_after=3), NewerReader()
    assert run(ledger, first) is ExitStatus.INTERRUPTED
    assert ledger.outdated(maker=NEW) == list("abcde")[len(first.seen) :]
    assert run(ledger, second) is ExitStatus.DONE
    assert first.seen + second.seen == list("abcde")
    assert notes(ledger) == {("newer",)}


def test_older_readings_are_kept_aside(ledger: Ledger) -> None:
    before = list(ledger.readings())
    run(ledger, NewerReader())
    rows = ledger.connection.rows(
        "SELECT article_id, superseded_by, model FROM superseded_readings ORDER BY 1"
    )
    assert rows == [(f"{name}@{OLD.id}", name, "model") for name in "abcde"]
    older = list(ledger.readings([row[0] for row in rows]))
    assert [one.events for one in older] == [one.events for one in before]
    assert ledger.connection.rows("SELECT * FROM superseded_articles") == []


def test_turns_of_two_versions_leave_one_reading_of_each(ledger: Ledger) -> None:
    run(ledger, NewerReader())
    read_again(ledger, REQUEST, maker=OLD, make_reader=NewerReader())
    run(ledger, NewerReader())
    rows = ledger.connection.rows("SELECT article_id FROM superseded_readings ORDER BY 1")
    assert rows == [(f"{name}@{OLD.id}",) for name in "abcde"]
    assert ledger.outdated(maker=NEW) == []


def test_older_readings_are_dropped_when_that_is_wanted(ledger: Ledger) -> None:
    run(ledger, NewerReader(), RereadRequest(keep_older=False))
    assert ledger.connection.rows("SELECT count(*) FROM kept.article") == [(5,)]
    assert notes(ledger) == {("newer",)}


def test_what_cannot_be_read_any_more_keeps_its_reading(ledger: Ledger) -> None:
    odd = articles("x", text="unreadable now")
    made = replace(read(articles("x"))[0], article=odd[0])
    ledger.add([made], maker=OLD)
    for _ in range(2):
        assert run(ledger, NewerReader()) is ExitStatus.SOME_FAILED
        assert [issue.source for issue in ledger.issues()] == ["x"]
    assert ledger.outdated(maker=NEW) == ["x"]
    assert next(ledger.readings(["x"])).events == made.events


def test_events_follow(ledger: Ledger) -> None:
    before = Questions(ledger).events()
    run(ledger, NewerReader(), RereadRequest(link=False))
    Linker(ledger).link()
    assert Questions(ledger).events() == before


def test_a_correction_after_reading_again(ledger: Ledger) -> None:
    run(ledger, NewerReader())
    corrected = read(articles("a", text="They did not meet."))
    assert ledger.add(corrected, maker=NEW).corrected == 1
    assert ledger.add(read(articles("a")), maker=NEW).known == 1
    assert list(ledger.readings(["a"])) == corrected


def test_how_many_are_told(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    tell_outdated(ledger, maker=NEW)
    assert capsys.readouterr().out == "5 of 5 articles were read by another version\n"


def test_the_command_wants_a_ledger(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["reread", str(tmp_path / "none.duckdb")])
    assert result.exit_code == ExitStatus.USAGE
    assert "there is no ledger" in result.output

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from ledger_readings import reading
from typer.testing import CliRunner

from communique.cli.add import repeat
from communique.cli.ledger_commands import add_ledger_commands
from communique.cli.ledger_ingest import AddRequest, add_sources, expand
from communique.cli.ledger_run import LoadedOnce
from communique.cli.link import print_stories
from communique.cli.progress import AddProgress
from communique.cli.status import ExitStatus
from communique.evaluation.linking import load_gold
from communique.ledger import Ledger, Maker, Questions
from communique.linking.linker import Linker
from communique.records import Article, Issue, Reading, Stage

GOLD = Path(__file__).parents[2] / "cases" / "linking" / "gold.yaml"
MAKER = Maker("1")


class CountingReader:
    """A reader that needs no model, and counts what it read."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.loads = 0

    def __call__(
        self,
        *,
        min_confidence: float | None,
        explain: bool,
        model: str | None,
        pipeline: str | None,
    ) -> "CountingReader":
        assert (min_confidence, explain, model, pipeline) == (None, False, None, None)
        self.loads += 1
        return self

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading | Issue]:
        assert workers == 1
        for article in articles:
            self.seen.append(article.id)
            if "unreadable" in article.text:
                yield Issue(article.id, Stage.READ, "cannot be read")
            else:
                made = reading(article.id, text=article.text, title=article.title or "Untitled")
                yield replace(made, article=article)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "gold.duckdb"
    with Ledger(path) as opened:
        opened.add(load_gold(GOLD).readings, maker=MAKER)
        Linker(opened).link()
    return path


def _run(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    add_ledger_commands(app)
    result = CliRunner().invoke(app, [*arguments])
    return result.exit_code, result.output


def _lines(path: Path, texts: dict[str, str]) -> Path:
    rows = [
        {"id": name, "title": "News", "text": text, "published": "2031-03-04"}
        for name, text in texts.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (["events", "L", "--party", "CHN", "--type", "ASSAULT"], "Scarborough Shoal"),
        (["timeline", "L", "KEN", "--with", "ETH"], "MOYALE"),
        (["dyad", "L", "ken", "eth", "--both-ways", "--by", "quarter"], "2031-04-01"),
        (["claims", "L", "--disputed"], "denies"),
        (["claims", "L", "--standing", "conceded"], "admits"),
        (["agenda", "L", "--outcome", "called off"], "United Nations"),
        (["agenda", "L", "--due", "30d", "--today", "2031-11-10"], "postponed"),
        (["statements", "L", "--speaker", "AZE"], "declined to comment"),
        (["story", "L", "k02"], "copy"),
        (["article", "L", "k02"], '"id": "k02#1"'),
        (["why", "L", "p03#1"], "the same place: Scarborough Shoal"),
        (["issues", "L"], ""),
        (["sql", "L", "SELECT count(*) AS n FROM articles"], "60"),
    ],
)
def test_every_question_is_answered(ledger: Path, command: list[str], wanted: str) -> None:
    arguments = [str(ledger) if part == "L" else part for part in command]
    status, output = _run(*arguments)
    assert status == 0, output
    assert wanted in output


@pytest.mark.parametrize(
    "command",
    [
        ["events", "none.duckdb"],
        ["why", "L", "nothing"],
        ["story", "L", "nothing"],
        ["article", "L", "nothing"],
        ["dyad", "L", "KEN", "ETH", "--by", "fortnight"],
        ["agenda", "L", "--due", "soon"],
        ["judge", "L", "perhaps", "a", "b"],
        ["judge", "L", "same", "a"],
        ["judge", "L", "same", "k01#1", "nothing"],
        ["judge", "none.duckdb", "same", "a", "b"],
        ["sql", "L", "DROP TABLE kept.article"],
        ["export", "none.duckdb", "folder"],
        ["link", str(GOLD), "--rebuild"],
    ],
)
def test_what_is_wrong_is_told(ledger: Path, command: list[str]) -> None:
    arguments = [str(ledger) if part == "L" else part for part in command]
    assert _run(*arguments)[0] == ExitStatus.USAGE


def test_answers_come_as_json_lines_and_csv(ledger: Path) -> None:
    _, lines = _run("events", str(ledger), "--format", "jsonl", "--limit", "2")
    rows = [json.loads(line) for line in lines.splitlines()]
    assert len(rows) == 2
    assert rows[0]["actors"]
    _, table = _run("events", str(ledger), "--format", "csv", "--limit", "2")
    assert table.startswith("event_id,type,quad")


@pytest.mark.parametrize("form", ["parquet", "plover", "polecat", "icews", "gdelt", "csv"])
def test_a_ledger_is_written_in_every_form(ledger: Path, form: str, tmp_path: Path) -> None:
    assert _run("export", str(ledger), str(tmp_path / form), "--format", form)[0] == 0
    assert all(path.stat().st_size for path in (tmp_path / form).iterdir())


def test_an_export_makes_the_same_ledger(ledger: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.duckdb"
    assert _run("export", str(ledger), str(tmp_path / "out"))[0] == 0
    assert _run("import", str(again), str(tmp_path / "out"))[0] == 0
    with Ledger(ledger, read_only=True) as one, Ledger(again, read_only=True) as other:
        assert Questions(one).events() == Questions(other).events()


def test_a_judgement_is_made_and_withdrawn(ledger: Path) -> None:
    before = _run("events", str(ledger), "--format", "csv")
    status, output = _run("judge", str(ledger), "different", "p01#1", "p03#1", "--by", "Ada")
    assert status == 0
    assert _run("events", str(ledger), "--format", "csv") != before
    assert _run("judge", str(ledger), "withdraw", output.strip(), "--by", "Ada")[0] == 0
    assert _run("events", str(ledger), "--format", "csv") == before
    assert _run("link", str(ledger), "--rebuild")[0] == 0
    assert _run("events", str(ledger), "--format", "csv") == before


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    source = _lines(tmp_path / "news.jsonl", {"a": "One thing.", "b": "unreadable", "c": "Third."})
    reader = CountingReader()
    request = AddRequest(sources=(str(tmp_path / "*.jsonl"),), batch=1)
    with Ledger(tmp_path / "l.duckdb") as ledger:
        status = add_sources(ledger, request, maker=MAKER, make_reader=reader)
        assert status is ExitStatus.SOME_FAILED
        assert [issue.source for issue in ledger.issues()] == ["b"]
        assert reader.seen == ["a", "b", "c"]
        add_sources(ledger, request, maker=MAKER, make_reader=reader)
        assert reader.seen == ["a", "b", "c", "b"]
        _lines(source, {"a": "One thing, corrected.", "c": "Third.", "d": "Fourth."})
        add_sources(ledger, request, maker=MAKER, make_reader=reader)
        assert reader.seen[4:] == ["a", "d"]
        assert ledger.article_ids() == ["a", "c", "d"]
        assert len(Questions(ledger).events()) > 0


def test_watching_goes_on_until_it_is_stopped() -> None:
    rounds: list[ExitStatus] = [ExitStatus.DONE, ExitStatus.SOME_FAILED, ExitStatus.INTERRUPTED]
    assert repeat(lambda: rounds.pop(0), every=0.01) is ExitStatus.INTERRUPTED
    assert rounds == []
    assert repeat(lambda: ExitStatus.SOME_FAILED, every=None) is ExitStatus.SOME_FAILED


def test_a_reader_is_loaded_once() -> None:
    reader = CountingReader()
    once = LoadedOnce(reader)
    for _ in range(2):
        assert once(min_confidence=None, explain=False, model=None, pipeline=None) is reader
    assert reader.loads == 1


def test_folders_and_patterns_are_opened(tmp_path: Path) -> None:
    (tmp_path / "deep" / ".hidden").mkdir(parents=True)
    for name in ("b.txt", "deep/a.txt", "deep/.hidden/c.txt"):
        (tmp_path / name).write_text("x")
    found = [str(tmp_path / "b.txt"), str(tmp_path / "deep" / "a.txt")]
    assert expand([str(tmp_path)]) == found
    assert expand([str(tmp_path / "*.txt"), "https://news.example/?a=*", "-"]) == [
        found[0],
        "https://news.example/?a=*",
        "-",
    ]
    assert expand([str(tmp_path / "*.html")]) == [str(tmp_path / "*.html")]


def test_progress_tells_rate_and_time_left() -> None:
    progress = AddProgress(total=100, stream=sys.stderr, wanted=False)
    progress.articles, progress.known, progress.events = 20, 20, 55
    assert progress.line(10.0) == "40/100 articles · 2.0/s · 0:30 left · 55 events · 0 issues"


def test_stories_of_a_file_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The harbour of Beira was closed after a storm tore three cranes from their rails."
    source = _lines(
        tmp_path / "in.jsonl",
        {"a": text, "b": text + " Ships wait at sea.", "c": "Voters in Quito queued in the rain."},
    )
    assert print_stories(str(source)) is ExitStatus.DONE
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    stories = {row["article_id"]: row["story_id"] for row in rows}
    assert stories["a"] == stories["b"] != stories["c"]

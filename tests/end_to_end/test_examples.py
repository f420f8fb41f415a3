"""The examples, read through the real command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from communique.exchange.contract_reader import reading_from_json
from communique.exchange.document import to_line
from communique.records import Article, Reading

if TYPE_CHECKING:
    from communique import Reader

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.jsonl"))
CHOE = ROOT / "examples" / "2024-01-choe-moscow.jsonl"

Row = dict[str, Any]


def communique(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command as a user does."""
    program = Path(sys.executable).with_name("communique")
    return subprocess.run(
        [program, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def printed() -> list[str]:
    """What `communique read --format jsonl` prints for all examples."""
    done = communique("read", "--format", "jsonl", *EXAMPLES)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def spans(value: object) -> list[Row]:
    """Every span in a JSON value."""
    if isinstance(value, list):
        return [span for item in value for span in spans(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if {"field", "start", "end", "text"} <= value.keys() else []
    return own + [span for item in value.values() for span in spans(item)]


def test_every_article_comes_back_unchanged_and_in_order(printed: list[str]) -> None:
    given = [json.loads(path.read_text(encoding="utf-8")) for path in EXAMPLES]
    assert [json.loads(line)["article"] for line in printed] == given


def test_every_span_stands_where_it_says(printed: list[str]) -> None:
    checked = 0
    for line in printed:
        row = json.loads(line)
        for span in spans(row):
            assert row["article"][span["field"]][span["start"] : span["end"]] == span["text"]
            checked += 1
    assert checked > 1000


def test_every_line_is_a_reading(printed: list[str]) -> None:
    for line in printed:
        reading = reading_from_json(json.loads(line))
        assert to_line(reading) == line + "\n"
        for event in reading.events:
            assert 0 <= event.confidence <= 1
            for mention in event.mentions:
                assert mention.evidence.contains(mention.trigger)


def test_the_same_whatever_the_workers_and_the_order(printed: list[str]) -> None:
    done = communique("read", "--format", "jsonl", "--workers", "2", *reversed(EXAMPLES))
    assert done.returncode == 0
    assert done.stdout.splitlines() == printed[::-1]


def test_the_same_from_python(printed: list[str], reader: Reader) -> None:
    articles = [_article(json.loads(path.read_text(encoding="utf-8"))) for path in EXAMPLES[:4]]
    readings = list(reader.pipe(articles))
    assert all(isinstance(reading, Reading) for reading in readings)
    assert [to_line(reading) for reading in readings if isinstance(reading, Reading)] == [
        line + "\n" for line in printed[:4]
    ]


def _article(row: Row) -> Article:
    return reading_from_json({"article": row}).article


def test_the_visit_to_moscow(printed: list[str]) -> None:
    row = json.loads(printed[EXAMPLES.index(CHOE)])
    consulted = {
        (actor["country"], recipient["country"])
        for event in row["events"]
        if event["type"] == "CONSULT"
        for actor in event["actors"]
        for recipient in event["recipients"]
    }
    assert ("PRK", "RUS") in consulted or ("RUS", "PRK") in consulted
    assert any(event["status"] != "occurred" for event in row["events"])


@pytest.mark.parametrize("form", ["terminal", "json", "csv", "html"])
def test_every_form(form: str) -> None:
    done = communique("read", "--format", form, CHOE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Choe" in done.stdout


def test_one_bad_file_is_named_and_stops_nothing(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = communique("read", "--format", "jsonl", empty, CHOE, tmp_path / "none.txt")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "empty.txt" in done.stderr and "none.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage() -> None:
    assert communique("read", "--format", "nonsense", CHOE).returncode == 2
    assert communique("read").returncode == 2


def test_standard_input() -> None:
    text = "Peru recalls envoy\nLIMA, March 4 - Peru recalled its ambassador to Chile on Monday.\n"
    done = communique("read", "--format", "jsonl", "--date", "2024-03-05", "-", stdin=text)
    assert done.returncode == 0
    row = json.loads(done.stdout)
    assert row["article"]["title"] == "Peru recalls envoy"
    assert [time["edtf"] for time in row["times"]][-1] == "2024-03-04"


def test_relate() -> None:
    text = "Somalia's foreign ministry condemned the accord between Kenya and Ethiopia."
    pair = {"id": "r1", "text": text, "actor": [0, 26], "recipient": [56, 61]}
    done = communique("relate", stdin=json.dumps(pair))
    assert done.returncode == 0
    assert json.loads(done.stdout) == {"id": "r1", "type": "ACCUSE", "status": "occurred"}

"""An own codebook through the real command line: a model is made of it and reads by it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from communique.cli.ledger_maker import maker
from communique.reading.events.model_folder import Card
from communique.records import EventType

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
MARITIME = ROOT / "examples" / "maritime"
ARTICLES = sorted(MARITIME.glob("*.jsonl"))


def communique(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user does."""
    program = Path(sys.executable).with_name("communique")
    return subprocess.run(
        [program, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def events(maritime_model: Path) -> dict[str, list[dict[str, Any]]]:
    """The events of the three articles, by article id."""
    done = communique("read", "--model", maritime_model, "--format", "jsonl", *ARTICLES)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["article"]["id"]: row["events"] for row in rows}


def sides(event: dict[str, Any]) -> tuple[set[str], set[str]]:
    actors, recipients = (
        {party["country"] for party in event[side]} for side in ("actors", "recipients")
    )
    return actors, recipients


def test_it_says_how_well_the_own_type_is_found(maritime_model: Path) -> None:
    printed = (maritime_model.parent / "made.txt").read_text(encoding="utf-8")
    assert "17 types, 1 of them own" in printed
    found = re.search(r"INTERCEPT, like COERCE, .* precision ([0-9.]+), recall ([0-9.]+)", printed)
    assert found is not None
    assert min(map(float, found.groups())) > 0.8


@pytest.mark.parametrize(
    ("article", "trigger", "actor", "recipient", "mode"),
    [
        ("2019-07-stena-impero", "seize", "IRN", "GBR", "seize"),
        ("2019-07-stena-impero", "boarded", "IRN", "LBR", "seize"),
        ("2019-07-stena-impero", "boarded", "GBR", "IRN", "seize"),
        ("2019-07-stena-impero", "block", "IRN", "GBR", "block"),
        ("2024-03-second-thomas-shoal", "water cannon", "CHN", "PHL", "water-cannon"),
        ("2024-06-second-thomas-shoal", "boarded", "CHN", "PHL", "seize"),
        ("2024-06-second-thomas-shoal", "rammed", "CHN", "PHL", "seize"),
    ],
)
def test_incidents_at_sea_are_found(
    events: dict[str, list[dict[str, Any]]],
    article: str,
    trigger: str,
    actor: str,
    recipient: str,
    mode: str,
) -> None:
    ships = [event for event in events[article] if event["type"] == "INTERCEPT"]
    told = [
        event
        for event in ships
        if any(trigger in mention["trigger"]["text"] for mention in event["mentions"])
    ]
    assert any(
        actor in sides(event)[0] and recipient in sides(event)[1] and event["mode"] == mode
        for event in told
    ), ships
    assert all(event["quad"] == "material conflict" for event in ships)
    assert all(event["like"] == "COERCE" for event in ships)


def test_the_model_and_its_codebook_are_kept_with_the_reading(
    maritime_model: Path, tmp_path: Path
) -> None:
    card, made = Card.checked(maritime_model), maker(model=str(maritime_model))
    assert card.version in made.model
    assert made.codebook == card.codebook[:8]
    assert maker(model="fast") == maker()
    done = communique("add", tmp_path / "l.ledger", "--model", maritime_model, *ARTICLES)
    assert done.returncode == 0, done.stderr
    query = "SELECT DISTINCT model, codebook FROM readings"
    table = communique("sql", tmp_path / "l.ledger", query, "--format", "csv")
    assert card.version in table.stdout
    listed = communique("events", tmp_path / "l.ledger", "--type", "INTERCEPT")
    assert "INTERCEPT" in listed.stdout


def test_the_folder_can_be_moved_and_is_checked(maritime_model: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(maritime_model, moved)
    assert communique("read", "--model", moved, ARTICLES[1]).returncode == 0
    with (moved / "codebook" / "intercept.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    for command in (("read", ARTICLES[1]), ("add", tmp_path / "x.ledger", ARTICLES[1])):
        done = communique(*command, "--model", moved)
        assert done.returncode == 2
        assert "intercept.yaml is damaged" in done.stderr
    assert not (tmp_path / "x.ledger").exists()


def test_a_subset_needs_nothing_learned_and_gives_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "codebook"
    folder.mkdir()
    (folder / "codebook.yaml").write_text("name: charges\ntake: [ACCUSE]\n", encoding="utf-8")
    done = communique("model", "extend", tmp_path / "charges", "--codebook", folder)
    assert done.returncode == 0, done.stderr
    assert "1 types, 0 of them own" in done.stdout
    read = communique("read", "--model", tmp_path / "charges", "--format", "jsonl", *ARTICLES)
    rows = [json.loads(line) for line in read.stdout.splitlines()]
    assert {event["type"] for row in rows for event in row["events"]} == {EventType.ACCUSE}


@pytest.mark.parametrize(
    ("codebook", "status", "message"),
    [
        ("type: BOARD\nquad: hostile\ndefinition: x\n", 1, "board.yaml, quad: 'hostile' is none"),
        ("type: BOARD\nquad: verbal conflict\ndefinition: x\n", 2, "BOARD has 0 templates"),
    ],
)
def test_what_cannot_be_made_is_told(
    tmp_path: Path, codebook: str, status: int, message: str
) -> None:
    folder = tmp_path / "codebook"
    folder.mkdir()
    (folder / "board.yaml").write_text(codebook, encoding="utf-8")
    done = communique("model", "extend", tmp_path / "out", "--codebook", folder)
    assert (done.returncode, message in done.stderr) == (status, True), done.stderr
    assert not (tmp_path / "out").exists()
    there = communique("model", "extend", tmp_path, "--codebook", MARITIME / "codebook")
    assert there.returncode == 2
    assert "is there already" in there.stderr

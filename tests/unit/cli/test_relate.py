from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from communique.cli.relate import Range, parse_pair, run
from communique.cli.status import ExitStatus
from communique.records import EventType, Status

TEXT = "Somalia condemned Kenya."


def classify(text: str, actor: Range | None, recipient: Range | None) -> tuple[EventType, Status]:
    assert (text, actor) == (TEXT, (0, 7))
    return (EventType.ACCUSE if recipient else EventType.REJECT), Status.OCCURRED


def row(**changes: object) -> str:
    fields = {"id": "r1", "text": TEXT, "actor": [0, 7], "recipient": [18, 23]}
    return json.dumps(fields | changes)


def test_rows_are_answered_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(f"{row()}\n\n{row(id=2, recipient=None)}\n")
    assert run(str(path), classify=classify) is ExitStatus.DONE
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"id": "r1", "type": "ACCUSE", "status": "occurred"},
        {"id": 2, "type": "REJECT", "status": "occurred"},
    ]


def test_bad_rows_are_named_and_stop_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [
        ("{", "not JSON"),
        ("[1]", "object"),
        (row(text=None), '"text"'),
        (row(text=5), '"text"'),
        (row(actor=[0]), '"actor"'),
        (row(actor=[5, 2]), '"actor"'),
        (row(recipient=[0, 999]), '"recipient"'),
        (row(recipient="Kenya"), '"recipient"'),
        ("[" * 100_000, "nested"),
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join([*(line for line, _ in bad), row()]))
    assert run(str(path), classify=classify) is ExitStatus.SOME_FAILED
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    for number, (message, (_, reason)) in enumerate(zip(err.splitlines(), bad, strict=True), 1):
        assert message.startswith(f"{path}, line {number}: ")
        assert reason in message


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(row().encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run("-", classify=classify) is ExitStatus.DONE
    assert json.loads(capsys.readouterr().out)["type"] == "ACCUSE"


def test_a_file_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("nowhere.jsonl", classify=classify) is ExitStatus.USAGE
    assert "nowhere.jsonl: cannot be opened" in capsys.readouterr().err


def test_lone_surrogates_keep_the_offsets() -> None:
    pair = parse_pair(row(text="\ud800" + TEXT[1:]))
    assert pair.text == "\ufffd" + TEXT[1:]

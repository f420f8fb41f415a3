from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from communique.exchange.terminal import account, reader_console
from communique.records import Actor, Article, Reading


def printed(reading: Reading, *, explain: bool = False) -> str:
    stream = io.StringIO()
    console = reader_console(stream)
    console.width = 400
    console.print(account(reading, explain=explain))
    return stream.getvalue()


def test_news_stands_before_what_is_recalled_before_statements(reading: Reading) -> None:
    text = printed(replace(reading, events=reading.events[::-1]))
    order = [text.index(words) for words in ("What happened", "Recalled", "Statements")]
    assert order == sorted(order)
    assert text.index("expel") < text.index("Recalled") < text.index("Minsk [BLR/GOV]  alleged")


def test_an_event_line_says_everything(reading: Reading) -> None:
    line = next(line for line in printed(reading).splitlines() if "SANCTION (expel)" in line)
    assert "Lithuania's foreign ministry [LTU/GOV] → two Belarusian diplomats [BLR/GOV]" in line
    assert "occurred · 2024-05-06 · in Vilnius" in line


def test_mutual_events_have_a_double_arrow(reading: Reading) -> None:
    event = replace(reading.events[0], mutual=True)
    assert " ⇄ " in printed(replace(reading, events=(event,)))


def test_it_says_who_says_so(reading: Reading) -> None:
    assert "according to the agency" in printed(reading)


def test_no_colours_when_it_is_no_terminal(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert "\x1b" not in printed(reading)


def test_the_trigger_is_marked_on_a_terminal(reading: Reading) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=400, color_system="standard")
    with console.capture() as capture:
        console.print(account(reading))
    assert "7mexpelled\x1b[0m" in capture.get()


def test_explain_gives_reasons(reading: Reading) -> None:
    assert "counted from" not in printed(reading)
    text = printed(reading, explain=True)
    for words in (
        "types: SANCTION 0.90, COERCE 0.05",
        "status: occurred, from past tense",
        "a ministry of the state it names (description)",
        "0.10 Belarus [BLR/GOV]: named nearby",
        "date: 2024-05-06, from “Monday”, counted from 2024-05-07",
        "one reason",
    ):
        assert words in text


def test_hostile_text_does_not_drive_the_terminal(reading: Reading) -> None:
    hostile = "[red]x[/red]\x1b]0;owned\x07\u202e\r"
    article = replace(reading.article, title=hostile, publisher=hostile)
    event = replace(reading.events[0], actors=(Actor(hostile),))
    text = printed(
        replace(reading, article=article, events=(event,), notes=(hostile,)), explain=True
    )
    assert "[red]x[/red]" in text
    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(text)


def test_a_reading_without_events_says_so() -> None:
    text = printed(Reading(Article("a", "", "Text.")))
    assert "No events" in text
    assert "(no title)" in text
    assert "no publication date" in text

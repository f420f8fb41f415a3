"""Events and dates in plain words."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from communique.api.names import Names
from communique.api.wording import account_of, days_in_words, difference_in_words, listed
from communique.records import EventType, Status


@pytest.mark.parametrize("kind", list(EventType))
@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("recipients", [(), ("Ethiopia",)])
def test_every_type_and_status_has_words(
    kind: EventType, status: Status, recipients: tuple[str, ...]
) -> None:
    event = SimpleNamespace(
        type=kind.value, status=status.value, actors=("Kenya",), recipients=recipients
    )
    told = str(account_of(event))
    assert told.startswith("Kenya ")
    assert told.endswith("Ethiopia") is bool(recipients)
    assert "  " not in told


def test_accounts() -> None:
    def told(kind: str, status: str, *actors: str) -> str:
        event = SimpleNamespace(type=kind, status=status, actors=actors, recipients=("Ethiopia",))
        return str(account_of(event))

    assert told("CONSULT", "planned", "Kenya") == "Kenya planned to confer with Ethiopia"
    assert told("ASSAULT", "alleged", "troops") == "Troops allegedly attacked Ethiopia"
    assert told("AID", "denied", "a", "b") == "A and b are denied to have aided Ethiopia"
    assert told("RETREAT", "negated") == "Someone did not draw back from Ethiopia"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2031, 3, 12), date(2031, 3, 12), "12 March 2031"),
        (date(2031, 3, 1), date(2031, 3, 31), "March 2031"),
        (date(2028, 2, 1), date(2028, 2, 29), "February 2028"),
        (date(2031, 1, 1), date(2031, 12, 31), "2031"),
        (date(2031, 4, 19), date(2031, 4, 20), "19–20 April 2031"),
        (date(2031, 4, 30), date(2031, 5, 2), "30 April – 2 May 2031"),
        (date(2031, 12, 30), date(2032, 1, 2), "30 December 2031 – 2 January 2032"),
        (None, None, ""),
    ],
)
def test_days(first: date | None, last: date | None, words: str) -> None:
    assert days_in_words(first, last) == words


def test_what_reports_differ_on_is_told_in_words() -> None:
    told = difference_in_words("date: 2031-03-12 (2), 2031-03 (1), 2031-03-10/2031-03-16 (1)")
    assert told == "date: 12 March 2031 (2), March 2031 (1), 10–16 March 2031 (1)"
    assert difference_in_words("place: 2031 (1)") == "place: 2031 (1)"


def test_lists() -> None:
    assert listed(()) == ""
    assert listed(("a",)) == "a"
    assert listed(("a", "b", "c")) == "a, b and c"
    assert listed(("a", "b", "c", "d")) == "a, b, c and others"


def test_names_take_searches_apart() -> None:
    names = Names()
    assert names.country("PRK") == "North Korea"
    assert names.country("???") == "???"
    assert [one.country for one in names.find("russia north korea")] == ["RUS", "PRK"]
    assert [one.country for one in names.find("water cannon")] == [None, None]

"""The calendar of the agenda: days, what has none, months before and after, filters."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from communique.api.pages_agenda import AgendaEntry, calendar_month, entry_of
from communique.ledger import AgendaRow
from communique.ledger.pages_rows import ChangeRow


def item(first: date | None, last: date | None, outcome: str = "pending") -> AgendaRow:
    """An item due on some days."""
    name = f"a{first}{last}"
    due = first.isoformat() if first else None
    parties = (("Kenya",), ("Ethiopia",))
    return AgendaRow(name, name, "CONSULT", *parties, None, None, due, first, last, outcome, None)


def entry(first: date | None, last: date | None) -> AgendaEntry:
    return entry_of(item(first, last), ())


def test_days_stand_in_the_month_and_longer_times_beside_it() -> None:
    day = entry(date(2031, 3, 12), date(2031, 3, 12))
    week = entry(date(2031, 3, 29), date(2031, 4, 4))
    year = entry(date(2031, 1, 1), date(2031, 12, 31))
    never = entry(None, None)
    other = entry(date(2031, 5, 1), date(2031, 5, 1))
    shown = calendar_month(
        date(2031, 3, 1), [day, week, year, never, other], in_months={date(2031, 5, 1): 2}
    )
    assert [(one.day, one.entries) for one in shown.due] == [(date(2031, 3, 12), (day,))]
    assert shown.loose == (week, year)
    assert {one.month.month: one.entries for one in shown.year if one.entries} == {5: 2}
    days = [one.day for week in shown.weeks for one in week if one]
    assert days == [date(2031, 3, number) for number in range(1, 32)]
    assert all(len(week) == 7 for week in shown.weeks)
    assert shown.weeks[0][5] is not None, "1 March 2031 is a Saturday"
    assert shown.weeks[0][4] is None


@pytest.mark.parametrize(
    ("first", "previous", "following"),
    [
        (date(1900, 1, 1), None, date(1900, 2, 1)),
        (date(2031, 3, 1), date(2031, 2, 28), date(2031, 4, 1)),
        (date(2999, 12, 1), date(2999, 11, 30), None),
    ],
)
def test_months_lead_to_their_neighbours(
    first: date, previous: date | None, following: date | None
) -> None:
    shown = calendar_month(first, (), in_months={})
    assert (shown.previous, shown.following) == (previous, following)
    assert all(one.entries == 0 for one in shown.year)


def test_what_is_pending_is_announced_or_hoped_for() -> None:
    def word(outcome: str, *statuses: str) -> str:
        changes = tuple(ChangeRow("a", None, status, None, "r") for status in statuses)
        return entry_of(item(None, None, outcome), changes).word

    assert word("pending") == "announced"
    assert word("pending", "possible", "planned") == "announced"
    assert word("pending", "planned", "possible") == "hoped for"
    assert word("held", "possible") == "held"


def test_the_page_shows_a_month_with_its_days(client: TestClient) -> None:
    page = client.get("/agenda?month=2031-03").text
    assert '<time datetime="2031-03-12">12</time>' in page
    assert "February 2031" in page
    assert 'href="/agenda?month=2031-04"' in page
    assert 'href="/agenda?since=2031-03-01"' in page


def test_the_twin_shows_the_same_month(client: TestClient) -> None:
    found = client.get("/agenda.json?month=2031-08").json()["calendar"]
    assert found["first"] == "2031-08-01"
    busy = {day["day"]: day["entries"] for week in found["weeks"] for day in week if day}
    assert [day for day, entries in busy.items() if entries] == ["2031-08-03", "2031-08-10"]
    assert [one["item"]["due"] for one in found["loose"]] == ["2031-08"]


def test_the_month_of_the_last_day_comes_first(client: TestClient) -> None:
    assert client.get("/agenda.json").json()["calendar"]["first"] == "2031-11-01"
    held = client.get("/agenda.json?outcome=held").json()["calendar"]
    assert held["first"] == "2031-08-01", "the nearest month with something held in it"


def test_filters_go_along_to_other_months(client: TestClient) -> None:
    page = client.get("/agenda?outcome=held&country=KEN&month=2031-06").text
    assert "outcome=held&amp;country=KEN&amp;month=2031-07" in page
    assert client.get("/agenda.json?country=PER&month=2031-06").json()["calendar"]["loose"] == []


@pytest.mark.parametrize("month", ["2031-13", "2031-3", "1899-12", "3000-01", "now"])
def test_months_that_are_none_are_refused(client: TestClient, month: str) -> None:
    assert client.get("/agenda.json", params={"month": month}).status_code == 422


def test_a_period_is_a_list(client: TestClient) -> None:
    found = client.get("/agenda.json?since=2031-05-01&until=2031-06-30").json()
    assert found["calendar"] is None
    assert [one["month"] for one in found["months"]] == ["2031-06-01", "2031-05-01"]

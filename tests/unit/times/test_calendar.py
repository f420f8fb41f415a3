"""Calendar arithmetic against the standard library and against what it cannot do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading.times.calendar import (
    Grain,
    Interval,
    Period,
    day,
    day_of,
    part_of_year,
    period_around,
    weekday_of,
)

DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31))


@given(DAYS)
def test_days_agree_with_the_standard_library(when: date) -> None:
    period = day(when)
    assert period.edtf == when.isoformat()
    assert weekday_of(period) == when.weekday()
    assert day_of(when.year, when.month, when.day) == period


@given(DAYS)
def test_weeks_begin_on_monday(when: date) -> None:
    monday = when - timedelta(when.weekday())
    assert period_around(day(when), Grain.WEEK).first_day == day_of(*monday.timetuple()[:3]).index


@given(DAYS, st.sampled_from(list(Grain)), st.integers(-50, 50))
def test_periods_follow_each_other_without_gaps(when: date, grain: Grain, count: int) -> None:
    period = period_around(day(when), grain).shifted(count)
    if grain is not Grain.WEEKEND:
        assert period.shifted(1).first_day == period.last_day + 1
    assert period.first_day <= period.last_day


@pytest.mark.parametrize(
    ("period", "edtf"),
    [
        (part_of_year(Grain.MONTH, 2014, 3), "2014-03"),
        (part_of_year(Grain.SEASON, 2014, 4), "2014-24"),
        (part_of_year(Grain.QUARTER, 2014, 3), "2014-35"),
        (part_of_year(Grain.HALF, 2014, 2), "2014-41"),
        (part_of_year(Grain.YEAR, -479), "-0479"),
        (part_of_year(Grain.MONTH, -479, 8), "-0479-08"),
        (Period(Grain.DECADE, 199), "199X"),
        (Period(Grain.CENTURY, 18), "18XX"),
        (Period(Grain.CENTURY, -5), None),
        (part_of_year(Grain.YEAR, 123_456), None),
    ],
)
def test_edtf(period: Period, edtf: str | None) -> None:
    assert period.edtf == edtf


def test_a_day_shifted_by_months_keeps_its_number_or_takes_the_last() -> None:
    assert day(date(2014, 1, 31)).shifted(1, grain=Grain.MONTH).edtf == "2014-02-28"
    assert day(date(2012, 2, 29)).shifted(-1, grain=Grain.YEAR).edtf == "2011-02-28"


@pytest.mark.parametrize(
    "parts", [(2013, 2, 29), (2014, 4, 31), (2014, 13, 1), (2014, 1, 0), (99_999, 1, 1)]
)
def test_days_that_do_not_exist(parts: tuple[int, int, int]) -> None:
    assert day_of(*parts) is None


def test_an_interval_that_runs_backwards_has_no_value() -> None:
    assert Interval(part_of_year(Grain.YEAR, 2014), part_of_year(Grain.YEAR, 2013)).edtf is None

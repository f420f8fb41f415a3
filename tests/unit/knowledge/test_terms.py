from __future__ import annotations

from datetime import date

import pytest

from communique.knowledge.dates import Term, is_edtf

DAY = date(2012, 5, 15)


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        ("", "", True),
        ("2012", "2012", True),
        ("2012-05", "", True),
        ("2012-05-16", "", False),
        ("", "2012-05", True),
        ("", "2012-04", False),
        ("2011", "2012-05-15", True),
    ],
)
def test_dates_of_less_precision_count_whole(start: str, end: str, holds: bool) -> None:
    assert Term(start, end).holds(DAY) is holds


def test_without_a_day_every_term_holds() -> None:
    assert Term("1950", "1960").holds(None)


def test_distance_is_in_days() -> None:
    assert Term("2012-05-20", "").distance(DAY) == 5
    assert Term("", "2012-05-10").distance(DAY) == 5
    assert Term("2012", "2013").distance(DAY) == 0


@pytest.mark.parametrize("text", ["", "2012", "2012-02", "2012-02-29"])
def test_dates_of_the_base(text: str) -> None:
    assert is_edtf(text)


@pytest.mark.parametrize("text", ["2012-13", "2011-02-29", "May 2012", "12-05-2012", "2012-5"])
def test_no_dates_of_the_base(text: str) -> None:
    assert not is_edtf(text)

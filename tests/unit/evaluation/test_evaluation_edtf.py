from __future__ import annotations

import pytest

from communique.evaluation.edtf import days_of, same_days, same_month


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024-03-04", "2024-03-04~"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2024", "2024-XX-XX"),
        ("2024-33", "2024-01/2024-03"),
        ("2024-41", "2024-07/2024-12"),
        ("2024-W10", "2024-03-04/2024-03-10"),
        ("199X", "1990/1999"),
        ("2024-03-04T10:00", "2024-03-04"),
        ("2024-21", "2024-21?"),
        ("..", ".."),
    ],
)
def test_same_days(one: str, other: str) -> None:
    assert same_days(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2024-03-04", "2024-03-05"), ("2024-03", None), ("2024-21", "2024-22"), ("2024", "2023")],
)
def test_other_days(one: str, other: str | None) -> None:
    assert not same_days(one, other)


def test_nothing_equals_nothing() -> None:
    assert same_days(None, None)


def test_same_month() -> None:
    assert same_month("2024-03-04", "2024-03")
    assert not same_month("2024-03-04", "2024")
    assert not same_month("2024-03-04", None)


@pytest.mark.parametrize("text", ["", "soon", "2024-13", "2024-02-30", "2024-W60", "2024-03-XY"])
def test_what_settles_no_days(text: str) -> None:
    assert days_of(text) is None


def test_years_before_christ() -> None:
    assert days_of("-0479") == ((-479, 1, 1), (-479, 12, 31))
    assert days_of("-0004-02") == ((-4, 2, 1), (-4, 2, 29))


def test_open_interval() -> None:
    days = days_of("2022-02/..")
    assert days is not None and days[0] == (2022, 2, 1) and days[1][0] > 9999

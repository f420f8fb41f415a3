from datetime import date

import pytest

from communique.ledger import Days, days_of


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-03-04", (2024, 3, 4), (2024, 3, 4)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("199X", (1990, 1, 1), (1999, 12, 31)),
        ("19XX", (1900, 1, 1), (1999, 12, 31)),
        ("2024-02-26/2024-03-03", (2024, 2, 26), (2024, 3, 3)),
        ("2022-02/2024-01", (2022, 2, 1), (2024, 1, 31)),
        ("2024-24", (2024, 12, 1), (2025, 2, 28)),
        ("2024-33", (2024, 1, 1), (2024, 3, 31)),
        ("2024-41", (2024, 7, 1), (2024, 12, 31)),
        ("2024-03-04T10:30", (2024, 3, 4), (2024, 3, 4)),
        ("2024-03~", (2024, 3, 1), (2024, 3, 31)),
        ("../2024-03-04", (2024, 3, 4), (2024, 3, 4)),
        ("2024-03-04/..", (2024, 3, 4), (2024, 3, 4)),
    ],
)
def test_the_days_of_a_date(
    edtf: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert days_of(edtf) == Days(date(*first), date(*last))


@pytest.mark.parametrize(
    "edtf", [None, "", "soon", "-0479", "2024-13", "2024-02-30", "0000", "2025/2024", "2024/soon"]
)
def test_what_is_no_date_has_no_days(edtf: str | None) -> None:
    assert days_of(edtf) is None


def test_gap_and_middle() -> None:
    early, late = days_of("2024-03-01/2024-03-04"), days_of("2024-03-06")
    assert early is not None
    assert late is not None
    assert early.gap(late) == late.gap(early) == 2
    assert early.gap(early) == 0
    assert early.length == 4
    assert early.middle == date(2024, 3, 2)

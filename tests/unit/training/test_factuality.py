"""What a factuality teaches about statuses."""

from __future__ import annotations

import pytest

from communique.records import Status
from communique.training.factuality import statuses_of


@pytest.mark.parametrize(
    ("value", "possible", "excluded", "reason"),
    [
        (3.0, Status.OCCURRED, Status.PLANNED, "told as certain"),
        (1.5, Status.ALLEGED, Status.POSSIBLE, "who claims it as certain may still only claim it"),
        (1.4, Status.PLANNED, Status.OCCURRED, "likely, not certain"),
        (0.0, Status.POSSIBLE, Status.NEGATED, "open"),
        (-1.4, Status.ALLEGED, Status.DENIED, "unlikely, not excluded"),
        (-1.5, Status.NEGATED, Status.POSSIBLE, "told as certainly not so"),
        (-3.0, Status.DENIED, Status.OCCURRED, "who denies it is not told apart from who negates"),
    ],
)
def test_a_factuality_stands_for(
    value: float, possible: Status, excluded: Status, reason: str
) -> None:
    assert possible in statuses_of(value), reason
    assert excluded not in statuses_of(value), reason


def test_every_status_is_taught_by_some_factuality() -> None:
    assert {status for value in (-3, 0, 3) for status in statuses_of(value)} == set(Status)

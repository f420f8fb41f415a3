import math
from datetime import date, timedelta

import pytest

from communique.analysis import (
    Grain,
    alignments,
    change_points,
    network_measures,
    score_of,
    series,
)
from communique.ledger import ClaimRow, DyadEvent, StanceRow


def _event(
    number: int,
    day: date,
    *,
    kind: str = "CONSULT",
    quad: str = "verbal cooperation",
    actor: str = "KEN",
    recipient: str = "ETH",
    status: str = "occurred",
    confidence: float = 0.5,
) -> DyadEvent:
    return DyadEvent(f"e{number}", actor, recipient, kind, quad, None, status, day, confidence, 2)


@pytest.mark.parametrize(
    ("grain", "start", "after"),
    [
        (Grain.DAY, date(2024, 2, 29), date(2024, 3, 1)),
        (Grain.WEEK, date(2024, 2, 26), date(2024, 3, 4)),
        (Grain.MONTH, date(2024, 2, 1), date(2024, 3, 1)),
        (Grain.QUARTER, date(2024, 1, 1), date(2024, 4, 1)),
        (Grain.YEAR, date(2024, 1, 1), date(2025, 1, 1)),
    ],
)
def test_periods_follow_one_another(grain: Grain, start: date, after: date) -> None:
    assert grain.start(date(2024, 2, 29)) == start
    assert grain.after(start) == after
    day = date(1999, 12, 31)
    for _ in range(400):
        following = grain.after(grain.start(day))
        assert grain.start(following) == following
        assert grain.start(following - timedelta(days=1)) == grain.start(day)
        day = following


def test_sums_tell_what_is_likely() -> None:
    first, _, third = series(
        [
            _event(1, date(2024, 1, 5)),
            _event(2, date(2024, 1, 6), kind="ASSAULT", quad="material conflict"),
            _event(2, date(2024, 1, 6), kind="ASSAULT", quad="material conflict", actor="ETH"),
            _event(3, date(2024, 1, 7), status="planned"),
            _event(4, date(2024, 3, 1), confidence=1.0),
        ],
        by=Grain.MONTH,
    )
    assert (first.events, first.expected, first.verbal, first.material) == (2, 1.0, 1, 1)
    assert first.uncertainty == pytest.approx(math.sqrt(0.5), abs=1e-4)
    assert first.cooperation == pytest.approx(score_of("CONSULT") / 2)
    assert first.conflict == pytest.approx(score_of("ASSAULT") / 2)
    assert first.balance == first.cooperation + first.conflict
    assert third.uncertainty == 0
    assert series([], by=Grain.DAY) == ()


def test_every_type_has_a_score_of_its_side() -> None:
    assert score_of("AID") > 0 > score_of("ASSAULT")
    assert score_of("CONSULT", "no such mode") == score_of("CONSULT")


def test_a_change_of_level_is_found() -> None:
    pytest.importorskip("ruptures")
    days = [date(2024, 1, 1) + timedelta(weeks=week) for week in range(40)]
    events = [
        _event(number, day, kind="AID", quad="material cooperation")
        if number < 20
        else _event(number, day, kind="ASSAULT", quad="material conflict")
        for number, day in enumerate(days)
    ]
    sums = series(events, by=Grain.WEEK)
    assert change_points(sums) == (Grain.WEEK.start(days[20]),)
    assert change_points(sums[:3]) == ()
    assert change_points(sums[:15]) == ()


def test_the_middle_of_a_network_is_found() -> None:
    pytest.importorskip("networkx")
    day = date(2024, 1, 5)
    events = [
        _event(1, day, actor="KEN", recipient="ETH"),
        _event(2, day, actor="ETH", recipient="SDN"),
        _event(3, day, actor="ETH", recipient="ETH"),
        _event(4, day, actor="SDN", recipient="KEN", quad="material conflict"),
    ]
    quads = frozenset(("verbal cooperation",))
    measures = {one.country: one for one in network_measures(events, by=Grain.YEAR, quads=quads)}
    assert measures["ETH"].betweenness > measures["KEN"].betweenness == 0
    assert (measures["ETH"].acts, measures["ETH"].receives, measures["ETH"].partners) == (1, 1, 2)


def test_sides_agree_by_their_last_word() -> None:
    stances = (
        StanceRow("Lima", "PER", "alleges", None, "r1"),
        StanceRow("Quito", "ECU", "asserts", None, "r2"),
        StanceRow("Santiago", "CHL", "denies", None, "r3"),
        StanceRow("an aide in Quito", "ECU", "retracts", None, "r4"),
        StanceRow("Bogotá", "COL", "declines to comment", None, "r5"),
    )
    claim = ClaimRow("c1", "e1", "disputed", "ASSAULT", (), (), None, None, stances)
    found = {(one.first, one.second): (one.together, one.apart) for one in alignments([claim])}
    assert found == {
        ("CHL", "PER"): (0, 1),
        ("ECU", "PER"): (0, 1),
        ("CHL", "ECU"): (1, 0),
    }

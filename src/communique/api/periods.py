"""The bars of the charts that show a relationship over time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from communique.analysis import Grain, PeriodSum, change_points, series
from communique.analysis.scores import score_of
from communique.ledger import DyadEvent

WEEKS_UP_TO = 200
"""Days of a period that is shown by week; longer ones are shown by month."""

MONTHS_UP_TO = 3700
"""Days of a period that is shown by month; longer ones are shown by year."""


@dataclass(frozen=True, slots=True)
class Period:
    """One bar of the chart.

    Attributes:
        sum: The events of the period.
        cooperation_spread: Standard deviation of the sum of cooperative scores, given the
            confidences of the events, as if they were independent.
        conflict_spread: The same of conflictual ones.
        changes: Whether the balance has another level from here on.
    """

    sum: PeriodSum
    cooperation_spread: float
    conflict_spread: float
    changes: bool


def periods(acts: Sequence[DyadEvent], by: Grain) -> tuple[Period, ...]:
    """Gives the bars of the chart: sums of what occurred, with their spread and changes."""
    sums = series(acts, by=by)
    marked = frozenset(_changes(sums))
    spreads = _spreads(acts, by)
    return tuple(
        Period(one, *spreads.get(one.start, (0.0, 0.0)), one.start in marked) for one in sums
    )


def _changes(sums: Sequence[PeriodSum]) -> tuple[date, ...]:
    try:
        return change_points(sums)
    except ImportError:
        # Without the extra `analysis` the chart has no marked changes.
        return ()


def _spreads(acts: Iterable[DyadEvent], by: Grain) -> dict[date, tuple[float, float]]:
    """Standard deviations of the sums of scores: each event is a draw with its confidence."""
    variances: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    once = {(act.event_id): act for act in acts if act.status == "occurred"}
    for act in once.values():
        score = score_of(act.type, act.mode)
        side = 0 if score > 0 else 1
        variances[by.start(act.day)][side] += score**2 * act.confidence * (1 - act.confidence)
    return {
        start: (round(math.sqrt(above), 3), round(math.sqrt(below), 3))
        for start, (above, below) in variances.items()
    }


def fitting_grain(days: Sequence[date]) -> Grain:
    """Gives the length of a period that makes a chart of these days readable."""
    if not days:
        return Grain.MONTH
    length = (max(days) - min(days)).days
    if length <= WEEKS_UP_TO:
        return Grain.WEEK
    return Grain.MONTH if length <= MONTHS_UP_TO else Grain.YEAR

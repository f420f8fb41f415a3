"""The bars of the charts that show a relationship over time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.analysis import Grain, PeriodSum, change_points, series_of_sums
from communique.analysis.scores import score_of
from communique.api.wording import days_in_words
from communique.ledger import ActSum, Ledger
from communique.ledger.pages_acts import Acts, days_of_acts, sums_of_acts

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


def periods(
    ledger: Ledger, acts: Acts, by: Grain | None = None
) -> tuple[Grain, tuple[Period, ...]]:
    """Gives the bars of the chart: sums of what occurred, with their spread and changes.

    Args:
        ledger: An open ledger.
        acts: What is summed up.
        by: Length of a period; one that makes the chart readable if None.
    """
    days = days_of_acts(ledger, acts)
    grain = by or fitting_grain(days)
    parts = sums_of_acts(ledger, acts, by=grain.value) if days else ()
    sums = series_of_sums(parts, by=grain)
    marked = frozenset(_changes(sums))
    spreads = _spreads(parts)
    return grain, tuple(
        Period(one, *spreads.get(one.start, (0.0, 0.0)), one.start in marked) for one in sums
    )


def covered_in_words(found: Sequence[Period], by: Grain) -> str:
    """Gives the days that the bars of a chart stand for; empty where there are none."""
    if not found:
        return ""
    return days_in_words(found[0].sum.start, by.after(found[-1].sum.start) - timedelta(days=1))


def _changes(sums: Sequence[PeriodSum]) -> tuple[date, ...]:
    try:
        return change_points(sums)
    except ImportError:
        # Without the extra `analysis` the chart has no marked changes.
        return ()


def _spreads(sums: Iterable[ActSum]) -> dict[date, tuple[float, float]]:
    """Standard deviations of the sums of scores: each event is a draw with its confidence."""
    variances: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in sums:
        score = score_of(one.type, one.mode, one.quad)
        side = 0 if score > 0 else 1
        variances[one.start][side] += score**2 * one.variance
    return {
        start: (round(math.sqrt(above), 3), round(math.sqrt(below), 3))
        for start, (above, below) in variances.items()
    }


def fitting_grain(days: tuple[date, date] | None) -> Grain:
    """Gives the length of a period that makes a chart from one day to another readable."""
    if days is None:
        return Grain.MONTH
    length = (days[1] - days[0]).days
    if length <= WEEKS_UP_TO:
        return Grain.WEEK
    return Grain.MONTH if length <= MONTHS_UP_TO else Grain.YEAR

"""Sums of events over periods, with their uncertainty."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from communique.analysis.scores import score_of
from communique.ledger import ActSum, DyadEvent
from communique.records import QuadClass


class Grain(StrEnum):
    """Length of a period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def start(self, day: date) -> date:
        """Gives the first day of the period that holds a day; weeks begin on Monday."""
        match self:
            case Grain.DAY:
                return day
            case Grain.WEEK:
                return day - timedelta(days=day.weekday())
            case Grain.MONTH:
                return day.replace(day=1)
            case Grain.QUARTER:
                return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
            case Grain.YEAR:
                return day.replace(month=1, day=1)

    def after(self, start: date) -> date:
        """Gives the first day of the next period."""
        longest = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[self.value]
        return self.start(start + timedelta(days=longest))


@dataclass(frozen=True, slots=True)
class PeriodSum:
    """The events of one period.

    Attributes:
        start: First day of the period.
        events: Number of events.
        expected: Sum of their confidences: how many of them are likely real.
        uncertainty: Standard deviation of that number, as if the events were independent.
        reports: Independent reports.
        cooperation: Sum of the scores of cooperative events, each times its confidence.
        conflict: The same of conflictual events; not above 0.
        verbal: Events in words.
        material: Events in deeds.
    """

    start: date
    events: int
    expected: float
    uncertainty: float
    reports: int
    cooperation: float
    conflict: float
    verbal: int
    material: int

    @property
    def balance(self) -> float:
        """Cooperation and conflict together."""
        return self.cooperation + self.conflict


_VERBAL = frozenset((QuadClass.VERBAL_COOPERATION.value, QuadClass.VERBAL_CONFLICT.value))


def series(
    events: Iterable[DyadEvent], *, by: Grain, statuses: Sequence[str] = ("occurred",)
) -> tuple[PeriodSum, ...]:
    """Sums events by period, from the first to the last with events; empty ones are zeros.

    Args:
        events: In any order; an event that stands in both directions counts once.
        by: Length of a period.
        statuses: What counts; what is only planned, alleged or denied does not, unless asked for.
    """
    once: dict[tuple[date, str], DyadEvent] = {}
    for event in events:
        if event.status in statuses:
            once[by.start(event.day), event.event_id] = event
    return series_of_sums(
        (
            ActSum(
                start,
                event.type,
                event.mode,
                event.quad,
                events=1,
                expected=event.confidence,
                variance=event.confidence * (1 - event.confidence),
                reports=event.independent_reports,
            )
            for (start, _), event in once.items()
        ),
        by=by,
    )


def series_of_sums(sums: Iterable[ActSum], *, by: Grain) -> tuple[PeriodSum, ...]:
    """Gives what `series` gives, from sums by period, type and mode.

    Args:
        sums: In any order; each begins at the start of a period.
        by: Length of a period.
    """
    periods: dict[date, list[ActSum]] = {}
    for one in sums:
        periods.setdefault(one.start, []).append(one)
    if not periods:
        return ()
    found: list[PeriodSum] = []
    start, last = min(periods), max(periods)
    while start <= last:
        found.append(_sum(start, periods.get(start, ())))
        start = by.after(start)
    return tuple(found)


def _sum(start: date, sums: Sequence[ActSum]) -> PeriodSum:
    scores = [score_of(one.type, one.mode, one.quad) * one.expected for one in sums]
    events = sum(one.events for one in sums)
    verbal = sum(one.events for one in sums if one.quad in _VERBAL)
    return PeriodSum(
        start=start,
        events=events,
        expected=round(math.fsum(one.expected for one in sums), 4),
        uncertainty=round(math.sqrt(math.fsum(one.variance for one in sums)), 4),
        reports=sum(one.reports for one in sums),
        cooperation=round(math.fsum(score for score in scores if score > 0), 4),
        conflict=round(math.fsum(score for score in scores if score < 0), 4),
        verbal=verbal,
        material=events - verbal,
    )

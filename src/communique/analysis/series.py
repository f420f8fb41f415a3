"""Sums of events over periods, with their uncertainty."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from communique.analysis.scores import score_of
from communique.ledger import DyadEvent
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
    periods: dict[date, dict[str, DyadEvent]] = {}
    for event in events:
        if event.status in statuses:
            periods.setdefault(by.start(event.day), {})[event.event_id] = event
    if not periods:
        return ()
    sums: list[PeriodSum] = []
    start, last = min(periods), max(periods)
    while start <= last:
        sums.append(_sum(start, tuple(periods.get(start, {}).values())))
        start = by.after(start)
    return tuple(sums)


def _sum(start: date, events: Sequence[DyadEvent]) -> PeriodSum:
    scores = [score_of(event.type, event.mode) * event.confidence for event in events]
    verbal = sum(event.quad in _VERBAL for event in events)
    return PeriodSum(
        start=start,
        events=len(events),
        expected=round(math.fsum(event.confidence for event in events), 4),
        uncertainty=round(
            math.sqrt(sum(event.confidence * (1 - event.confidence) for event in events)), 4
        ),
        reports=sum(event.independent_reports for event in events),
        cooperation=round(math.fsum(score for score in scores if score > 0), 4),
        conflict=round(math.fsum(score for score in scores if score < 0), 4),
        verbal=verbal,
        material=len(events) - verbal,
    )

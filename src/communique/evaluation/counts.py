"""Counts of right and wrong, the rates that follow from them, and how sure they are."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_SEED = 20240601
_RESAMPLES = 1000

Interval = tuple[float, float]
"""Lower and upper bound of a 95 % interval."""


def ratio(part: float, whole: float) -> float:
    """Gives part over whole, 0 where the whole is 0."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """Gives the harmonic mean of precision and recall."""
    return ratio(2 * precision * recall, precision + recall)


@dataclass(frozen=True, slots=True)
class Rates:
    """How well what was found agrees with gold.

    Sums need not be whole: overlap can count in part.

    Attributes:
        right: Of what was found, how much is right.
        found: What was found and counts.
        recalled: Of gold, how much was found; equals `right` unless parts are weighed apart.
        gold: What gold holds.
        interval: 95 % bootstrap interval of F1 over articles, or None.
    """

    right: float
    found: float
    recalled: float
    gold: float
    interval: Interval | None = None

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return ratio(self.right, self.found)

    @property
    def recall(self) -> float:
        """Share of gold that was found."""
        return ratio(self.recalled, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return f1(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some cases are right."""

    right: int
    total: int

    @classmethod
    def of(cls, outcomes: Iterable[bool]) -> Share:
        """Counts outcomes."""
        values = tuple(outcomes)
        return cls(sum(values), len(values))

    @property
    def accuracy(self) -> float:
        """Share of the cases that are right, 0 where there are none."""
        return ratio(self.right, self.total)


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one article, or of several added up."""

    right: float
    found: float
    gold: float

    def rates(self, interval: Interval | None = None) -> Rates:
        """Gives the rates that follow."""
        return Rates(self.right, self.found, self.right, self.gold, interval)


def total(tallies: Iterable[Tally]) -> Tally:
    """Adds counts up."""
    rows = tuple(tallies)
    return Tally(
        sum(row.right for row in rows),
        sum(row.found for row in rows),
        sum(row.gold for row in rows),
    )


def rates(tallies: Sequence[Tally]) -> Rates:
    """Gives the rates of all articles together, with a bootstrap interval of F1 over them."""
    interval = bootstrap(tallies, lambda rows: total(rows).rates().f1)
    return total(tallies).rates(interval)


def bootstrap(
    tallies: Sequence[Tally], figure: Callable[[Sequence[Tally]], float]
) -> Interval | None:
    """Gives the 95 % percentile interval of a figure over articles drawn anew.

    Args:
        tallies: One an article.
        figure: Computes the figure for a draw of articles.

    Returns:
        None for fewer than two articles. The same counts always give the same interval.
    """
    if len(tallies) < 2:
        return None
    chance = random.Random(_SEED)
    values = sorted(figure(chance.choices(tallies, k=len(tallies))) for _ in range(_RESAMPLES))
    last = _RESAMPLES - 1
    return values[int(0.025 * last)], values[math.ceil(0.975 * last)]

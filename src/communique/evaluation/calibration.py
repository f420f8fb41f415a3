"""Whether a confidence keeps its word."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from communique.evaluation.counts import ratio

COVERAGES = (0.5, 0.7, 0.9)
"""Shares of the found events, surest first, at which precision is given."""

RECALL_POINT = 0.30
"""Recall at which precision is given."""

_BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One found event: how sure it was, and whether it was right."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """Precision of the surest share of the found events."""

    coverage: float
    precision: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How confidence relates to being right.

    Attributes:
        expected_error: Expected calibration error: mean distance between confidence and precision
            over ten bins of equal width, weighed by their counts.
        coverages: Precision at shares of the found events.
        precision_at_recall: Precision where the surest events reach a recall of `RECALL_POINT`, or
            None where they never do.
    """

    expected_error: float
    coverages: tuple[CoveragePoint, ...]
    precision_at_recall: float | None


def calibration(outcomes: Sequence[Outcome], *, gold: int) -> Calibration:
    """Measures the confidences of found events.

    Args:
        outcomes: Every found event that counts.
        gold: Number of gold events.
    """
    surest_first = sorted(outcomes, key=lambda outcome: -outcome.confidence)
    return Calibration(
        expected_error(outcomes),
        tuple(
            CoveragePoint(share, _precision(surest_first[: math.ceil(share * len(surest_first))]))
            for share in COVERAGES
        ),
        _precision_at_recall(surest_first, gold),
    )


def _precision(outcomes: Sequence[Outcome]) -> float:
    return ratio(sum(outcome.right for outcome in outcomes), len(outcomes))


def expected_error(outcomes: Sequence[Outcome]) -> float:
    """Gives the expected calibration error: see `Calibration`."""
    bins: list[list[Outcome]] = [[] for _ in range(_BINS)]
    for outcome in outcomes:
        bins[min(int(outcome.confidence * _BINS), _BINS - 1)].append(outcome)
    distances = (
        abs(sum(outcome.confidence for outcome in filled) / len(filled) - _precision(filled))
        * len(filled)
        for filled in bins
        if filled
    )
    return ratio(sum(distances), len(outcomes))


def _precision_at_recall(surest_first: Sequence[Outcome], gold: int) -> float | None:
    right = 0
    for number, outcome in enumerate(surest_first, 1):
        right += outcome.right
        if gold and right / gold >= RECALL_POINT:
            return right / number
    return None

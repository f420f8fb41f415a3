"""Logistic regression over named signs, with chances for what was held out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from communique.evaluation.calibration import Outcome
from communique.weights import Sign, chance

LEAST_COUNT = 20
"""How often a sign must occur to have a weight."""

PENALTY = 3.0
"""Weight of the squared weights, in cases; measured in units of each sign's deviation."""

STEPS = 30
"""Steps of Newton's method; the loss is convex and settles long before."""

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One decision as it was made: what spoke for and against it, and whether it is right.

    Attributes:
        fold: The fold of its article, from 0 to `FOLDS` - 1.
        signs: What spoke for and against.
        right: Whether it is right.
    """

    fold: int
    signs: tuple[Sign, ...]
    right: bool


def outcomes_across_folds(cases: Sequence[Case]) -> list[Outcome]:
    """Gives every case the chance that weights fitted on the other folds give it."""
    return [outcome for fold in range(FOLDS) for outcome in _held_out(cases, fold)]


def _held_out(cases: Sequence[Case], fold: int) -> Iterator[Outcome]:
    weights = fit_weights([case for case in cases if case.fold != fold])
    for case in cases:
        if case.fold == fold:
            yield Outcome(chance(case.signs, weights), case.right)


def fit_weights(cases: Sequence[Case]) -> dict[str, float]:
    """Fits a logistic regression with an L2 penalty by Newton's method.

    Returns:
        The weight of every sign that occurs at least `LEAST_COUNT` times.
    """
    counts = Counter(name for case in cases for name, _ in case.signs)
    names = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
    table = _table(cases, names)
    right = np.array([case.right for case in cases], dtype=np.float64)
    # Equal values need not have a deviation of exactly 0.
    spread = np.where(table.std(axis=0) > 1e-6, table.std(axis=0), 1.0)
    scaled = table / spread
    penalty = PENALTY * np.array([name != "always" for name in names])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (chances - right) + penalty * weights
        bend = (scaled * (chances * (1 - chances))[:, None]).T @ scaled
        weights -= np.linalg.solve(bend + np.diag(penalty + 1e-4), slope)
    return {name: round(float(w), 4) for name, w in zip(names, weights / spread, strict=True)}


def _table(cases: Sequence[Case], names: Sequence[str]) -> npt.NDArray[np.float64]:
    number = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(cases), len(names)))
    for row, case in enumerate(cases):
        for name, value in case.signs:
            if name in number:
                table[row, number[name]] = value
    return table

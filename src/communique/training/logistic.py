"""A logistic regression over named signs, small enough to be read as a table of weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

STEPS = 30
"""Steps of Newton's method; the loss is convex and settles long before."""

Signs = tuple[tuple[str, float], ...]
"""Names with their values."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The signs of one case, and whether it is right."""

    signs: Signs
    right: bool


def fit_logistic(
    cases: Sequence[Labelled], *, penalty: float, least_count: int, free: str
) -> dict[str, float]:
    """Fits the weights by Newton's method.

    Args:
        cases: What is learned from.
        penalty: Weight of the squared weights, in cases; weights are measured in units of each
            sign's deviation.
        least_count: How often a sign must occur to have a weight.
        free: End of the names of the signs that every case has and that bear no penalty.

    Returns:
        The weight of every sign that occurs often enough.
    """
    counts = Counter(name for case in cases for name, _ in case.signs)
    names = sorted(name for name, count in counts.items() if count >= least_count)
    table = _table(cases, names)
    right = np.array([case.right for case in cases], dtype=np.float64)
    spread = np.where(table.std(axis=0) > 0, table.std(axis=0), 1.0)
    scaled = table / spread
    penalties = penalty * np.array([not name.endswith(free) for name in names])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (chances - right) + penalties * weights
        bend = (scaled * (chances * (1 - chances))[:, None]).T @ scaled
        weights -= np.linalg.solve(bend + np.diag(penalties + 1e-4), slope)
    return {name: round(float(w), 4) for name, w in zip(names, weights / spread, strict=True)}


def _table(cases: Sequence[Labelled], names: Sequence[str]) -> npt.NDArray[np.float64]:
    number = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(cases), len(names)))
    for row, case in enumerate(cases):
        for name, value in case.signs:
            if name in number:
                table[row, number[name]] = value
    return table

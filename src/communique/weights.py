"""Named weights, kept as tables beside the code and fitted by `communique.training`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

Sign = tuple[str, float]
"""Something that speaks for or against a decision: its name and its value."""

_LEAST = 1e-4
"""Probabilities are kept this far from 0 and 1, so that their logits stay finite."""


@cache
def load_weights(package: str, name: str) -> Mapping[str, float]:
    """Gives the weights of a table that lies in a package, for instance "certainty.json"."""
    weights: dict[str, float] = json.loads((files(package) / name).read_text(encoding="utf-8"))
    return weights


def weighed(signs: Iterable[Sign], weights: Mapping[str, float]) -> float:
    """Gives the sum of the signs by their weights; what has no weight says nothing."""
    return math.fsum(weights.get(name, 0.0) * value for name, value in signs)


def chance(signs: Iterable[Sign], weights: Mapping[str, float]) -> float:
    """Gives the chance, from 0 to 1, that a logistic regression reckons from signs."""
    return 1.0 / (1.0 + math.exp(-weighed(signs, weights)))


def logit(probability: float) -> float:
    """Gives the logarithm of the odds; a probability of 0 or 1 is kept a little apart from it."""
    kept = min(max(probability, _LEAST), 1.0 - _LEAST)
    return math.log(kept / (1.0 - kept))


def as_text(weights: Mapping[str, float]) -> str:
    """Gives a table as `load_weights` reads it, a weight a line."""
    return json.dumps(weights, indent=0, sort_keys=True) + "\n"

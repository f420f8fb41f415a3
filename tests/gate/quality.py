"""What the quality gate measures, and the floors that it holds the figures to.

    python tests/gate/quality.py                          raise the floors to what is measured now
    python tests/gate/quality.py --allow-lower-floors     set them, also where that lowers them

A floor is the measured figure less its margin, so that a figure may move a little but not slip.
Sets whose data are not here keep their floors.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from communique.evaluation.figures import figures
from communique.evaluation.gold import GoldArticle, load_gold
from communique.evaluation.measure import measure

if TYPE_CHECKING:
    from communique import Reader

FLOORS = Path(__file__).parent / "floors.yaml"
ROOT = Path(__file__).parents[2]
CEILINGS = frozenset({"events.ignored_share", "events.expected_calibration_error"})
"""Figures that are better when lower."""


@dataclass(frozen=True, slots=True)
class GateSet:
    """Gold, a fixed sample of it, and the bounds of its figures.

    Attributes:
        name: Name of the set.
        data: Path of the gold, from the repository's root.
        every: Every so many articles are taken, from the first.
        margin: How far below what was measured a floor is pinned.
        bounds: Figure -> floor (or ceiling); None where it has not been measured.
    """

    name: str
    data: str
    every: int
    margin: float
    bounds: Mapping[str, float | None]

    @property
    def path(self) -> Path:
        """Where the gold lies, whether or not it is there."""
        return ROOT / self.data

    def gold(self) -> tuple[GoldArticle, ...]:
        """Reads the sample."""
        return load_gold(self.path)[:: self.every]


def load_sets() -> tuple[GateSet, ...]:
    """Reads the floors.

    Raises:
        ValueError: When they were changed by hand: the digest is then another.
    """
    data = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    sets = tuple(GateSet(name, **row) for name, row in data["sets"].items())
    if data["digest"] != digest(sets):
        raise ValueError("floors.yaml was changed by hand; change it with tests/gate/quality.py")
    return sets


def digest(sets: Iterable[GateSet]) -> str:
    """Gives a digest of the bounds, which changing them by hand breaks."""
    rows = [[row.name, row.data, row.every, row.margin, dict(row.bounds)] for row in sets]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:16]


def measured(gate: GateSet, reader: Reader) -> dict[str, float]:
    """Reads the sample and gives every figure."""
    gold = gate.gold()
    readings = {article.article.id: reader.read(article.article) for article in gold}
    return {figure.name: figure.value for figure in figures(measure(gold, readings))}


def broken(gate: GateSet, values: Mapping[str, float]) -> list[str]:
    """Names the figures that are beyond their bounds."""
    return [
        f"{gate.name}: {name} is {values.get(name, 0.0):.3f}, pinned at {bound:.3f}"
        for name, bound in gate.bounds.items()
        if bound is not None and not _holds(name, values.get(name, 0.0), bound)
    ]


def _holds(name: str, value: float, bound: float) -> bool:
    return value <= bound if name in CEILINGS else value >= bound


def pinned(gate: GateSet, values: Mapping[str, float], *, lower: bool) -> GateSet:
    """Gives the set with new bounds; without `lower` none gets easier."""
    bounds = dict(gate.bounds)
    for name, old in gate.bounds.items():
        sign = -1 if name in CEILINGS else 1
        new = round(values[name] - sign * gate.margin, 3)
        easier = old is not None and (new - old) * sign < 0
        if easier and not lower:
            print(f"{gate.name}: {name} stays at {old}; measured {values[name]:.3f}")
        else:
            bounds[name] = new
    return replace(gate, bounds=bounds)


def save(sets: Iterable[GateSet]) -> None:
    """Writes the floors with their digest."""
    rows = tuple(sets)
    body = {
        "digest": digest(rows),
        "sets": {
            row.name: {
                "data": row.data,
                "every": row.every,
                "margin": row.margin,
                "bounds": dict(row.bounds),
            }
            for row in rows
        },
    }
    head = "# Made by tests/gate/quality.py; changed with it, not by hand.\n"
    FLOORS.write_text(head + yaml.safe_dump(body, sort_keys=False), encoding="utf-8")


def main() -> None:
    """Measures, and pins."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--allow-lower-floors", action="store_true")
    lower = parser.parse_args().allow_lower_floors
    from communique import Reader

    reader = Reader()
    sets = []
    for gate in load_sets():
        if gate.path.exists():
            values = measured(gate, reader)
            gate = pinned(gate, values, lower=lower)
            for name in gate.bounds:
                print(f"{gate.name}: {name} {values[name]:.3f}, pinned at {gate.bounds[name]}")
        sets.append(gate)
    save(sets)


if __name__ == "__main__":
    main()

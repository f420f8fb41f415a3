"""The choice of a party among all options: a small network over their signs.

Every option gets a score from the sum of the vectors of its signs; the chances of all options of
one side add up to one (a conditional logit, McFadden 1974, with a hidden layer). The weights lie in
the model's folder (`party_choice.npz`), fitted by `communique.training.choice_fit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from communique.reading.events.network import Array, softmax
from communique.reading.events.party_signs import Option


@dataclass(frozen=True, slots=True)
class KnownSigns:
    """The signs of several options that have weights, one option's after another's.

    Attributes:
        rows: The row of every sign.
        values: Its value.
        starts: Where the signs of each option begin.
    """

    rows: npt.NDArray[np.int64]
    values: Array
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, options: Iterable[Option], rows: Mapping[str, int]) -> KnownSigns:
        """Gathers the signs; every option must have one that has weights."""
        known = [
            [(row, value) for name, value in option.signs if (row := rows.get(name)) is not None]
            for option in options
        ]
        return cls(
            np.array([row for signs in known for row, _ in signs], dtype=np.int64),
            np.array([value for signs in known for _, value in signs], dtype=np.float32),
            np.cumsum([0, *(len(signs) for signs in known[:-1])]),
        )


@dataclass(frozen=True, slots=True)
class PartyChoice:
    """Weights of the choice.

    Attributes:
        rows: The row of every sign in the tables; other signs say nothing.
        inner: Vector of every sign, (signs, hidden).
        direct: What every sign adds to the score by itself, (signs,).
        outer: Weights of the hidden numbers, (hidden,).
    """

    rows: Mapping[str, int]
    inner: Array
    direct: Array
    outer: Array

    @classmethod
    def read(cls, path: Path) -> PartyChoice:
        """Reads what `write` wrote."""
        with np.load(path) as stored:
            tables = {name: stored[name] for name in stored.files}
        rows = {str(name): at for at, name in enumerate(tables.pop("names"))}
        return cls(rows, **{name: table.astype(np.float32) for name, table in tables.items()})

    def write(self, path: Path) -> None:
        """Writes the weights in half precision."""
        tables = {
            name: getattr(self, name).astype(np.float16) for name in ("inner", "direct", "outer")
        }
        names = np.array(sorted(self.rows, key=self.rows.__getitem__))
        np.savez_compressed(path, names=names, **tables)

    def chances(self, options: Sequence[Option]) -> list[float]:
        """Gives the chance of every option; they add up to one."""
        known = KnownSigns.of(options, self.rows)
        weighted = self.inner[known.rows] * known.values[:, None]
        scores = np.maximum(np.add.reduceat(weighted, known.starts), 0) @ self.outer
        scores += np.add.reduceat(self.direct[known.rows] * known.values, known.starts)
        return [float(chance) for chance in softmax(scores)]

"""One-to-one pairing of what gold holds with what was found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from communique.records import Span

Pair = tuple[int, int]
"""Number of a gold item and of a found item."""


def shared(one: Span, other: Span) -> int:
    """Number of characters that two spans share."""
    if one.field is not other.field:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def pair_spans(gold: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """Pairs overlapping spans, the largest share of their union first: gold number -> found."""
    weights: dict[Pair, float] = {}
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            if common := shared(one, other):
                union = one.end - one.start + other.end - other.start - common
                weights[i, j] = common / union
    return greedy_pairs(weights)


def greedy_pairs(weights: Mapping[Pair, float]) -> dict[int, int]:
    """Pairs the heaviest first, earlier numbers first among equals."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def best_pairs(weights: Mapping[Pair, float]) -> dict[int, int]:
    """Gives the pairing of the largest summed weight.

    Args:
        weights: Positive weights of the pairs that are allowed.

    Returns:
        Gold number -> found number.
    """
    pairs: dict[int, int] = {}
    for rows, columns in _groups(weights):
        pairs.update(_assign(weights, rows, columns))
    return pairs


def _groups(weights: Mapping[Pair, float]) -> list[tuple[list[int], list[int]]]:
    """Parts of the pairing that have nothing to do with one another: rows and columns."""
    groups: list[tuple[set[int], set[int]]] = []
    for row, column in weights:
        near = [group for group in groups if row in group[0] or column in group[1]]
        groups = [group for group in groups if group not in near]
        rows = {row}.union(*(group[0] for group in near))
        columns = {column}.union(*(group[1] for group in near))
        groups.append((rows, columns))
    return [(sorted(rows), sorted(columns)) for rows, columns in groups]


def _assign(
    weights: Mapping[Pair, float], rows: Sequence[int], columns: Sequence[int]
) -> dict[int, int]:
    """Solves one assignment problem (Hungarian method with potentials, Jonker 1987)."""
    size = max(len(rows), len(columns))
    cost = [
        [-weights.get((row, column), 0.0) for column in columns] + [0.0] * (size - len(columns))
        for row in rows
    ] + [[0.0] * size for _ in range(size - len(rows))]
    owner = _Assignment(cost).solve()
    return {
        rows[row]: columns[column]
        for column, row in enumerate(owner[: len(columns)])
        if row < len(rows) and (rows[row], columns[column]) in weights
    }


class _Assignment:
    """A square assignment problem; the last column, of number `size`, is an auxiliary one."""

    def __init__(self, cost: list[list[float]]) -> None:
        self._cost = cost
        self._size = len(cost)
        self._row_potential = [0.0] * self._size
        self._column_potential = [0.0] * (self._size + 1)
        self._owner = [-1] * (self._size + 1)

    def solve(self) -> list[int]:
        """Gives the row of each column at the least summed cost."""
        for row in range(self._size):
            self._place(row)
        return self._owner[: self._size]

    def _place(self, row: int) -> None:
        """Finds the shortest augmenting path from a row to a free column, and takes it."""
        start = column = self._size
        self._owner[start] = row
        least = [math.inf] * self._size
        came_from = [start] * self._size
        visited: list[int] = []
        while self._owner[column] != -1:
            visited.append(column)
            self._relax(column, least, came_from, visited)
            open_columns = [j for j in range(self._size) if j not in visited]
            following = min(open_columns, key=lambda j: least[j])
            self._shift(least[following], least, visited, open_columns)
            column = following
        while column != start:
            before = came_from[column]
            self._owner[column] = self._owner[before]
            column = before
        self._owner[start] = -1

    def _relax(
        self, column: int, least: list[float], came_from: list[int], visited: list[int]
    ) -> None:
        row = self._owner[column]
        for j in range(self._size):
            if j not in visited:
                reduced = self._cost[row][j] - self._row_potential[row] - self._column_potential[j]
                if reduced < least[j]:
                    least[j], came_from[j] = reduced, column

    def _shift(
        self, delta: float, least: list[float], visited: list[int], open_columns: list[int]
    ) -> None:
        for j in visited:
            self._row_potential[self._owner[j]] += delta
            self._column_potential[j] -= delta
        for j in open_columns:
            least[j] -= delta

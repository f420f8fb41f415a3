"""Grouping by pairwise scores: average linkage on a sparse graph, with bonds and bans.

The result depends on the set of pairs alone, never on the order in which they come: groups are
joined best pair first, ties go to the smallest ids, and what a group scores against another is
the mean over all pairs between them (a pair that is not given scores 0).
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]


def group(
    members: Iterable[str],
    scores: Mapping[Pair, float],
    *,
    threshold: float,
    bonds: Iterable[Pair] = (),
    bans: Iterable[Pair] = (),
) -> list[tuple[str, ...]]:
    """Groups members whose mean score is at least the threshold.

    Args:
        members: Ids.
        scores: Pair of ids -> score between 0 and 1; either order, each pair once.
        threshold: Lowest mean score of two groups that are joined.
        bonds: Pairs that belong together whatever their score; bonds go before bans.
        bans: Pairs that must not meet in one group.

    Returns:
        The groups, each sorted, in order of their first members.
    """
    grouping = _Grouping(sorted(set(members)), scores, threshold)
    grouping.forbid(bans)
    for first, second in sorted(tuple(sorted(bond)) for bond in bonds):
        grouping.bond(first, second)
    grouping.join_best()
    return grouping.groups()


def components(members: Iterable[str], pairs: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Gives the sets of members that pairs connect, each sorted, by their first members."""
    root = {member: member for member in members}

    def find(member: str) -> str:
        while root[member] != member:
            root[member] = root[root[member]]
            member = root[member]
        return member

    for first, second in pairs:
        if first in root and second in root:
            low, high = sorted((find(first), find(second)))
            root[high] = low
    found: dict[str, list[str]] = defaultdict(list)
    for member in sorted(root):
        found[find(member)].append(member)
    return sorted(tuple(one) for one in found.values())


class _Grouping:
    """Groups are named by their smallest member."""

    def __init__(
        self, members: Sequence[str], scores: Mapping[Pair, float], threshold: float
    ) -> None:
        self._threshold = threshold
        self._members: dict[str, list[str]] = {member: [member] for member in members}
        self._group_of = {member: member for member in members}
        self._sums: dict[str, dict[str, float]] = {member: {} for member in members}
        self._banned: dict[str, set[str]] = {member: set() for member in members}
        for (first, second), score in scores.items():
            if first in self._sums and second in self._sums and first != second:
                self._sums[first][second] = self._sums[second][first] = score

    def forbid(self, bans: Iterable[Pair]) -> None:
        for first, second in bans:
            if first in self._banned and second in self._banned:
                self._banned[first].add(second)
                self._banned[second].add(first)

    def bond(self, first: str, second: str) -> None:
        if first in self._group_of and second in self._group_of:
            one, other = self._group_of[first], self._group_of[second]
            if one != other:
                self._join(*sorted((one, other)))

    def join_best(self) -> None:
        heap = [
            entry
            for first in self._members
            for second in self._sums[first]
            if first < second and (entry := self._entry(first, second))
        ]
        heapq.heapify(heap)
        while heap:
            negated, first, second, sizes = heapq.heappop(heap)
            if first not in self._members or second not in self._members:
                continue
            if sizes != self._sizes(first, second) or second in self._banned[first]:
                continue
            assert -negated >= self._threshold
            self._join(first, second)
            for other in self._sums[first]:
                if entry := self._entry(*sorted((first, other))):
                    heapq.heappush(heap, entry)

    def groups(self) -> list[tuple[str, ...]]:
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def _sizes(self, first: str, second: str) -> tuple[int, int]:
        return len(self._members[first]), len(self._members[second])

    def _entry(self, first: str, second: str) -> tuple[float, str, str, tuple[int, int]] | None:
        sizes = self._sizes(first, second)
        mean = self._sums[first][second] / (sizes[0] * sizes[1])
        if mean < self._threshold or second in self._banned[first]:
            return None
        return (-round(mean, 9), first, second, sizes)

    def _join(self, first: str, second: str) -> None:
        """Joins `second` into `first`, which is the smaller name."""
        for member in self._members[second]:
            self._group_of[member] = first
        self._members[first] += self._members.pop(second)
        for other, total in self._sums.pop(second).items():
            del self._sums[other][second]
            if other != first:
                joined = self._sums[first].get(other, 0.0) + total
                self._sums[first][other] = self._sums[other][first] = joined
        for other in self._banned.pop(second):
            self._banned[other].discard(second)
            if other != first:
                self._banned[first].add(other)
                self._banned[other].add(first)

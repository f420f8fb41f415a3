"""Who speaks for and against whom: stances on claims, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from communique.ledger import ClaimRow, StanceRow

_HOLDING = frozenset(("asserts", "alleges", "admits"))
_AGAINST = frozenset(("denies", "retracts"))


@dataclass(frozen=True, slots=True)
class Alignment:
    """How often two sides took a stand on the same claim.

    Attributes:
        first: Country, or name of a speaker without one; the smaller of the two.
        second: The other.
        together: Claims that both hold or both deny.
        apart: Claims that one holds and the other denies.
    """

    first: str
    second: str
    together: int
    apart: int


def alignments(claims: Iterable[ClaimRow]) -> tuple[Alignment, ...]:
    """Counts agreement and disagreement between sides; the last stance of each counts."""
    together: Counter[tuple[str, str]] = Counter()
    apart: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        stands = _last_stands(claim.stances)
        for first in stands:
            for second in stands:
                if first < second:
                    same = stands[first] == stands[second]
                    (together if same else apart)[first, second] += 1
    return tuple(
        Alignment(*pair, together[pair], apart[pair])
        for pair in sorted({*together, *apart}, key=lambda one: (-apart[one], one))
    )


def _last_stands(stances: Iterable[StanceRow]) -> dict[str, bool]:
    """Gives for each side whether it holds the claim; who is silent takes no side."""
    last: dict[str, bool] = {}
    for stance in stances:
        if stance.stance in _HOLDING or stance.stance in _AGAINST:
            last[stance.country or stance.speaker] = stance.stance in _HOLDING
    return last

"""How alike two types of event are, from the data file `types.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from communique.datafile import read_yaml
from communique.records import AnyEventType, EventType

_Neighbours = Mapping[frozenset[EventType], float]

OWN_LIKENESS = 0.6
"""Likeness of an own type and the PLOVER type that it is like: that of the nearest neighbours in
`types.yaml`. A decision, not a measurement."""


def type_likeness(first: AnyEventType, second: AnyEventType) -> float:
    """Gives 1 for equal types, less for types that are confused, 0 for all others.

    An own type is confused with the PLOVER type that it is like, and with what that is confused
    with.
    """
    if first == second:
        return 1.0
    if first.plover is second.plover:
        return OWN_LIKENESS
    return neighbours().get(frozenset((first.plover, second.plover)), 0.0)


@lru_cache(maxsize=1)
def neighbours() -> _Neighbours:
    """Gives the pairs of types that are confused, with their shares."""
    content = read_yaml(files("communique.linking") / "types.yaml")
    return {
        frozenset(EventType(name) for name in entry["types"]): float(entry["share"])
        for entry in content["neighbours"]
    }

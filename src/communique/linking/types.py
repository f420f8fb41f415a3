"""How alike two types of event are, from the data file `types.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from communique.datafile import read_yaml
from communique.records import EventType

_Neighbours = Mapping[frozenset[EventType], float]


def type_likeness(first: EventType, second: EventType) -> float:
    """Gives 1 for equal types, less for types that are confused, 0 for all others."""
    return 1.0 if first is second else neighbours().get(frozenset((first, second)), 0.0)


@lru_cache(maxsize=1)
def neighbours() -> _Neighbours:
    """Gives the pairs of types that are confused, with their shares."""
    content = read_yaml(files("communique.linking") / "types.yaml")
    return {
        frozenset(EventType(name) for name in entry["types"]): float(entry["share"])
        for entry in content["neighbours"]
    }

"""How alike two types of event are, from the data file `types.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import yaml

from communique.records import EventType

_Neighbours = Mapping[frozenset[EventType], float]


def type_likeness(first: EventType, second: EventType) -> float:
    """Gives 1 for equal types, less for types that are confused, 0 for all others."""
    return 1.0 if first is second else neighbours().get(frozenset((first, second)), 0.0)


def alike_types(kind: EventType) -> list[EventType]:
    """Gives the type and all that it is confused with."""
    return [other for other in EventType if type_likeness(kind, other) > 0]


@lru_cache(maxsize=1)
def neighbours() -> _Neighbours:
    """Gives the pairs of types that are confused, with their shares."""
    content = yaml.safe_load((files("communique.linking") / "types.yaml").read_text("utf-8"))
    return {
        frozenset(EventType(name) for name in entry["types"]): float(entry["share"])
        for entry in content["neighbours"]
    }

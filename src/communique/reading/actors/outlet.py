"""The country of an outlet: by the base, or by the internet address it is known by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from communique.datafile import read_yaml
from communique.knowledge.base import KnowledgeBase
from communique.knowledge.resolve import Resolver

_ADDRESS = re.compile(r"(?:www\.)?((?:[\w-]+\.)+)([a-z]{2,})", re.IGNORECASE)
_SHORTEST = 4
"""Letters of the shortest name of a country or capital that is looked for in an address."""


@dataclass(frozen=True, slots=True)
class _Addresses:
    words: frozenset[str]
    worldwide: frozenset[str]
    endings: dict[str, str]


@cache
def _addresses() -> _Addresses:
    data = read_yaml(files("communique.reading.actors") / "outlets.yaml")
    return _Addresses(frozenset(data["words"]), frozenset(data["worldwide"]), data["endings"])


def outlet_country(publisher: str | None, *, base: KnowledgeBase, resolver: Resolver) -> str | None:
    """Gives the country in which an outlet sits.

    Args:
        publisher: Its name ("KCNA") or address ("tehrantimes.com"), or None.
        base: Knows the names of countries and capitals.
        resolver: Resolves the names of outlets.

    Returns:
        ISO 3166-1 alpha-3, or None where neither base nor address tell, and for those that write
        for the world.
    """
    if not publisher or publisher.strip().lower() in _addresses().worldwide:
        return None
    known = resolver.resolve(publisher).country
    address = _ADDRESS.fullmatch(publisher.strip())
    if known is not None or address is None:
        return known
    ending = _addresses().endings.get(address[2].lower())
    if ending is not None:
        return ending
    parts = re.split(r"[.-]", address[1].lower())
    return next((found for part in parts if (found := _named_in(part, base))), None)


def _named_in(part: str, base: KnowledgeBase) -> str | None:
    """The country named at the beginning or end of a part: "tehran" in "tehrantimes"."""
    if part in _addresses().words:
        return None
    part = part.removeprefix("the")
    for size in range(len(part), _SHORTEST - 1, -1):
        for name, rest in ((part[:size], part[size:]), (part[-size:], part[:-size])):
            country = base.country_of(name) if not rest or rest in _addresses().words else None
            if country is not None:
                return country
    return None

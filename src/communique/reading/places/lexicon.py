"""The words that tell place names from other names, from `cues.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from communique.datafile import read_yaml

CUES_FILE = Path(__file__).with_name("cues.yaml")
"""The lists and their examples."""


@dataclass(frozen=True, slots=True)
class PlaceCues:
    """Words in lower case, without full stops.

    Attributes:
        before_a_place: Prepositions that place names follow.
        sure_before_a_place: Those of them that persons' names hardly ever follow.
        bodies: Words that follow a place within a body's name ("Athens Police").
        titles: Titles that a person's name follows.
        speech: Verbs whose subject speaks.
        streets: Last words of the names of streets and buildings.
        directions: Words that may stand before a place name as a part of the place.
        never: Words that are never meant as the towns that bear them.
        ordinary: Common words that are meant as towns only where more than their form says so.
        leaders: Surnames of leaders that are also names of towns.
    """

    before_a_place: frozenset[str]
    sure_before_a_place: frozenset[str]
    bodies: frozenset[str]
    titles: frozenset[str]
    speech: frozenset[str]
    streets: frozenset[str]
    directions: frozenset[str]
    never: frozenset[str]
    ordinary: frozenset[str]
    leaders: frozenset[str]


@cache
def load_cues() -> PlaceCues:
    """Loads the lists; they are read once."""
    data: dict[str, Any] = read_yaml(CUES_FILE)
    names = PlaceCues.__dataclass_fields__
    return PlaceCues(**{name: frozenset(map(_word, data[name])) for name in names})


def load_examples() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Loads the example sentences with the toponyms to be found in them."""
    data: dict[str, Any] = read_yaml(CUES_FILE)
    return tuple((row["text"], tuple(row["places"])) for row in data["examples"])


def _word(word: object) -> str:
    if isinstance(word, bool):  # YAML reads "on" and "no" as truth values
        return "on" if word else "no"
    return str(word)

"""What one name or word can mean, sorted by kind once for all phrases that use it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from communique.knowledge.base import Named
from communique.knowledge.entries import (
    Body,
    Effect,
    EntryKind,
    Noun,
    Office,
    Person,
    State,
    Strength,
)
from communique.records import Sector


@dataclass(frozen=True, slots=True)
class Meanings:
    """The readings of a name, sorted.

    Attributes:
        states: States that it names, or whose adjective or people it is.
        is_state_name: Whether it is the name of a state rather than an adjective or people.
        bodies: Bodies and seats.
        people: Persons, by full name.
        office: The office that it names as a title, or None.
        nouns: Generic nouns.
        effect: What it does to a title after it, or None.
        is_common: Whether bodies of many countries have the name, so that it does not say whose.
        is_abbreviation: Whether it is met in capitals first of all.
    """

    states: tuple[State, ...] = ()
    is_state_name: bool = False
    bodies: tuple[Body, ...] = ()
    people: tuple[Person, ...] = ()
    office: Office | None = None
    nouns: tuple[Noun, ...] = ()
    effect: Effect | None = None
    is_common: bool = False
    is_abbreviation: bool = False

    def sector(self, strength: Strength) -> Sector | None:
        """The sector that it tells as a noun of a strength."""
        for noun in self.nouns:
            if noun.strength is strength:
                return noun.sector
        return None


NO_MEANING = Meanings()
"""The meanings of a word that the base does not know."""


@lru_cache(maxsize=65536)
def meanings_of(readings: tuple[Named, ...]) -> Meanings:
    """The readings of a name, sorted by kind."""
    entries = [reading.entry for reading in readings]
    return Meanings(
        states=tuple(entry for entry in entries if isinstance(entry, State)),
        is_state_name=any(reading.kind is EntryKind.STATE for reading in readings),
        bodies=tuple(entry for entry in entries if isinstance(entry, Body)),
        people=tuple(entry for entry in entries if isinstance(entry, Person)),
        office=next((entry for entry in entries if isinstance(entry, Office)), None),
        nouns=tuple(entry for entry in entries if isinstance(entry, Noun)),
        effect=next((entry for entry in entries if isinstance(entry, Effect)), None),
        is_common=any(reading.is_common for reading in readings),
        is_abbreviation=any(reading.in_capitals for reading in readings),
    )

"""Names of states for codes, and codes for what a reader types."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.knowledge.base import KnowledgeBase
    from communique.knowledge.entries import Person


@dataclass(frozen=True, slots=True)
class Found:
    """What a stretch of a search means.

    Attributes:
        words: The words as typed.
        country: ISO 3166-1 alpha-3 of the state, or None.
        person: Name of a person, or None.
    """

    words: str
    country: str | None = None
    person: str | None = None


class Names:
    """The knowledge base as far as pages need it; loaded when the first name is asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @cached_property
    def base(self) -> KnowledgeBase:
        """The knowledge base."""
        with self._lock:
            from communique.knowledge.base import KnowledgeBase

            return KnowledgeBase.load()

    @cached_property
    def countries(self) -> dict[str, str]:
        """Short English names of states by their codes."""
        rows = (line.split("\t") for line in self.base.compiled.states)
        return {row[0]: row[1] for row in rows}

    def country(self, code: str) -> str:
        """Gives the short English name of a state, or the code where it is unknown."""
        return self.countries.get(code, code)

    def find(self, words: str) -> tuple[Found, ...]:
        """Takes what a reader typed apart into states, persons and other words.

        The longest name that the knowledge base has wins: "russia north korea" are two states.
        """
        tokens = words.split()
        found: list[Found] = []
        start = 0
        while start < len(tokens):
            for end in range(min(len(tokens), start + _LONGEST_NAME), start, -1):
                meant = self._meaning(" ".join(tokens[start:end]))
                if meant is not None or end == start + 1:
                    word = Found(tokens[start])
                    found.append(meant or word)
                    start = end
                    break
        return tuple(found)

    def _meaning(self, words: str) -> Found | None:
        from communique.knowledge.entries import Person, State

        upper = words.upper()
        if len(words) == 3 and upper in self.countries:
            return Found(words, country=upper)
        person: Person | None = None
        for reading in self.base.lookup(words) or self.base.lookup(words.title()):
            if isinstance(reading.entry, State) and reading.entry.country:
                return Found(words, country=reading.entry.country)
            if isinstance(reading.entry, Person):
                person = person or reading.entry
        return Found(words, person=person.name) if person else None


_LONGEST_NAME = 5
"""Words of the longest name of a state that readers type."""

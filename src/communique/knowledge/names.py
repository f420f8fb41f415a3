"""Finding the base's names in running text."""

from __future__ import annotations

from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.knowledge.base import KnowledgeBase, Named


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of the base in a text.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last.
        text: The characters.
        readings: What the base knows under the name.
    """

    start: int
    end: int
    text: str
    readings: tuple[Named, ...]


class NameIndex:
    """An automaton over all names of states, bodies and persons, as they are written.

    The longest of several names that start together is taken, only whole words count, and
    capitals must be those of the name ("US" is no "us", "Male" no "male").
    """

    def __init__(self, base: KnowledgeBase) -> None:
        """Build the automaton; takes a fraction of a second for the base that ships."""
        self._base = base
        self._surfaces = base.compiled.surfaces
        self._automaton = AhoCorasick(self._surfaces, matchkind=MatchKind.LeftmostLongest)

    def scan(self, text: str) -> list[NameHit]:
        """The names in a text, in their order, none overlapping another."""
        hits: list[NameHit] = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(text):
            if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
                continue
            surface = self._surfaces[pattern]
            hits.append(NameHit(start, end, surface, self._base.lookup(surface)))
        return hits

"""What "the North" and "the South" are in an article about a divided country (`halves.csv`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.meanings import Meanings, meanings_of
from communique.knowledge.phrase import Role, Segment, Unit

_SMALL = "~"
"""Mark of a word that is written in small letters too: Pyongyang's agency has "the south side"."""


class _Half(NamedTuple):
    roles: frozenset[Role]
    meanings: Meanings


class Halves:
    """Reads "the North" as the state it is in some articles."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Take the base that lists the halves."""
        self._halves: dict[str, dict[str, _Half]] = {}
        for key, means in base.compiled.halves.items():
            home, _, word = key.partition(" ")
            roles = {Role.NAME, Role.WORD} if means.endswith(_SMALL) else {Role.NAME}
            meanings = meanings_of(base.named(means.removesuffix(_SMALL)))
            self._halves.setdefault(home, {})[word] = _Half(frozenset(roles), meanings)

    @property
    def countries(self) -> frozenset[str]:
        """The countries that settle what the halves are, as ISO 3166-1 alpha-3 codes."""
        return frozenset(self._halves)

    def settled(self, segments: list[Segment], countries: Iterable[str | None]) -> list[Segment]:
        """The segments with halves taken for states, where the article is about one of these.

        Args:
            segments: The segments of a phrase.
            countries: ISO 3166-1 alpha-3 codes of the article's country and those it names.
        """
        country = next((code for code in countries if code in self._halves), None)
        if country is None:
            return segments
        words = self._halves[country]
        return [
            Segment(_read(one.core, words), one.preposition, _read(one.rest, words))
            for one in segments
        ]


def _read(units: list[Unit], words: dict[str, _Half]) -> list[Unit]:
    """The units with "the North" known; "the North Sea" and "Oliver North" are none."""
    read = list(units)
    for at, unit in enumerate(units):
        half = words.get(unit.normal)
        if half is None or unit.role not in half.roles or unit.article != "the":
            continue
        after = units[at + 1] if at + 1 < len(units) else None
        if after is None or not after.text[:1].isupper():
            read[at] = unit._replace(role=Role.KNOWN, meanings=half.meanings)
    return read

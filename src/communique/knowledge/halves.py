"""What "the North" and "the South" are in an article about a divided country (`halves.csv`)."""

from __future__ import annotations

from collections.abc import Iterable

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.meanings import Meanings, meanings_of
from communique.knowledge.phrase import Role, Segment, Unit

_ROLES = frozenset({Role.NAME})
_ROLES_IN_PYONGYANG = frozenset({Role.NAME, Role.WORD})
"""Pyongyang's agency writes "the south side" in small letters."""


class Halves:
    """Reads "the North" as the state it is in some articles."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Take the base that lists the halves."""
        self._meanings: dict[str, dict[str, Meanings]] = {}
        for key, means in base.compiled.halves.items():
            home, _, word = key.partition(" ")
            self._meanings.setdefault(home, {})[word] = meanings_of(base.named(means))

    @property
    def countries(self) -> frozenset[str]:
        """The countries that settle what the halves are, as ISO 3166-1 alpha-3 codes."""
        return frozenset(self._meanings)

    def settled(self, segments: list[Segment], countries: Iterable[str | None]) -> list[Segment]:
        """The segments with halves taken for states, where the article is about one of these.

        Args:
            segments: The segments of a phrase.
            countries: ISO 3166-1 alpha-3 codes of the article's country and those it names.
        """
        country = next((code for code in countries if code in self._meanings), None)
        if country is None:
            return segments
        words = self._meanings[country]
        roles = _ROLES_IN_PYONGYANG if country == "PRK" else _ROLES
        return [
            Segment(_read(one.core, words, roles), one.preposition, _read(one.rest, words, roles))
            for one in segments
        ]


def _read(units: list[Unit], words: dict[str, Meanings], roles: frozenset[Role]) -> list[Unit]:
    """The units with "the North" known; "the North Sea" and "Oliver North" are none."""
    read = list(units)
    for at, unit in enumerate(units):
        if unit.role not in roles or unit.normal not in words or unit.article != "the":
            continue
        after = units[at + 1] if at + 1 < len(units) else None
        if after is None or not after.text[:1].isupper():
            read[at] = unit._replace(role=Role.KNOWN, meanings=words[unit.normal])
    return read

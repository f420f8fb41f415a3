"""Cutting an actor phrase into units: names, titles, nouns and the small words between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from communique.knowledge.base import KnowledgeBase, Named
from communique.knowledge.entries import (
    Body,
    Effect,
    EntryKind,
    Noun,
    Office,
    Person,
    SmallWords,
    State,
)
from communique.knowledge.meanings import NO_MEANING, Meanings, meanings_of
from communique.knowledge.normal import POSSESSIVE, Token, tokens

_WORDS_KEPT = 65536
_BREAKS = frozenset(',;:()[]"“”–—')
_WORD_KINDS = frozenset({EntryKind.TITLE, EntryKind.NOUN, EntryKind.MODIFIER})
_SPOKEN_ABBREVIATION = 4
"""Letters from which an abbreviation is spoken as a word and may have one capital ("Nato")."""


class Role(StrEnum):
    """What a unit does in the phrase."""

    DETERMINER = "determiner"
    NUMBER = "number"
    CONJUNCTION = "conjunction"
    PREPOSITION = "preposition"
    RELATIVE = "relative"
    POSSESSIVE = "possessive"
    BREAK = "break"
    KNOWN = "known"
    NAME = "name"
    WORD = "word"


_ARTICLES = frozenset({Role.DETERMINER, Role.NUMBER})
_NO_START = frozenset({Role.DETERMINER, Role.POSSESSIVE, Role.BREAK})


class Unit(NamedTuple):
    """One unit of a phrase (a named tuple, because phrases make thousands of them a second).

    Attributes:
        role: What it does in the phrase.
        text: Its words as they stand.
        normal: Their normal form.
        start: Offset of its first character in the phrase.
        end: Offset after its last.
        meanings: What the base knows of it.
        joined: Whether a hyphen joins it to the unit before.
        article: The article or number right before it, or "".
    """

    role: Role
    text: str
    normal: str
    start: int
    end: int
    meanings: Meanings = NO_MEANING
    joined: bool = False
    article: str = ""

    @property
    def states(self) -> tuple[State, ...]:
        """The states it can stand for in any way."""
        return self.meanings.states

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies and seats it can stand for."""
        return self.meanings.bodies

    @property
    def people(self) -> tuple[Person, ...]:
        """The persons it can stand for by full name."""
        return self.meanings.people

    @property
    def office(self) -> Office | None:
        """The office it names as a title."""
        return self.meanings.office

    @property
    def nouns(self) -> tuple[Noun, ...]:
        """The generic nouns it can be."""
        return self.meanings.nouns

    @property
    def effect(self) -> Effect | None:
        """What it does to a title after it ("former")."""
        return self.meanings.effect


@dataclass(slots=True)
class Segment:
    """The units between two breaks: a noun phrase and what prepositions hang on it.

    Attributes:
        core: Units before the first preposition.
        preposition: The preposition, or None.
        rest: Units after it.
    """

    core: list[Unit] = field(default_factory=list)
    preposition: str | None = None
    rest: list[Unit] = field(default_factory=list)


class _Word(NamedTuple):
    """What a word tells by itself.

    Attributes:
        longest: Words of the longest name that may start with it.
        role: What it does in a phrase where it is part of no longer name.
        meanings: What the base knows of it.
    """

    longest: int
    role: Role
    meanings: Meanings


class Cut(NamedTuple):
    """A phrase cut up.

    Attributes:
        segments: The noun phrases between breaks.
        words: The phrase without leading articles and numbers.
        is_dated: Whether it depends on the day what the words stand for.
    """

    segments: list[Segment]
    words: str
    is_dated: bool


class Cutter:
    """Cuts phrases into units, longest names first; what single words tell is kept."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Take the base to look names up in."""
        self._base = base
        self._small_roles = _small_roles(base.small_words)
        self._word = lru_cache(maxsize=_WORDS_KEPT)(self._read_word)

    def cut(self, phrase: str) -> Cut:
        """Cut a phrase into segments."""
        units = self.units(phrase)
        return Cut(segments_of(units), _words(phrase, units), _is_dated(units))

    def units(self, phrase: str) -> list[Unit]:
        """The units of a phrase in their order."""
        found = tokens(phrase)
        units: list[Unit] = []
        at, article = 0, ""
        while at < len(found):
            token = found[at]
            word = self._word(*token[:2], token.joined)
            width = min(word.longest, len(found) - at)
            unit = self._name_at(phrase, found[at : at + width]) if width > 1 else None
            if unit is None:
                normal, text, start, end, joined = token
                role = word.role
                unit = Unit(role, text, normal, start, end, word.meanings, joined, article)
                article = normal if role in _ARTICLES else ""
                at += 1
            else:
                unit = unit._replace(article=article) if article else unit
                article = ""
                at += unit.normal.count(" ") + 1
            units.append(unit)
        return _with_whole_names(units, self._base.small_words.courtesy)

    def _name_at(self, phrase: str, found: list[Token]) -> Unit | None:
        """The longest name of several words that starts with the first of some tokens."""
        normals = [token.normal for token in found]
        named = self._base.named
        for width in range(len(found), 1, -1):
            key = " ".join(normals[:width])
            if named(key) and (readings := self._readings(key, found[:width])):
                start, end = found[0].start, found[width - 1].end
                meanings = meanings_of(readings)
                text = phrase[start:end]
                return Unit(Role.KNOWN, text, key, start, end, meanings, found[0].joined)
        return None

    def _readings(self, key: str, part: list[Token]) -> tuple[Named, ...]:
        """The readings of some tokens that their capitals allow."""
        readings = self._base.named(key)
        if not readings:
            return ()
        is_capital = any(token.is_capitalised for token in part)
        is_word = any(r.kind in _WORD_KINDS for r in readings)
        return tuple(r for r in readings if _is_allowed(r, part, is_capital, is_word=is_word))

    def _read_word(self, normal: str, text: str, joined: bool) -> _Word:
        token = Token(normal, text, 0, len(text), joined)
        longest = self._base.longest_from(normal)
        role = self._role(token)
        is_small = role not in (Role.NAME, Role.WORD) and not token.is_capitalised
        readings = () if is_small else self._readings(normal, [token])
        if readings:
            return _Word(longest, Role.KNOWN, meanings_of(readings))
        return _Word(longest, role, NO_MEANING)

    def _role(self, token: Token) -> Role:
        """What a token does that is no name of the base."""
        word = token.normal
        small = self._small_roles.get(word)
        if small is Role.POSSESSIVE or small is Role.CONJUNCTION:
            return small
        if word in _BREAKS or not token.is_word:
            return Role.BREAK
        if token.joined:
            return Role.NAME if token.is_capitalised else Role.WORD
        if small is not None:
            return small
        if word[0].isdigit():
            return Role.NUMBER
        if token.is_capitalised or word in self._base.small_words.particle:
            return Role.NAME
        return Role.WORD


def _small_roles(small: SmallWords) -> dict[str, Role]:
    """What small words do, where one has several roles the first of the list."""
    listed = (
        (Role.CONJUNCTION, small.conjunction),
        (Role.DETERMINER, small.determiner),
        (Role.NUMBER, small.number),
        (Role.PREPOSITION, small.preposition),
        (Role.RELATIVE, small.relative),
    )
    roles = {POSSESSIVE: Role.POSSESSIVE}
    for role, words in listed:
        for word in words:
            roles.setdefault(word, role)
    return roles


def _words(phrase: str, units: list[Unit]) -> str:
    """The phrase without leading articles and numbers."""
    for unit in units:
        if unit.role not in _NO_START:
            return phrase[unit.start :].strip().strip("\"“”'’,;")
    return phrase.strip()


def _with_whole_names(units: list[Unit], courtesy: frozenset[str]) -> list[Unit]:
    """The units with names of persons kept whole: in "William French Smith" no French is meant."""
    settled: list[Unit] = []
    for at, unit in enumerate(units):
        role = unit.role
        if role is Role.KNOWN or (role is Role.WORD and unit.joined):
            before = settled[-1] if settled else None
            after = units[at + 1] if at + 1 < len(units) else None
            is_after_title = before is not None and before.office is not None
            is_after_name = (
                before is not None and before.role is Role.NAME and before.normal not in courtesy
            )
            if _is_part_of_name(unit, after, after_name=is_after_name, after_title=is_after_title):
                unit = unit._replace(role=Role.NAME, meanings=NO_MEANING)
        settled.append(unit)
    return settled


def _is_part_of_name(
    unit: Unit, after: Unit | None, *, after_name: bool, after_title: bool
) -> bool:
    """Whether a unit between, or joined to, the words of a name belongs to the name."""
    if unit.role is Role.WORD:
        return unit.joined and after_name
    if unit.role is not Role.KNOWN or not unit.text[:1].isupper() or unit.office:
        return False
    before_name = after is not None and after.role is Role.NAME
    if unit.nouns or unit.effect:
        return False
    if unit.joined and after_name:
        return True
    is_short = " " not in unit.normal
    if before_name and is_short and not unit.text.isupper() and after_title:
        return True
    if after is not None and before_name and after.joined and unit.bodies:
        return True
    if before_name and unit.bodies and not unit.text.isupper():
        return is_short and unit.meanings.is_abbreviation
    if unit.people:
        return is_short and (after_name or before_name)
    return is_short and after_name and (before_name or not unit.text.isupper())


def _is_dated(units: Iterable[Unit]) -> bool:
    """Whether it depends on the day what the words stand for.

    Persons, bodies and offices change with time, names that the base does not know may be of
    persons that it knows by surname; states, peoples and generic nouns stay what they are.
    """
    for unit in units:
        known = unit.meanings
        if unit.role is Role.NAME or known.bodies or known.people or known.office:
            return True
        if len(known.states) > 1:
            return True
    return False


def _is_allowed(reading: Named, part: list[Token], is_capital: bool, *, is_word: bool) -> bool:
    """Whether the capitals of the text let a reading stand.

    British usage writes abbreviations that are spoken as words with one capital ("Nato").
    """
    if reading.in_capitals:
        text = part[0].text
        return text.isupper() or (is_capital and len(text) >= _SPOKEN_ABBREVIATION)
    if reading.kind in _WORD_KINDS or is_capital or reading.is_small:
        return True
    return reading.kind is EntryKind.BODY and len(part) > 1 and not is_word


def segments_of(units: list[Unit]) -> list[Segment]:
    """The segments between breaks; what follows a relative pronoun is left out."""
    segments: list[Segment] = []
    current: list[Unit] = []
    skipping = False
    for unit in _without_abbreviations(units):
        if unit.role is Role.BREAK:
            segments.append(segment_of(current))
            current, skipping = [], False
        elif unit.role is Role.RELATIVE:
            skipping = True
        elif not skipping:
            current.append(unit)
    segments.append(segment_of(current))
    return [segment for segment in segments if segment.core or segment.rest]


def _without_abbreviations(units: list[Unit]) -> list[Unit]:
    """The units without an abbreviation in brackets that more follows: "Party (LDP) members"."""
    if not any(unit.normal == "(" for unit in units):
        return units
    kept: list[Unit] = []
    at = 0
    while at < len(units):
        is_bracket = units[at].normal == "(" and at + 3 < len(units)
        if is_bracket and units[at + 2].normal == ")" and units[at + 1].text.isupper():
            at += 3
            continue
        kept.append(units[at])
        at += 1
    return kept


def segment_of(units: list[Unit]) -> Segment:
    """Cut a segment at the first preposition that has something before it."""
    is_anything_said = False
    for at, unit in enumerate(units):
        role = unit.role
        if role is Role.PREPOSITION and is_anything_said and not unit.joined:
            return Segment(_core_of(units[:at]), unit.normal, units[at + 1 :])
        if role is Role.KNOWN or role is Role.NAME or role is Role.WORD:
            is_anything_said = True
    return Segment(_core_of(units))


_LEFT_OUT = frozenset({Role.DETERMINER, Role.NUMBER, Role.PREPOSITION})


def _core_of(units: list[Unit]) -> list[Unit]:
    """The units that say something, up to an "and" that joins two actors whole."""
    kept = [
        u for u in units if u.role not in _LEFT_OUT or (u.joined and u.role is Role.PREPOSITION)
    ]
    for at, unit in enumerate(kept):
        if unit.role is Role.CONJUNCTION and 0 < at < len(kept) - 1:
            before, last = kept[at - 1], kept[-1]
            if before.nouns or before.office or (before.states and last.states):
                return kept[:at]
    return [u for u in kept if u.role is not Role.CONJUNCTION]

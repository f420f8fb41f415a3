"""Cutting an actor phrase into units: names, titles, nouns and the small words between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
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


def units_of(phrase: str, base: KnowledgeBase) -> list[Unit]:
    """The units of a phrase, longest names first."""
    found = tokens(phrase)
    units: list[Unit] = []
    at = 0
    while at < len(found):
        unit, width = _unit_at(phrase, found, at, base)
        units.append(unit)
        at += width
    return _with_whole_names(units, base.small_words.courtesy)


def _with_whole_names(units: list[Unit], courtesy: frozenset[str]) -> list[Unit]:
    """The units with names of persons kept whole: in "William French Smith" no French is meant."""
    settled: list[Unit] = []
    for at, unit in enumerate(units):
        before = settled[-1] if settled else None
        after = units[at + 1] if at + 1 < len(units) else None
        is_after_title = bool(before and before.office)
        is_after_name = bool(before and before.role is Role.NAME and before.normal not in courtesy)
        if _is_part_of_name(unit, after, after_name=is_after_name, after_title=is_after_title):
            settled.append(unit._replace(role=Role.NAME, meanings=NO_MEANING))
        elif before is not None and before.role in (Role.DETERMINER, Role.NUMBER):
            settled.append(unit._replace(article=before.normal))
        else:
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


def is_dated(units: Iterable[Unit]) -> bool:
    """Whether it depends on the day what the words stand for.

    Persons, bodies and offices change with time, names that the base does not know may be of
    persons that it knows by surname; states, peoples and generic nouns stay what they are.
    """
    return any(
        unit.role is Role.NAME
        or unit.bodies
        or unit.people
        or unit.office
        or len(unit.meanings.states) > 1
        for unit in units
    )


def _unit_at(phrase: str, found: list[Token], at: int, base: KnowledgeBase) -> tuple[Unit, int]:
    first = found[at]
    for width in range(min(base.longest_from(first.normal), len(found) - at), 0, -1):
        part = found[at : at + width]
        key = first.normal if width == 1 else " ".join([token.normal for token in part])
        readings = _readings(key, part, base)
        if readings:
            end = part[-1].end
            text = phrase[first.start : end]
            return Unit(
                Role.KNOWN, text, key, first.start, end, meanings_of(readings), first.joined
            ), width
    role = _role_of(first, base.small_words)
    return Unit(role, first.text, first.normal, first.start, first.end, NO_MEANING, first.joined), 1


def _readings(key: str, part: list[Token], base: KnowledgeBase) -> tuple[Named, ...]:
    """The readings of some tokens that their capitals allow."""
    readings = base.named(key)
    if not readings:
        return ()
    is_capital = any(token.is_capitalised for token in part)
    is_word = any(r.kind in _WORD_KINDS for r in readings)
    allowed = tuple(r for r in readings if _is_allowed(r, part, is_capital, is_word=is_word))
    small = _role_of(part[0], base.small_words) if len(part) == 1 else None
    if small not in (None, Role.NAME, Role.WORD) and not is_capital:
        return ()
    return allowed


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


def _role_of(token: Token, small: SmallWords) -> Role:
    word = token.normal
    if word == POSSESSIVE:
        return Role.POSSESSIVE
    if word in small.conjunction:
        return Role.CONJUNCTION
    if word in _BREAKS or not token.is_word:
        return Role.BREAK
    if token.joined:
        return Role.NAME if token.is_capitalised else Role.WORD
    for role, words in (
        (Role.DETERMINER, small.determiner),
        (Role.NUMBER, small.number),
        (Role.PREPOSITION, small.preposition),
        (Role.RELATIVE, small.relative),
    ):
        if word in words:
            return role
    if word[0].isdigit():
        return Role.NUMBER
    if token.is_capitalised or word in small.particle:
        return Role.NAME
    return Role.WORD


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
    for at, unit in enumerate(units):
        if unit.role is Role.PREPOSITION and any(map(_says_something, units[:at])):
            return Segment(_core_of(units[:at]), unit.normal, units[at + 1 :])
    return Segment(_core_of(units))


def _says_something(unit: Unit) -> bool:
    return unit.role in (Role.KNOWN, Role.NAME, Role.WORD)


_LEFT_OUT = frozenset({Role.DETERMINER, Role.NUMBER, Role.PREPOSITION})


def _core_of(units: list[Unit]) -> list[Unit]:
    """The units that say something, up to an "and" that joins two actors whole."""
    kept = [u for u in units if u.role not in _LEFT_OUT]
    for at, unit in enumerate(kept):
        if unit.role is Role.CONJUNCTION and 0 < at < len(kept) - 1:
            before, last = kept[at - 1], kept[-1]
            if before.nouns or before.office or (before.states and last.states):
                return kept[:at]
    return [u for u in kept if u.role is not Role.CONJUNCTION]

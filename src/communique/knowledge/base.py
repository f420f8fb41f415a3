"""The knowledge base: lookups by name, surname, office and word, on a date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from communique.knowledge.compiled import (
    BASE_FILE,
    MARKS,
    BaseTables,
    holders_key,
    read_compiled,
)
from communique.knowledge.dates import Term
from communique.knowledge.entries import (
    Body,
    Effect,
    EntryKind,
    Noun,
    Office,
    Person,
    SmallWords,
    State,
    Strength,
    Tenure,
)
from communique.knowledge.normal import key_of
from communique.records import Sector

Entry = State | Body | Person | Office | Noun | Effect
"""What a name can stand for."""

_KINDS = {
    "s": EntryKind.STATE,
    "a": EntryKind.ADJECTIVE,
    "p": EntryKind.PEOPLE,
    "b": EntryKind.BODY,
    "h": EntryKind.PERSON,
    "t": EntryKind.TITLE,
    "m": EntryKind.MODIFIER,
    "n": EntryKind.NOUN,
}


class Named:
    """A name's reading.

    Attributes:
        kind: What kind of thing it names.
        entry: Which one.
        in_capitals: Whether it counts only where the text has it in capitals ("US").
        is_common: Whether many countries have one of the name ("National Police"), so that it
            counts only where a word says whose it is.
        is_small: Whether it is written in small letters ("peshmerga").
    """

    __slots__ = ("entry", "in_capitals", "is_common", "is_small", "kind")

    def __init__(self, kind: EntryKind, entry: Entry, mark: str) -> None:
        """Take kind, entry and the mark of the compiled reference."""
        self.kind = kind
        self.entry = entry
        self.in_capitals = mark == "!"
        self.is_common = mark == "?"
        self.is_small = mark == "~"


class KnowledgeBase:
    """States, seats, organs, organisations, groups, offices and their holders, by date.

    Build one with `KnowledgeBase.load`; it is read-only and may be shared between threads.
    """

    def __init__(self, compiled: BaseTables) -> None:
        """Take a compiled base; `KnowledgeBase.load` is the usual way."""
        self._compiled = compiled
        self._names = compiled.names
        self.small_words = _small_words(compiled)
        """The small words of phrases."""
        offices = (row.split("\t") for row in compiled.offices)
        self._ranks = {cells[0]: int(cells[2]) for cells in offices}
        states = (row.split("\t", 5) for row in compiled.states)
        self._country_names = {cells[0]: cells[1] for cells in states}
        self.longest_from = lru_cache(maxsize=65536)(self._longest_from)
        """Words of the longest name that may start with a normal form: `longest_from("united")`."""
        self.named = lru_cache(maxsize=65536)(self._named)
        """The readings of a normal form: `named("us")`."""
        self.namesakes = lru_cache(maxsize=4096)(self._find_namesakes)
        """Persons of a surname or full name, given in its normal form, in no order that counts."""
        self._terms_of_office = lru_cache(maxsize=4096)(self._find_terms)
        self._person = lru_cache(maxsize=65536)(self._make_person)

    @classmethod
    def load(cls, overlay: Path | None = None, *, path: Path = BASE_FILE) -> KnowledgeBase:
        """Load the base that ships, with a user's own names on top.

        Args:
            overlay: A CSV file of the form of the persons or organisations files; its names are
                weighed together with those of the base.
            path: The compiled base.

        Raises:
            ValueError: When a file is missing or unsound; the message names line and remedy.
        """
        compiled = read_compiled(path)
        if overlay is not None:
            from communique.knowledge.overlay import laid_over

            compiled = laid_over(compiled, overlay)
        return cls(compiled)

    @property
    def compiled(self) -> BaseTables:
        """The tables behind the base."""
        return self._compiled

    def lookup(self, name: str) -> tuple[Named, ...]:
        """The readings of a name as text has it; empty where the base does not know it."""
        return self.named(key_of(name))

    def people_named(self, surname: str, *, on: date | None = None) -> tuple[Person, ...]:
        """Persons whom newswire calls by this surname (or full name), those in office first.

        Args:
            surname: "Lavrov", "Xi", "al-Assad", or a full name.
            on: The day; without one the latest in office come first.
        """
        people = self.namesakes(key_of(surname))
        return tuple(sorted(people, key=lambda person: self.standing(person, on)))

    def tenure_on(self, person: Person, on: date | None) -> Tenure:
        """The office that tells best who the person is on a day: held then, highest, nearest."""
        tenures = person.tenures
        if len(tenures) == 1:
            return tenures[0]
        return min(tenures, key=lambda tenure: standing_of(tenure, on))

    def standing(self, person: Person, on: date | None) -> tuple[int, ...]:
        """A key that sorts persons by how likely newswire of the day means them."""
        return min([standing_of(tenure, on) for tenure in person.tenures])

    def office_holder(
        self, country: str | None, office: str, on: date | None = None
    ) -> tuple[Person, ...]:
        """Who held an office on a day, the latest to enter it first.

        Holders of the state's own office come before those of a region or rival government.

        Args:
            country: ISO 3166-1 alpha-3, or None for offices of no single state.
            office: Canonical key ("foreign_minister").
            on: The day; without one, all holders.
        """
        terms, everybody = self._terms_of_office(country or None, office)
        if on is None:
            return everybody
        held = [person for term, person in terms if term.holds(on)]
        return tuple(held) if len(held) < 2 else tuple(dict.fromkeys(held))

    def office_of_title(self, words: str) -> Office | None:
        """The office that a title names: "defence chief" -> defence_minister."""
        return next((r.entry for r in self.lookup(words) if isinstance(r.entry, Office)), None)

    def country_of(self, words: str, *, on: date | None = None) -> str | None:
        """The country that a name, adjective, people or seat stands for, or None."""
        found: list[tuple[bool, str]] = []
        for reading in self.lookup(words):
            entry = reading.entry
            if isinstance(entry, (State, Body)) and entry.country:
                found.append((not entry.term.holds(on), entry.country))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def country_name(self, code: str | None) -> str:
        """The short English name of a country, or the code itself where the base has none."""
        return self._country_names.get(code or "", code or "")

    def sector_of_noun(self, word: str) -> Sector | None:
        """The sector that a generic noun or title tells: "troops" -> MIL; None where none."""
        for reading in self.lookup(word):
            if isinstance(reading.entry, (Noun, Office)) and reading.entry.sector:
                return reading.entry.sector
        return None

    def is_person_title(self, word: str) -> bool:
        """Whether the word or words are a title of persons ("minister", "Brig. Gen.")."""
        return any(reading.kind is EntryKind.TITLE for reading in self.lookup(word))

    def office_rank(self, key: str) -> int:
        """Rank of an office, 1 to 4; 3 for keys that only the persons files have."""
        return self._ranks.get(key.removeprefix("deputy_"), 3) + key.startswith("deputy_")

    def _find_terms(
        self, country: str | None, office: str
    ) -> tuple[tuple[tuple[Term, Person], ...], tuple[Person, ...]]:
        """The terms of an office with their holders, the latest first, and the holders alone."""
        numbers = self._compiled.holders.get(holders_key(country, office), "").split()
        terms = [
            (tenure.body == "", tenure.term.start, tenure.term, person)
            for person in map(self._person, map(int, numbers))
            for tenure in person.tenures
            if tenure.office == office and (tenure.country or None) == country
        ]
        terms.sort(key=lambda item: item[:2], reverse=True)
        return tuple(item[2:] for item in terms), tuple(dict.fromkeys(item[3] for item in terms))

    def _find_namesakes(self, key: str) -> tuple[Person, ...]:
        numbers = self._compiled.surnames.get(key, "").split()
        people = dict.fromkeys(map(self._person, map(int, numbers)))
        named = (reading.entry for reading in self.named(key))
        people.update(dict.fromkeys(entry for entry in named if isinstance(entry, Person)))
        return tuple(people)

    def _longest_from(self, word: str) -> int:
        return int(self._compiled.longest.get(word, "1"))

    def _named(self, key: str) -> tuple[Named, ...]:
        return tuple(self._reading(ref) for ref in self._names.get(key, "").split())

    def _reading(self, reference: str) -> Named:
        letter, digits = reference[0], reference[1:].rstrip(MARKS)
        mark = reference[1 + len(digits) :]
        number = int(digits)
        entry: Entry
        if letter in "sap":
            entry = _state(self._compiled.states[number])
        elif letter == "b":
            entry = _body(self._compiled.bodies[number])
            kind = EntryKind.METONYM if entry.is_metonym else EntryKind.BODY
            return Named(kind, entry, mark)
        elif letter == "h":
            entry = self._person(number)
        elif letter == "t":
            key, sector, rank, takes_body = self._compiled.offices[number].split("\t")
            entry = Office(key, _sector(sector), int(rank), takes_body == "1")
        else:
            word, _, sector = self._compiled.words[number].partition("\t")
            entry = Effect(word) if letter == "m" else Noun(_sector(sector), Strength(word))
        return Named(_KINDS[letter], entry, mark)

    def _make_person(self, number: int) -> Person:
        identifier, name, surname, *cells = self._compiled.people[number].split("\t")
        tenures = tuple(self._tenure(*cells[at : at + 6]) for at in range(0, len(cells), 6))
        return Person(identifier, name, surname, tenures)

    def _tenure(
        self, office: str, country: str, body: str, sector: str, start: str, end: str
    ) -> Tenure:
        rank = self.office_rank(office)
        return Tenure(office, country or None, body, _sector(sector), Term(start, end), rank)


def _small_words(compiled: BaseTables) -> SmallWords:
    words = {role: frozenset(text.split(" ")) for role, text in compiled.small_words.items()}
    return SmallWords(**words)


def _sector(text: str) -> Sector | None:
    return Sector(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def standing_of(tenure: Tenure, on: date | None) -> tuple[int, ...]:
    """Sorts offices: held on the day, highest, nearest; without a day highest, latest.

    Where two offices rank alike on a day, the one of the state says more than that of a party.
    """
    sector, term = tenure.sector, tenure.term
    if on is None:
        latest = term.start.replace("-", "").ljust(8, "0")
        return (tenure.rank, -int(latest))
    rank = 2 * tenure.rank + (sector is not None and not sector.of_state)
    away = term.distance(on)
    if away == 0:
        return (0, rank, rank, 0)
    return (1, away // 365, rank, away)


def _state(row: str) -> State:
    code, name, official, capital, country, sector, start, end, *more = row.split("\t")
    successors, cow, gw, kind = more
    return State(
        id=f"state:{code}",
        code=code,
        name=name,
        official=official,
        capital=capital,
        country=country or None,
        sector=_sector(sector),
        term=Term(start, end),
        successors=tuple(successors.split()),
        cow=_number(cow),
        gw=_number(gw),
        kind=kind,
    )


def _body(row: str) -> Body:
    identifier, name, country, sector, kind, start, end, metonym = row.split("\t")
    term = Term(start, end)
    # "Labour Party (Netherlands)": the brackets tell rows apart and are no part of the name.
    name = name.partition(" (")[0]
    return Body(identifier, name, country or None, _sector(sector), kind, term, metonym == "1")

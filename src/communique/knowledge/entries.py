"""What the knowledge base holds: states, bodies, persons, offices and generic nouns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from communique.knowledge.dates import Term
from communique.records import Sector


class EntryKind(StrEnum):
    """What a name stands for."""

    STATE = "state"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    METONYM = "metonym"
    BODY = "body"
    PERSON = "person"
    TITLE = "title"
    MODIFIER = "modifier"
    NOUN = "noun"


class Strength(StrEnum):
    """How far a generic noun settles the sector of the phrase it stands in."""

    STRONG = "strong"
    WEAK = "weak"
    OVERRIDE = "override"
    MODIFIER = "modifier"


class Effect(StrEnum):
    """What a word before a title does to it."""

    FORMER = "former"
    HOLDS = "holds"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory, existing or ended.

    Attributes:
        id: "state:" and its code.
        code: ISO 3166-1 alpha-3; for ended and unrecognised states a code of the base's own.
        name: Short English name.
        official: Official English name.
        capital: Seat of government.
        country: The ISO 3166-1 alpha-3 code that events are recorded under, or None where the
            name alone does not settle it ("Korea").
        sector: GOV, or REB for armed unrecognised states.
        term: When it existed, as far as newswire since 1945 needs to know.
        successors: Codes of the states that followed it.
        cow: Correlates of War country code, or None.
        gw: Gleditsch and Ward country code, or None.
        kind: "state", "territory", "partly_recognised", "unrecognised", "ended" or "ambiguous".
    """

    id: str
    code: str
    name: str
    official: str
    capital: str
    country: str | None
    sector: Sector | None
    term: Term
    successors: tuple[str, ...]
    cow: int | None
    gw: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, organ of state, party, armed group, newspaper or seat of power.

    Attributes:
        id: Id in the base, for instance "organ:state-duma".
        name: Canonical name.
        country: ISO 3166-1 alpha-3, or None for bodies of no single state.
        sector: Sector, or None.
        kind: What it is, in words: "organ", "seat", "armed group", ….
        term: When it existed (or when this entry of it held).
        is_metonym: Whether the name is first of all a place or building.
    """

    id: str
    name: str
    country: str | None
    sector: Sector | None
    kind: str
    term: Term
    is_metonym: bool = False

    def __hash__(self) -> int:
        # Nearly every body has an id of its own; hashing all fields would cost more than it helps.
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's holding of one office.

    Attributes:
        office: Canonical office key, for instance "foreign_minister".
        country: ISO 3166-1 alpha-3, or None for offices of no single state.
        body: Name of the body it belongs to, or an empty string.
        sector: Sector, or None.
        term: From when to when.
        rank: Rank of the office, 1 for heads of state or government to 5.
    """

    office: str
    country: str | None
    body: str
    sector: Sector | None
    term: Term
    rank: int = 3

    @property
    def office_in_words(self) -> str:
        """The office as a reader would say it: "foreign minister"."""
        return self.office.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Person:
    """A person with the offices held.

    Attributes:
        id: "person:" and a slug of name and country.
        name: Canonical name.
        surname: The short name that newswire uses after the first mention.
        tenures: Offices, earliest first.
    """

    id: str
    name: str
    surname: str
    tenures: tuple[Tenure, ...]

    def __hash__(self) -> int:
        # An id is one person's; hashing all tenures would cost more than what the hash is for.
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Office:
    """An office or title.

    Attributes:
        key: Canonical key, for instance "foreign_minister".
        sector: Sector of its holder where no body says otherwise, or None.
        rank: 1 for heads of state or government to 4.
        takes_body: Whether the sector comes from the body it is named with.
    """

    key: str
    sector: Sector | None
    rank: int
    takes_body: bool


@dataclass(frozen=True, slots=True)
class Noun:
    """A generic noun for a body or group, with the sector it tells."""

    sector: Sector | None
    strength: Strength


@dataclass(frozen=True, slots=True)
class SmallWords:
    """The small words of a phrase, by what they do (`small_words` of `titles.yaml`)."""

    determiner: frozenset[str]
    number: frozenset[str]
    conjunction: frozenset[str]
    preposition: frozenset[str]
    belonging: frozenset[str]
    elsewhere: frozenset[str]
    relative: frozenset[str]
    particle: frozenset[str]
    courtesy: frozenset[str]
    sponsored: frozenset[str]
    stance: frozenset[str]

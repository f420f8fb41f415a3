"""Political actors and how they were resolved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from communique.records.span import Span


class Sector(StrEnum):
    """The part of state or society that an actor belongs to (PLOVER manual, sector codes)."""

    GOV = "GOV"
    MIL = "MIL"
    COP = "COP"
    JUD = "JUD"
    LEG = "LEG"
    SPY = "SPY"
    OPP = "OPP"
    PTY = "PTY"
    REB = "REB"
    BUS = "BUS"
    LAB = "LAB"
    MED = "MED"
    EDU = "EDU"
    CVL = "CVL"
    REF = "REF"
    IGO = "IGO"
    NGO = "NGO"
    CRM = "CRM"

    @property
    def of_state(self) -> bool:
        """Whether the sector is an organ of the state rather than of society."""
        return self in _STATE_SECTORS


_STATE_SECTORS = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.JUD, Sector.LEG, Sector.SPY})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a name that resolution weighed.

    Attributes:
        name: The canonical name, for instance "Sergei Lavrov".
        country: ISO 3166-1 alpha-3, or None.
        sector: Sector, or None.
        score: Between 0 and 1; comparable among the candidates of one name only.
        reason: One sentence that says what speaks for or against it.
    """

    name: str
    country: str | None
    sector: Sector | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a mention was resolved to an actor.

    Attributes:
        method: One word for the way: "description", "base", "earlier mention", "pronoun", ….
        reason: One sentence for a reader.
        candidates: What was weighed, best first; the first is what was taken.
        confidence: The chance, from 0 to 1, that country and part (state or society) are right;
            None where it was not reckoned.
    """

    method: str
    reason: str
    candidates: tuple[Candidate, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A political actor as an event or a statement names it.

    Attributes:
        name: The fullest name that the article gives.
        country: ISO 3166-1 alpha-3 of the state it belongs to or speaks for; None for bodies of
            no single state and for names that stay unknown.
        sector: The part of state or society, or None where unknown.
        id: Id of the actor in the knowledge base ("person:…", "state:RUS", …), or None.
        span: The words that name it in the event's first mention, or None when they are elsewhere.
        resolution: How name, country and sector were found, or None.
    """

    name: str
    country: str | None = None
    sector: Sector | None = None
    id: str | None = None
    span: Span | None = None
    resolution: Resolution | None = None

"""The country that an article is about, and what takes it for granted.

Newswire names the country once and then speaks of "the police", "parliament" or a local person
without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from communique.reading.actors.lexicon import pronoun_lexicon
from communique.reading.actors.referents import Referent, ReferentKind
from communique.records import ArticleField, Place, Resolution, Sector

_TAKEN_FOR_GRANTED = frozenset(
    {Sector.GOV, Sector.MIL, Sector.COP, Sector.JUD, Sector.LEG, Sector.SPY, Sector.OPP,
     Sector.PTY, Sector.CVL, Sector.LAB, Sector.EDU, Sector.BUS, Sector.MED, Sector.REB,
     Sector.NGO}
)  # fmt: skip
"""Sectors whose country is left out where it is the article's own; not those of bodies between
states and of refugees."""

DOMINANT = 0.5
"""Share of an article's mentions of countries from which names without one are taken as its own."""

OUTLET = 2
"""Mentions of a country that the seat of the outlet is worth."""

_EARLY = 400
"""Characters from the start of the text that say most about where the news is set."""


@dataclass(frozen=True, slots=True)
class Home:
    """The country that an article is about.

    Attributes:
        country: ISO 3166-1 alpha-3, or None where no country is named.
        share: Its share of the article's mentions of countries, from 0 to 1.
    """

    country: str | None
    share: float

    @property
    def dominant(self) -> bool:
        """Whether the article is about this country before all others."""
        return self.country is not None and self.share >= DOMINANT


def setting(places: Iterable[Place], publisher: str | None) -> Counter[str]:
    """Counts what an article's places and its outlet say of the country it is about.

    Args:
        places: Its places; those of the title and the beginning count double.
        publisher: The country of the outlet, or None.
    """
    counts: Counter[str] = Counter()
    for place in places:
        if place.country is not None and place.span is not None:
            early = place.span.field is ArticleField.TITLE or place.span.start < _EARLY
            counts[place.country] += 2 if early else 1
    if publisher is not None:
        counts[publisher] += OUTLET
    return counts


def home_of(referents: Iterable[Referent], setting: Counter[str]) -> Home:
    """Weighs what is known of the setting and the countries of states, bodies and persons."""
    counts = Counter(setting)
    for referent in referents:
        if referent.country is not None:
            counts[referent.country] += min(referent.weight, 5)
    if not counts:
        return Home(None, 0.0)
    best = max(sorted(counts), key=lambda country: counts[country])
    return Home(best, counts[best] / counts.total())


def complete(referent: Referent, home: Home) -> None:
    """Gives a referent without a country the article's own, where newswire takes it for granted."""
    if referent.country is not None or referent.members or home.country is None:
        return
    if not pronoun_lexicon().elsewhere.isdisjoint(referent.name.lower().split()):
        return
    if referent.resolution is not None and referent.resolution.method == "base":
        return
    described = referent.kind is ReferentKind.GROUP and referent.sector in _TAKEN_FOR_GRANTED
    unknown = referent.kind in (ReferentKind.PERSON, ReferentKind.BODY) and home.dominant
    if referent.sector is not None and referent.sector not in _TAKEN_FOR_GRANTED:
        return
    if not (described or unknown):
        return
    referent.country = home.country
    reason = f"The article is about {home.country}."
    if referent.sector is None:
        referent.sector = Sector.CVL
        reason += " No office is named: taken for a part of society."
    earlier = referent.resolution.reason if referent.resolution else ""
    candidates = referent.resolution.candidates if referent.resolution else ()
    referent.resolution = Resolution("context", f"{earlier} {reason}".strip(), candidates)

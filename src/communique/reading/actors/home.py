"""The country that an article is about, and what takes it for granted.

Newswire names the country once and then speaks of "the police", "parliament" or a local person
without it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass

from communique.reading.actors.lexicon import pronoun_lexicon
from communique.reading.actors.referents import Referent
from communique.records import ArticleField, Place, Resolution, Sector

_TAKEN_FOR_GRANTED = frozenset(
    {Sector.GOV, Sector.MIL, Sector.COP, Sector.JUD, Sector.LEG, Sector.SPY, Sector.OPP,
     Sector.PTY, Sector.CVL, Sector.LAB, Sector.EDU, Sector.BUS, Sector.MED, Sector.REB,
     Sector.NGO}
)  # fmt: skip
"""Sectors whose country is left out where it is the article's own; not those of bodies between
states and of refugees."""

_SETTLED = frozenset({"base", "joint"})
"""Ways of resolving after which a missing country means that there is none."""

_OF_STATES = frozenset({None, Sector.GOV, Sector.MIL})
"""Sectors of those who join with other states."""

DOMINANT = 0.5
"""Share of an article's mentions of countries from which it is about one before all others."""

OUTLET = 4
"""Mentions of a country that the seat of the outlet is worth."""

_EARLY = 400
"""Characters from the start of the text that say most about where the news is set."""


NEAR_WEIGHTS = (3.0, 1.5, 0.75, 0.375)
"""What a mention of a country counts in the same sentence and in the three before it."""

HOME_WEIGHT = 14.0
"""What a country's share of the whole article counts beside mentions that are near."""


class Surroundings:
    """Which countries are spoken of where in an article."""

    def __init__(self) -> None:
        """Starts without any."""
        self._named: dict[int, Counter[str]] = {}

    def add(self, sentence: int, country: str) -> None:
        """Counts a mention of a country (ISO 3166-1 alpha-3) in a sentence."""
        self._named.setdefault(sentence, Counter())[country] += 1

    def around(
        self, sentence: int, home: Home, *, among: Container[str] | None = None
    ) -> str | None:
        """Gives the country that is most likely meant where a sentence names none.

        Args:
            sentence: The sentence's index.
            home: The country that the article is about.
            among: The countries that can be meant; any if None.
        """
        counts: defaultdict[str, float] = defaultdict(float)
        for back, weight in enumerate(NEAR_WEIGHTS):
            for country, number in self._named.get(sentence - back, {}).items():
                counts[country] += weight * min(number, 2)
        if home.country is not None:
            counts[home.country] += HOME_WEIGHT * home.share
        possible = [country for country in sorted(counts) if among is None or country in among]
        return max(possible, key=lambda country: counts[country], default=None)

    def among(self, sentence: int, home: Home, countries: frozenset[str]) -> str | None:
        """Gives the one of some countries that is nearest to a sentence, else named most."""
        near = self.around(sentence, home, among=countries)
        if near is not None:
            return near
        named: Counter[str] = Counter()
        for counts in self._named.values():
            named.update({country: counts[country] for country in countries & counts.keys()})
        return max(sorted(named), key=lambda country: named[country], default=None)


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


def complete(referent: Referent, home: Home, surroundings: Surroundings) -> None:
    """Gives a referent without a country the one that newswire takes for granted there.

    Only one whose words tell what it is ("the police"): an unknown name keeps its words and no
    guess. Taking unknown persons and bodies for society of the article's country raised the
    recall of countries by 3 points on the training articles and lost half a point of strict F1.
    """
    if referent.country is not None or referent.members or home.country is None:
        return
    if _is_elsewhere(referent):
        return
    if referent.resolution is not None and referent.resolution.method in _SETTLED:
        return
    if referent.sector not in _TAKEN_FOR_GRANTED:
        return
    referent.country = _of_people(referent, home, surroundings) or surroundings.around(
        referent.first, home
    )
    is_home = referent.country == home.country
    where = "The article" if is_home else "What stands around it"
    reason = f"{where} is about {referent.country}."
    earlier = referent.resolution.reason if referent.resolution else ""
    candidates = referent.resolution.candidates if referent.resolution else ()
    referent.resolution = Resolution("context", f"{earlier} {reason}".strip(), candidates)


def _of_people(referent: Referent, home: Home, surroundings: Surroundings) -> str | None:
    """The country of a people that lives in several: "Kurdish fighters" in an article on Syria."""
    for stem, groups in pronoun_lexicon().homelands.items():
        if stem in referent.name.lower():
            found = (surroundings.among(referent.first, home, group) for group in groups)
            return next((country for country in found if country is not None), None)
    return None


def _is_elsewhere(referent: Referent) -> bool:
    """Whether words say that others are meant: "foreign banks", not "the foreign minister"."""
    lexicon = pronoun_lexicon()
    words = referent.name.lower().split()
    if referent.sector in _OF_STATES and not lexicon.joint.isdisjoint(words):
        return True
    return any(
        word in lexicon.elsewhere and not (word == "foreign" and after in lexicon.after_foreign)
        for word, after in zip(words, [*words[1:], ""], strict=True)
    )

"""The country of a place that an actor phrase names, asked of the gazetteer."""

from __future__ import annotations

from functools import lru_cache

from communique.knowledge.describe import PlaceCountry
from communique.knowledge.gazetteer import Gazetteer
from communique.knowledge.places import KnownPlace, PlaceKind

# Small towns share their names with too many words and persons to tell a country alone. On 4,917
# mentions of the development events, asking towns of every size gave 80.9 % of countries right and
# 1.9 % wrong, asking those from 50,000 inhabitants 80.8 % and 1.7 %.
_LEAST_POPULATION = 50_000
_LEAST_PRIOR = 0.5
_LARGE_KINDS = frozenset({PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.CAPITAL})


def place_country_from(gazetteer: Gazetteer) -> PlaceCountry:
    """A way for `Resolver` to look up the countries of places.

    Args:
        gazetteer: The gazetteer to ask.

    Returns:
        A function from a place's name to the country of the place it most likely means, or None
        where the name is too rare or too shared to tell. Answers are kept.
    """

    @lru_cache(maxsize=16384)
    def country_of(name: str) -> str | None:
        priors = gazetteer.priors(name)
        if not priors or priors[0][1] < _LEAST_PRIOR:
            return None
        place = priors[0][0]
        return place.country if _is_large(place) else None

    return country_of


def _is_large(place: KnownPlace) -> bool:
    return place.kind in _LARGE_KINDS or place.population >= _LEAST_POPULATION

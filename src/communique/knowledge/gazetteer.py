"""Where a place name lies: candidates by name, and a choice among them that says why."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from communique.knowledge.gazetteer_file import GazetteerTables, read_tables
from communique.knowledge.places import KnownPlace, PlaceChoice, PlaceKind, place_key

GAZETTEER_FILE = Path(__file__).with_name("gazetteer.bin")
"""The compiled gazetteer that ships with the package."""

# Scores count in powers of ten of inhabitants. These and the weights of gazetteer_context were
# chosen on the marked toponyms of 199 articles of local newspapers (share within 161 km) together
# with the countries and large capitals that 400 newswire articles name: a country at 9 and context
# at 10 gave .878 and .967, a country at 10.5 and context at 8 gave .869 and .992; newswire counts.
_PRIOR = {
    PlaceKind.COUNTRY: 10.5,
    PlaceKind.CONTINENT: 10.5,
    PlaceKind.SEA: 8.0,
    PlaceKind.REGION: 7.5,
    PlaceKind.PROVINCE: 7.0,
    PlaceKind.DISTRICT: 4.5,
    PlaceKind.COUNTY: 4.0,
}
_OTHER_PRIOR = 6.5
_TOWNS = (PlaceKind.TOWN, PlaceKind.CAPITAL)
_OTHER_NAME_COSTS = 1.5
_TAKEN_NAME_COSTS = 3.0
_KNOWN_RIVAL = 4.3
_BIG_CITY = 500_000
_SEAT = 50_000
_SEAT_GAINS = 0.1
_NEIGHBOUR_KM = 200.0
_CAPITAL_AT_MOST = 7.2
_CAPITAL_GAINS = 1.5
_COUNTRY_GAINS = 2.5
_NEARNESS_GAINS = 2.5
_NEARNESS_KM = 200.0
_WITHIN_GAINS = 8.0


_REMEMBERED = 8192
"""Names whose places are kept once they were looked up."""


class Gazetteer:
    """Places by name; loaded once, used for many articles."""

    def __init__(self, tables: GazetteerTables) -> None:
        """Wraps the tables of a compiled gazetteer."""
        self._tables = tables
        # Single items of a memory view come several times faster than those of an array.
        self._key_ends = tables.key_ends.data
        self._name_ends = tables.name_ends.data
        self._posting_ends = tables.posting_ends.data
        self._kinds = tuple(PlaceKind(kind) for kind in tables.kinds)
        self._abbreviations = frozenset(tables.abbreviations)
        # News names few places often.
        self._find = lru_cache(_REMEMBERED)(self._search)
        self._postings = lru_cache(_REMEMBERED)(self._read_postings)
        self._priors = lru_cache(_REMEMBERED)(self._rank)

    @classmethod
    def load(cls, path: Path = GAZETTEER_FILE) -> Gazetteer:
        """Maps the compiled gazetteer, 16 MB, of which look-ups touch what they need.

        Raises:
            ValueError: When the file is of another version.
            FileNotFoundError: When there is none; `communique.knowledge.gazetteer_build` makes it.
        """
        return cls(read_tables(path))

    def __len__(self) -> int:
        return len(self._tables.geonameid)

    def candidates(self, name: str) -> tuple[KnownPlace, ...]:
        """Gives all places of that name: by main name before other names, larger towns first."""
        return tuple(place for place, _ in self._postings(name))

    def knows(self, name: str) -> bool:
        """Whether any place has that name."""
        return self._find(place_key(name).encode()) is not None

    def is_abbreviation(self, name: str) -> bool:
        """Whether the name is nothing but a short form that needs a town before it ("OH")."""
        return place_key(name) in self._abbreviations

    def country(self, code: str) -> KnownPlace | None:
        """Gives the country of an ISO 3166-1 alpha-3 code."""
        return self._countries.get(code.upper())

    def where(
        self,
        name: str,
        *,
        near: Sequence[KnownPlace] = (),
        context_countries: Collection[str] = (),
    ) -> PlaceChoice | None:
        """Chooses the place that a name most likely stands for.

        Args:
            name: A place name, or a name with what it lies in ("Athens, Georgia").
            near: Places that the same text names: what lies close to one of them gains.
            context_countries: ISO 3166-1 alpha-3 codes of the countries the text is about.

        Returns:
            The best choice, or None when no place has that name.
        """
        choices = self.weigh(name, near=near, context_countries=context_countries)
        return choices[0] if choices else None

    def weigh(
        self,
        name: str,
        *,
        near: Sequence[KnownPlace] = (),
        context_countries: Collection[str] = (),
    ) -> tuple[PlaceChoice, ...]:
        """Gives every place of the name with its score and reason, best first."""
        head, _, tail = name.partition(",")
        wholes = self.candidates(tail) if tail.strip() else ()
        choices = [
            _weigh(place, prior, near, frozenset(context_countries), wholes)
            for place, prior in self.priors(head)
        ]
        return tuple(sorted(choices, key=lambda choice: -choice.score))

    def priors(self, name: str) -> tuple[tuple[KnownPlace, float], ...]:
        """Gives every place of the name with what kind and size speak for it, best first.

        A town that bears the name of the province it is the seat of ranks just above it:
        newswire that means the province says so ("Aleppo province").
        """
        return self._priors(name)

    def _rank(self, name: str) -> tuple[tuple[KnownPlace, float], ...]:
        found = [(place, _prior(place), other) for place, other in self._postings(name)]
        priors = [
            (place, _raise_seat(place, prior, found) - _cost(place, found) * other)
            for place, prior, other in found
        ]
        return tuple(sorted(priors, key=lambda choice: -choice[1]))

    @cached_property
    def _countries(self) -> dict[str, KnownPlace]:
        number = self._kinds.index(PlaceKind.COUNTRY)
        found = (self._place(int(i)) for i in (self._tables.kind == number).nonzero()[0])
        return {place.country: place for place in found if place.country}

    def _read_postings(self, name: str) -> tuple[tuple[KnownPlace, bool], ...]:
        at = self._find(place_key(name).encode())
        if at is None:
            return ()
        ends, tables = self._posting_ends, self._tables
        return tuple(
            (self._place(int(tables.postings[number])), bool(tables.other_name[number]))
            for number in range(ends[at - 1] if at else 0, ends[at])
        )

    def _search(self, key: bytes) -> int | None:
        """Finds the number of a key by halving; None where there is no such key."""
        count = len(self._key_ends)
        at = bisect_left(range(count), key, key=self._key)
        return at if key and at < count and self._key(at) == key else None

    def _key(self, number: int) -> bytes:
        ends = self._key_ends
        return bytes(self._tables.keys[ends[number - 1] if number else 0 : ends[number]])

    def _name(self, number: int) -> str:
        ends = self._name_ends
        start = ends[number - 1] if number else 0
        return str(self._tables.names[start : ends[number]], "utf-8")

    def _place(self, number: int) -> KnownPlace:
        tables = self._tables
        province = int(tables.province[number])
        return KnownPlace(
            name=self._name(number),
            kind=self._kinds[tables.kind[number]],
            country=tables.countries[tables.country[number]] or None,
            province=self._name(province) if province >= 0 else None,
            population=int(tables.population[number]),
            latitude=int(tables.latitude[number]) / 1e5,
            longitude=int(tables.longitude[number]) / 1e5,
            geonameid=int(tables.geonameid[number]) or None,
        )


def lies_in(place: KnownPlace, whole: KnownPlace) -> bool:
    """Whether the place lies in the other: a town in its province or country, or close to it.

    Counties, regions and the like have no border in the gazetteer: what is of the same country
    and within 120 km of their point is taken to lie in them.
    """
    if place == whole:
        return False
    if whole.kind is PlaceKind.COUNTRY:
        return place.country == whole.country and place.kind is not PlaceKind.COUNTRY
    if whole.kind is PlaceKind.PROVINCE and place.province is not None:
        return place.country == whole.country and place.province == whole.name
    same_country = place.country == whole.country or None in (place.country, whole.country)
    return same_country and place.distance_km(whole) <= 120


def _raise_seat(
    place: KnownPlace, prior: float, found: Sequence[tuple[KnownPlace, float, bool]]
) -> float:
    """Lifts a town above the province that bears its name and that it is the seat of."""
    if place.kind not in _TOWNS or place.population < _SEAT:
        return prior
    provinces = [
        score
        for other, score, _ in found
        if other.kind is PlaceKind.PROVINCE and _are_neighbours(place, other)
    ]
    return max([prior, *(score + _SEAT_GAINS for score in provinces)])


def _are_neighbours(one: KnownPlace, other: KnownPlace) -> bool:
    return one.country == other.country and one.distance_km(other) <= _NEIGHBOUR_KM


def _cost(place: KnownPlace, found: Sequence[tuple[KnownPlace, float, bool]]) -> float:
    """Gives what it costs that the name is not a place's main name.

    Of a big city every name is well known ("Bombay"), unless another place has it as its main
    name: "Philadelphia" is not Amman.
    """
    taken = any(
        not other and score >= _KNOWN_RIVAL and not _are_neighbours(place, rival)
        for rival, score, other in found
    )
    if taken:
        return _TAKEN_NAME_COSTS
    return 0.0 if place.population >= _BIG_CITY else _OTHER_NAME_COSTS


def _prior(place: KnownPlace) -> float:
    size = math.log10(place.population + 10)
    if place.kind is PlaceKind.TOWN:
        return size
    if place.kind is PlaceKind.CAPITAL:
        return max(size, min(_CAPITAL_AT_MOST, size + _CAPITAL_GAINS))
    return max(_PRIOR.get(place.kind, _OTHER_PRIOR), size if place.population else 0.0)


def _weigh(
    place: KnownPlace,
    prior: float,
    near: Sequence[KnownPlace],
    countries: frozenset[str],
    wholes: Sequence[KnownPlace],
) -> PlaceChoice:
    score = prior
    reasons = [describe(place)]
    whole = next((whole for whole in wholes if lies_in(place, whole)), None)
    if whole is not None:
        score += _WITHIN_GAINS
        reasons.append(f"the text puts it in {whole.name}")
    if place.country in countries:
        score += _COUNTRY_GAINS
        reasons.append(f"the text is about {place.country}")
    gaps = [(place.distance_km(other), other.name) for other in near if other != place]
    if gaps:
        gap, neighbour = min(gaps)
        score += _NEARNESS_GAINS * math.exp(-gap / _NEARNESS_KM)
        if gap <= 2 * _NEARNESS_KM:
            reasons.append(f"{gap:.0f} km from {neighbour}, which the text names")
    return PlaceChoice(place, score, f"{place.name}: {'; '.join(reasons)}.")


def describe(place: KnownPlace) -> str:
    """Says what and where a place is, in a few words."""
    where = ", ".join(part for part in (place.province, place.country) if part)
    what = f"{place.kind.value} in {where}" if where else place.kind.value
    return f"{what}, {place.population:,} inhabitants" if place.population else what

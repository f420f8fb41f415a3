"""Places as the gazetteer knows them, and how far apart they lie."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_KM = 6371.0
"""Mean radius of the earth."""


class PlaceKind(StrEnum):
    """What sort of place a name stands for."""

    TOWN = "town"
    CAPITAL = "capital"
    COUNTRY = "country"
    PROVINCE = "province"
    COUNTY = "county"
    DISTRICT = "district"
    REGION = "region"
    CONTINENT = "continent"
    SEA = "sea"
    STRAIT = "strait"
    RIVER = "river"
    LAKE = "lake"
    ISLAND = "island"
    MOUNTAIN = "mountain"
    BASE = "base"
    LAUNCH_SITE = "launch site"
    NUCLEAR_SITE = "nuclear site"
    BORDER = "border"
    CROSSING = "crossing"
    LANDMARK = "landmark"


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """One place of the gazetteer.

    Attributes:
        name: Canonical name.
        kind: What sort of place it is.
        country: ISO 3166-1 alpha-3, or None for seas, continents and what no one state holds.
        province: Name of the first-order division it lies in, or None.
        population: Inhabitants as GeoNames has them; 0 where unknown and for what is no town.
        latitude: Degrees north of the equator.
        longitude: Degrees east of Greenwich.
        geonameid: GeoNames id, or None.
    """

    name: str
    kind: PlaceKind
    country: str | None
    province: str | None
    population: int
    latitude: float
    longitude: float
    geonameid: int | None

    def distance_km(self, other: KnownPlace) -> float:
        """Gives the great-circle distance between the two points in kilometres."""
        return distance_km((self.latitude, self.longitude), (other.latitude, other.longitude))


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """One reading of a place name.

    Attributes:
        place: The place.
        score: The higher the better; comparable among the readings of one name only.
        reason: One sentence that says what speaks for it.
    """

    place: KnownPlace
    score: float
    reason: str


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Gives the great-circle distance between two points (latitude, longitude) in kilometres."""
    latitude, longitude, to_latitude, to_longitude = map(math.radians, (*one, *other))
    half = (
        math.sin((to_latitude - latitude) / 2) ** 2
        + math.cos(latitude) * math.cos(to_latitude) * math.sin((to_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


_DROPPED = re.compile(r"['’‘`´ʻʼʿʾ.]")
_SPACED = re.compile(r"[\s\-‐‑–/_]+")
_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_LAST_WORDS = {"co": "county", "twp": "township"}


def place_key(name: str) -> str:
    """Gives the form under which a name is looked up.

    Case, accents, apostrophes, full stops, hyphens and a leading "the" make no difference, and
    "Saint", "Mount", "Fort" and a final "County" are the same as their abbreviations.
    """
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", name))
    folded = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    folded = folded.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d")
    words = [_WORDS.get(word, word) for word in _SPACED.sub(" ", folded).strip().split(" ")]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words[-1] = _LAST_WORDS.get(words[-1], words[-1])
    return " ".join(words)

"""What `who` and `where` answer, in the one shape that command line and HTTP API give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.knowledge.places import KnownPlace, PlaceChoice
from communique.records import Actor

if TYPE_CHECKING:
    from communique.knowledge.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Somebody who might have been meant, and why somebody else was chosen."""

    name: str
    country: str | None
    sector: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class KnownActor:
    """Who is meant, why, and who was passed over."""

    name: str
    country: str | None
    sector: str | None
    id: str | None
    reason: str | None
    confidence: float | None
    passed_over: tuple[PassedOver, ...]


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """One reading of a place name, in the terms of the output contract."""

    name: str
    kind: str
    country: str | None
    province: str | None
    population: int
    lat: float
    lon: float
    geonameid: int | None
    score: float
    reason: str


def known_actor(actor: Actor) -> KnownActor:
    """Tells an actor that `Resolver.resolve` found."""
    resolution = actor.resolution
    candidates = resolution.candidates if resolution else ()
    return KnownActor(
        name=candidates[0].name if candidates else actor.name,
        country=actor.country,
        sector=actor.sector.value if actor.sector else None,
        id=actor.id,
        reason=resolution.reason if resolution else None,
        confidence=resolution.confidence if resolution else None,
        passed_over=tuple(
            PassedOver(one.name, one.country, one.sector.value if one.sector else None, one.reason)
            for one in candidates[1:]
        ),
    )


def place_reading(choice: PlaceChoice) -> PlaceReading:
    """Tells a choice that `Gazetteer.weigh` gives."""
    place = choice.place
    return PlaceReading(
        name=place.name,
        kind=place.kind.value,
        country=place.country,
        province=place.province,
        population=place.population,
        lat=place.latitude,
        lon=place.longitude,
        geonameid=place.geonameid,
        score=round(choice.score, 3),
        reason=choice.reason,
    )


def place_readings(
    gazetteer: Gazetteer, name: str, *, near: Iterable[str], limit: int
) -> tuple[PlaceReading, ...]:
    """Gives readings of a place name, the best first.

    Args:
        gazetteer: The gazetteer.
        name: The name.
        near: Country codes, and other places that the text names.
        limit: At most so many.

    Raises:
        ValueError: When one of the places is not known.
    """
    countries, places = _context(gazetteer, near)
    choices = gazetteer.weigh(name, near=places, context_countries=countries)[:limit]
    return tuple(place_reading(choice) for choice in choices)


def _context(gazetteer: Gazetteer, near: Iterable[str]) -> tuple[list[str], list[KnownPlace]]:
    countries: list[str] = []
    places: list[KnownPlace] = []
    for name in near:
        country = gazetteer.country(name)
        choice = None if country else gazetteer.where(name)
        if country is not None and country.country is not None:
            countries.append(country.country)
        elif choice is not None:
            places.append(choice.place)
        else:
            raise ValueError(f"{name!r} is neither a country code nor a place of the gazetteer")
    return countries, places

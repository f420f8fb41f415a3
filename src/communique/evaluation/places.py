"""Scores of places: found, and put where they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.evaluation.counts import Rates, Share, Tally, rates
from communique.evaluation.gold import GoldArticle
from communique.evaluation.pairing import pair_spans, shared
from communique.records import Place, Reading, Span

_NEAR_KM = 161.0  # 100 miles, the measure that toponym resolution is compared by
_EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class PlaceScores:
    """How well places were read.

    Attributes:
        articles: Number of articles.
        recognition: Found, by overlap; optional ones cost nothing.
        near: Within 161 km, over found places with known coordinates.
        country: Right country, over found places that have one.
        geonameid: Right GeoNames id, over found places that have one.
    """

    articles: int
    recognition: Rates
    near: Share
    country: Share
    geonameid: Share


def score_places(gold: Sequence[GoldArticle], readings: Mapping[str, Reading]) -> PlaceScores:
    """Scores the places of readings (by article id)."""
    tallies: list[Tally] = []
    pairs: list[tuple[Place, Place]] = []
    for article in gold:
        tally, matched = _match(article, readings.get(article.article.id))
        tallies.append(tally)
        pairs.extend(matched)
    return PlaceScores(
        articles=len(gold),
        recognition=rates(tallies),
        near=Share.of(_is_near(one, other) for one, other in pairs if one.latitude is not None),
        country=Share.of(one.country == other.country for one, other in pairs if one.country),
        geonameid=Share.of(
            one.geonameid == other.geonameid for one, other in pairs if one.geonameid
        ),
    )


def _match(
    article: GoldArticle, reading: Reading | None
) -> tuple[Tally, list[tuple[Place, Place]]]:
    places = article.places or ()
    wanted = _located(one.place for one in places if not one.optional)
    optional = [span for _, span in _located(one.place for one in places if one.optional)]
    found = _located(reading.places if reading else ())
    pairs = pair_spans([span for _, span in wanted], [span for _, span in found])
    used = set(pairs.values())
    free = sum(
        1
        for number, (_, span) in enumerate(found)
        if number not in used and any(shared(span, other) for other in optional)
    )
    tally = Tally(len(pairs), len(found) - free, len(wanted))
    return tally, [(wanted[i][0], found[j][0]) for i, j in pairs.items()]


def _located(places: Iterable[Place]) -> list[tuple[Place, Span]]:
    return [(place, place.span) for place in places if place.span]


def _is_near(one: Place, other: Place) -> bool:
    if other.latitude is None or other.longitude is None:
        return False
    here = (one.latitude or 0.0, one.longitude or 0.0)
    return kilometres(here, (other.latitude, other.longitude)) <= _NEAR_KM


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Gives the great-circle distance of two points in degrees (haversine formula)."""
    (lat, lon), (other_lat, other_lon) = (
        (math.radians(latitude), math.radians(longitude)) for latitude, longitude in (one, other)
    )
    chord = (
        math.sin((other_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))

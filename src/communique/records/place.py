"""Places: toponyms with coordinates, and the place of an event."""

from __future__ import annotations

from dataclasses import dataclass

from communique.records.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the article names.

    Attributes:
        name: Canonical name, or the words of the text where it stays unknown.
        country: ISO 3166-1 alpha-3, or None (seas, continents, unknown places).
        latitude: Degrees north of the equator, or None where unknown.
        longitude: Degrees east of Greenwich, or None where unknown.
        geonameid: GeoNames id, or None.
        span: The words that name it, or None.
    """

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    span: Span | None = None

"""Events with a place as GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from communique.ledger import EventRow


def to_geojson(events: Iterable[EventRow]) -> str:
    """Gives a feature collection; events without coordinates are left out."""
    return "".join(geojson_pieces(events))


def geojson_pieces(events: Iterable[EventRow]) -> Iterator[str]:
    """Gives the same feature by feature."""
    yield '{"type": "FeatureCollection", "features": ['
    separator = "\n"
    for event in events:
        if _has_point(event):
            yield separator + json.dumps(_feature(event), ensure_ascii=True)
            separator = ",\n"
    yield "\n]}\n"


def _has_point(event: EventRow) -> bool:
    return event.latitude is not None and event.longitude is not None


def _feature(event: EventRow) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": event.event_id,
        "geometry": {"type": "Point", "coordinates": [event.longitude, event.latitude]},
        "properties": {
            "type": event.type,
            "quad": event.quad,
            "status": event.status,
            "date": event.edtf,
            "place": event.place,
            "country": event.place_country,
            "actors": list(event.actors),
            "recipients": list(event.recipients),
            "confidence": event.confidence,
            "independent_reports": event.independent_reports,
        },
    }

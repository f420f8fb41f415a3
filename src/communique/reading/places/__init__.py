"""Places that an article names: toponyms and where they lie."""

from communique.reading.places.reader import read_places, resolve_place

__all__ = ["read_places", "resolve_place"]

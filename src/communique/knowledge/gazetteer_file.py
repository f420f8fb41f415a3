"""The compiled gazetteer: one file of arrays, the same bytes for the same sources.

The arrays lie in the file as they do in memory, so that it is mapped rather than read: a look-up
touches a few pages, and processes on one machine share them. Wheels compress it.
"""

from __future__ import annotations

import json
import mmap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"communique-gazetteer-2\n"
"""First bytes of the file; the number rises when its form changes."""


@dataclass(frozen=True, slots=True)
class GazetteerTables:
    """What the file holds; the arrays of places run in parallel.

    Attributes:
        countries: ISO 3166-1 alpha-3 codes that `country` counts in; the first is empty.
        kinds: Kinds of place that `kind` counts in.
        abbreviations: Keys that name a place only beside a town or with their full stop.
        names: UTF-8 of all canonical names, one after another.
        name_ends: Where each place's name ends in `names`.
        keys: UTF-8 of all lookup keys in sorted order, one after another.
        key_ends: Where each key ends in `keys`.
        posting_ends: Where each key's places end in `postings`.
        postings: Numbers of places, canonical names before other names.
        other_name: For each posting, whether the key is another name of the place.
        geonameid: GeoNames id; 0 for none.
        latitude: Degrees north, in hundred-thousandths.
        longitude: Degrees east, in hundred-thousandths.
        population: Inhabitants; 0 where unknown.
        country: Number of the country in `countries`.
        kind: Number of the kind in `kinds`.
        province: Number of the place that is its first-order division; -1 for none.
    """

    countries: tuple[str, ...]
    kinds: tuple[str, ...]
    abbreviations: tuple[str, ...]
    names: memoryview
    name_ends: NDArray[np.uint32]
    keys: memoryview
    key_ends: NDArray[np.uint32]
    posting_ends: NDArray[np.uint32]
    postings: NDArray[np.uint32]
    other_name: NDArray[np.uint8]
    geonameid: NDArray[np.int32]
    latitude: NDArray[np.int32]
    longitude: NDArray[np.int32]
    population: NDArray[np.int32]
    country: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    province: NDArray[np.int32]


_LISTS = ("countries", "kinds", "abbreviations")
_BLOBS = ("names", "keys")
_ARRAYS = {
    "name_ends": "<u4",
    "key_ends": "<u4",
    "posting_ends": "<u4",
    "postings": "<u4",
    "other_name": "u1",
    "geonameid": "<i4",
    "latitude": "<i4",
    "longitude": "<i4",
    "population": "<i4",
    "country": "u1",
    "kind": "u1",
    "province": "<i4",
}


_ALIGNED = 8
"""Bytes of which the place of every section in the file is a multiple."""


def write_tables(tables: GazetteerTables, path: Path) -> None:
    """Writes the file: magic, length and text of a JSON header, then the sections.

    Other processes may have the old file mapped: the new one takes its place whole.
    """
    lists = {name: list(getattr(tables, name)) for name in _LISTS}
    sections = {name: bytes(getattr(tables, name)) for name in _BLOBS}
    for name, dtype in _ARRAYS.items():
        sections[name] = getattr(tables, name).astype(dtype).tobytes()
    sizes = {name: len(data) for name, data in sections.items()}
    header = json.dumps({"lists": lists, "sizes": sizes}, sort_keys=True).encode()
    start = MAGIC + len(header).to_bytes(4, "little") + header
    body = b"".join(_padded(sections[name]) for name in sorted(sections))
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(_padded(start) + body)
    new.replace(path)


_REMEDY = "build it again: `python -m communique.knowledge.gazetteer_build resources/places`"


def read_tables(path: Path) -> GazetteerTables:
    """Maps the file.

    Raises:
        ValueError: When the file is not a gazetteer of this form.
    """
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError(f"{path.name} is not a compiled gazetteer of this version; {_REMEDY}")
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    at = len(MAGIC) + 4
    length = int.from_bytes(data[at - 4 : at], "little")
    header = json.loads(bytes(data[at : at + length]))
    at = _aligned(at + length)
    parts: dict[str, memoryview] = {}
    for name, size in sorted(header["sizes"].items()):
        parts[name] = data[at : at + size]
        at = _aligned(at + size)
    if at != len(data):
        raise ValueError(f"{path.name} is incomplete; {_REMEDY}")
    fields: dict[str, Any] = {name: tuple(header["lists"][name]) for name in _LISTS}
    fields |= {name: parts[name] for name in _BLOBS}
    fields |= {name: np.frombuffer(parts[name], dtype) for name, dtype in _ARRAYS.items()}
    return GazetteerTables(**fields)


def _aligned(at: int) -> int:
    return -(-at // _ALIGNED) * _ALIGNED


def _padded(data: bytes) -> bytes:
    return data.ljust(_aligned(len(data)), b"\0")

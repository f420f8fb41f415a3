"""What one item of a Wikidata dump says, in the terms of the base."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from communique.datafile import read_yaml

Json: TypeAlias = Mapping[str, Any]
"""An object of the dump, whose form is that of Wikibase's JSON."""

CHOICE_FILE = Path(__file__).with_name("wikidata.yaml")
"""Which classes and offices are taken."""

_TIME = re.compile(r"\+(\d{4})-(\d{2})-(\d{2})T")
_YEAR, _MONTH = 9, 10
"""Precisions of Wikibase times; 11 is a day."""

_MOST_ALIASES = 12


@dataclass(frozen=True, slots=True)
class OrganisationClass:
    """A class of organisations that are taken."""

    id: str
    kind: str
    sector: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Which items are taken; see `wikidata.yaml`."""

    human: str
    positions: frozenset[str]
    lowest_rank: int
    left_out: frozenset[str]
    organisations: tuple[OrganisationClass, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A position that a person held.

    Attributes:
        position: Item id of the position.
        start: EDTF date, or "".
        end: EDTF date, or "".
        of: Item id of what the position belongs to, where the statement says so, or "".
    """

    position: str
    start: str
    end: str
    of: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item that may be of use.

    Attributes:
        id: Item id ("Q42").
        name: English label.
        aliases: Other English names.
        classes: Item ids of what it is an instance of.
        iso: ISO 3166-1 alpha-3 code, of countries, or "".
        places: Item ids of its country, citizenship or jurisdiction, the surest first.
        held: Positions held, of persons.
        start: When it began, of organisations; EDTF or "".
        end: When it ended.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    classes: tuple[str, ...]
    iso: str
    places: tuple[str, ...]
    held: tuple[Held, ...]
    start: str
    end: str


def read_choice() -> Choice:
    """The choice that ships."""
    text: Any = read_yaml(CHOICE_FILE)
    return Choice(
        text["human"],
        frozenset(text["positions"]),
        text["lowest_rank"],
        frozenset(text["left_out"]),
        tuple(OrganisationClass(**one) for one in text["organisations"]),
    )


def read_item(line: bytes) -> Item:
    """Read a line of a dump.

    Raises:
        ValueError: When the line is no item.
    """
    try:
        found = json.loads(line)
        return _item(found)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it has not the form of an item ({error!r})") from error


def _item(found: Json) -> Item:
    claims = found.get("claims") or {}
    aliases = found.get("aliases") or {}
    return Item(
        id=str(found["id"]),
        name=_english(found.get("labels") or {}),
        aliases=tuple(one["value"] for one in aliases.get("en", ())[:_MOST_ALIASES]),
        classes=tuple(_ids(claims, "P31")),
        iso=next((str(value) for value in _values(claims, "P298")), ""),
        places=tuple(dict.fromkeys(p for at in ("P1001", "P17", "P27") for p in _ids(claims, at))),
        held=tuple(_held(claim) for claim in _claims(claims, "P39") if _id_of(claim["mainsnak"])),
        start=next(map(_edtf, _values(claims, "P571")), ""),
        end=next(map(_edtf, _values(claims, "P576")), ""),
    )


def _english(labels: Json) -> str:
    label = labels.get("en") or labels.get("mul") or {}
    return str(label.get("value", ""))


def _claims(claims: Json, at: str) -> Iterator[Json]:
    """The statements of a property that are not deprecated."""
    return (claim for claim in claims.get(at, ()) if claim.get("rank") != "deprecated")


def _values(claims: Json, at: str) -> Iterator[Any]:
    for claim in _claims(claims, at):
        snak = claim["mainsnak"]
        if snak.get("snaktype") == "value":
            yield snak["datavalue"]["value"]


def _ids(claims: Json, at: str) -> Iterator[str]:
    return (str(value["id"]) for value in _values(claims, at))


def _id_of(snak: Json) -> str:
    return str(snak["datavalue"]["value"]["id"]) if snak.get("snaktype") == "value" else ""


def _held(claim: Json) -> Held:
    qualifiers = claim.get("qualifiers") or {}

    def first(at: str) -> Any:
        snaks = [snak for snak in qualifiers.get(at, ()) if snak.get("snaktype") == "value"]
        return snaks[0]["datavalue"]["value"] if snaks else None

    of = first("P1001") or first("P642") or {}
    return Held(
        _id_of(claim["mainsnak"]), _edtf(first("P580")), _edtf(first("P582")), of.get("id", "")
    )


def _edtf(time: Any) -> str:
    """A Wikibase time as an EDTF date; "" where it is none or less exact than a year."""
    match = _TIME.match(time["time"]) if time else None
    if match is None or time["precision"] < _YEAR:
        return ""
    year, month, day = match.groups()
    if time["precision"] == _YEAR or month == "00":
        return str(year)
    if time["precision"] == _MONTH or day == "00":
        return f"{year}-{month}"
    return f"{year}-{month}-{day}"

"""`communique where`: where a place name lies, and why that place was chosen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.knowledge.gazetteer import Gazetteer
    from communique.knowledge.places import KnownPlace, PlaceChoice


def where(
    name: Annotated[str, typer.Argument(help='A place name, for instance "Athens, Georgia".')],
    near: Annotated[
        list[str] | None,
        typer.Option(help="A country code (LBN) or another place the text names; repeatable."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many readings to show.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    """Says where a place name lies, best reading first, each with its reason."""
    from communique.knowledge.gazetteer import Gazetteer

    gazetteer = Gazetteer.load()
    countries, places = _context(gazetteer, near or [])
    choices = gazetteer.weigh(name, near=places, context_countries=countries)[:limit]
    if not choices:
        typer.echo(f"no place of the gazetteer is called {name!r}", err=True)
        raise typer.Exit(1)
    for choice in choices:
        typer.echo(_as_json(choice) if as_json else _as_line(choice))


def _context(gazetteer: Gazetteer, near: list[str]) -> tuple[list[str], list[KnownPlace]]:
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
            raise typer.BadParameter(
                f"{name!r} is neither a country code nor a place of the gazetteer",
                param_hint="--near",
            )
    return countries, places


def _as_line(choice: PlaceChoice) -> str:
    place = choice.place
    point = f"{place.latitude:9.4f} {place.longitude:9.4f}"
    return f"{choice.score:5.1f}  {point}  {place.geonameid or '-':>9}  {choice.reason}"


def _as_json(choice: PlaceChoice) -> str:
    place = choice.place
    return json.dumps(
        {
            "name": place.name,
            "kind": place.kind.value,
            "country": place.country,
            "province": place.province,
            "population": place.population,
            "lat": place.latitude,
            "lon": place.longitude,
            "geonameid": place.geonameid,
            "score": round(choice.score, 3),
            "reason": choice.reason,
        },
        ensure_ascii=False,
    )

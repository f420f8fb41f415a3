"""`communique where`: where a place name lies, and why that place was chosen."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.knowledge.told import PlaceReading


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
    from communique.knowledge.told import place_readings

    try:
        readings = place_readings(Gazetteer.load(), name, near=near or (), limit=limit)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--near") from error
    if not readings:
        typer.echo(f"no place of the gazetteer is called {name!r}", err=True)
        raise typer.Exit(1)
    for reading in readings:
        typer.echo(json.dumps(asdict(reading), ensure_ascii=False) if as_json else _line(reading))


def _line(reading: PlaceReading) -> str:
    point = f"{reading.lat:9.4f} {reading.lon:9.4f}"
    return f"{reading.score:5.1f}  {point}  {reading.geonameid or '-':>9}  {reading.reason}"

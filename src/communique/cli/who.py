"""`communique who`: who a name or title means on a day, and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.records import Actor, Candidate


def who(
    phrase: Annotated[
        str,
        typer.Argument(metavar="PHRASE", help='"the Russian foreign minister", "Blue House", ….'),
    ],
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day; today if not given."
        ),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Country that the text is from (ISO 3166-1 alpha-3), where a name needs it.",
        ),
    ] = None,
    names: Annotated[
        Path | None, typer.Option("--names", help="A CSV file of your own names.", dir_okay=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON.")] = False,
) -> None:
    """Say who is meant by a name or title on a day, why, and who was passed over.

    Exit status: 0 it is known, 1 it is not, 2 wrong usage.
    """
    from communique.knowledge.base import KnowledgeBase
    from communique.knowledge.resolve import Context, Resolver

    day = on.date() if on else date.today()
    try:
        base = KnowledgeBase.load(names)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--names") from error
    home = country.upper() if country else None
    actor = Resolver(base).resolve(phrase, on=day, context=Context(home))
    for line in [json_of(actor)] if as_json else account_of(actor):
        typer.echo(line)
    if actor.country is None and actor.sector is None:
        raise typer.Exit(1)


def json_of(actor: Actor) -> str:
    """An actor as the HTTP API gives it, in one line."""
    from communique.knowledge.told import known_actor

    return json.dumps(asdict(known_actor(actor)), ensure_ascii=False)


def account_of(actor: Actor) -> list[str]:
    """The lines that tell an actor: who, why, and the candidates passed over."""
    resolution = actor.resolution
    candidates = resolution.candidates if resolution else ()
    name = candidates[0].name if candidates else actor.name
    lines = [_head(name, actor.country, actor.sector)]
    if resolution is None:
        return lines
    lines.append(f"  {resolution.reason}")
    if resolution.confidence is not None:
        lines.append(f"  Country and part are right with a chance of {resolution.confidence:.2f}.")
    passed_over = candidates[1:]
    if passed_over:
        lines.append("  Passed over:")
        lines.extend(f"    {_head_of(candidate)}: {candidate.reason}" for candidate in passed_over)
    return lines


def _head_of(candidate: Candidate) -> str:
    return _head(candidate.name, candidate.country, candidate.sector)


def _head(name: str, country: str | None, sector: str | None) -> str:
    codes = " ".join(code for code in (country, sector) if code)
    return f"{name}, {codes}" if codes else name

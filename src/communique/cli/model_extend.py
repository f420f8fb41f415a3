"""`communique model extend`: a model that reads by an own codebook."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.reading_options import Model
from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.training.own_model import Extension


def extend(
    out: Annotated[
        Path, typer.Argument(help="Folder that the model is written to; must not be there.")
    ],
    codebook: Annotated[
        Path, typer.Option(help="Folder of the codebook.", file_okay=False, show_default=False)
    ],
    articles: Annotated[
        list[Path] | None,
        typer.Option(
            help="Articles annotated by the codebook, JSON Lines, or a folder of such files; may "
            "be given several times.",
            exists=True,
        ),
    ] = None,
    model: Model = None,
) -> None:
    """Make a model that reads by an own codebook, from one that reads by PLOVER.

    What each own type looks like is learned from its templates and verbs, and from annotated
    articles where there are any; types that the codebook leaves out are never given. Takes about
    two minutes and needs no extra. Printed is how well each own type is found in sentences whose
    template, verb or article was held out. `--model` of other commands takes the folder.

    Exit status: 0 made, 1 the codebook has faults, 2 wrong usage.
    """
    from communique.ontology.problems import CodebookError
    from communique.reading.events.model_folder import model_folder
    from communique.training.own_model import extend_model

    try:
        made = extend_model(
            model_folder(model), codebook, out, articles=articles or (), report=_say
        )
    except CodebookError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        raise typer.Exit(ExitStatus.SOME_FAILED) from None
    except (ValueError, OSError) as error:
        print(f"communique: {error}", file=sys.stderr)
        raise typer.Exit(ExitStatus.USAGE) from None
    for line in account(made):
        typer.echo(line)


def account(made: Extension) -> Iterator[str]:
    """Gives the lines that tell what came of extending a model."""
    from communique.records import OwnType

    own = [kind for kind in made.types if isinstance(kind, OwnType)]
    yield f"{made.version}: {len(made.types)} types, {len(own)} of them own"
    for one in made.held_out:
        kind = own[one.number - 1]
        yield (
            f"{kind}, like {kind.plover}, held-out {one.origin.value}: precision "
            f"{one.precision:.2f}, recall {one.recall:.2f} ({one.found} of {one.told} sentences "
            f"that tell of it, {one.wrong} others)"
        )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)

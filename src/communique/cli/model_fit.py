"""`communique model fit-…`: what is fitted to a finished model."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.reading_options import Model
from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.reading.events.model_folder import Fitted

Articles = Annotated[
    list[Path], typer.Option(help="Annotated articles, JSON Lines; may be given several times.")
]

_INTO = (
    "may be left out with a `--model` of your own: then it goes into the model's folder, which is "
    "read with it from then on."
)


def all_files(paths: Iterable[Path]) -> None:
    """Refuses what is no file."""
    for path in paths:
        if not path.is_file():
            raise typer.BadParameter(f"{path} is no file")


def fit_parties(
    articles: Articles,
    out: Annotated[
        Path | None, typer.Argument(help=f"File that the weights are written to (.npz); {_INTO}")
    ] = None,
    model: Model = None,
) -> None:
    """Fit to a model the choice of its events' parties, by reading annotated articles.

    How sure an event is rests on who was chosen: run `fit-confidence` afterwards.
    """
    from communique.reading.events.model_folder import Fitted

    try:
        from communique.training.choice_fit import fit_parties as fit
    except ImportError as error:
        print(
            f"communique: {error.name} is not installed; install the extra with "
            "`pip install 'communique[train]'`",
            file=sys.stderr,
        )
        raise typer.Exit(ExitStatus.USAGE) from None

    def run(folder: Path, path: Path) -> None:
        fit(articles, path, model=folder, report=typer.echo)

    all_files(articles)
    _fit(Fitted.CHOICE, model, out, run)


def fit_confidence(
    articles: Articles,
    out: Annotated[
        Path | None, typer.Argument(help=f"File that the weights are written to (.json); {_INTO}")
    ] = None,
    model: Model = None,
) -> None:
    """Fit to a model how sure its events are, by reading annotated articles."""
    from communique.reading.events.model_folder import Fitted
    from communique.training.confidence_fit import fit_confidence as fit

    def run(folder: Path, path: Path) -> None:
        fit(articles, path, model=folder, report=typer.echo)

    all_files(articles)
    _fit(Fitted.CONFIDENCE, model, out, run)


def fit_resolution(
    out: Annotated[Path, typer.Argument(help="File that the weights are written to (.json).")],
    articles: Articles,
) -> None:
    """Fit how sure the resolution of an actor is, by reading annotated articles."""
    from communique.training.certainty_fit import fit_certainty

    all_files(articles)
    fit_certainty(articles, out, report=typer.echo)


def _fit(
    file: Fitted, model: str | None, out: Path | None, run: Callable[[Path, Path], None]
) -> None:
    from communique.reading.events.fitted_files import drop_if_damaged
    from communique.reading.events.model_folder import DEFAULT_MODEL, model_folder

    try:
        folder = model_folder(model)
        if out is None and folder.resolve() == DEFAULT_MODEL.resolve():
            raise typer.BadParameter(
                "a file is wanted: the installed package is not written into unasked",
                param_hint="OUT",
            )
        if out is None:
            drop_if_damaged(folder, file)
        path = folder / file if out is None else out
        run(folder, path)
    except ValueError as error:
        print(f"communique: {error}", file=sys.stderr)
        raise typer.Exit(ExitStatus.USAGE) from None
    typer.echo(f"written: {path}")

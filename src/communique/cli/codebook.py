"""`communique codebook`: the ontology, checked and shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.ontology.codebook import Codebook

codebook = typer.Typer(no_args_is_help=True, help="Check and show what is coded, and how.")

_Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="FOLDER",
        help="A folder with one YAML file a type; PLOVER as packaged if left out.",
        show_default=False,
    ),
]


@codebook.command()
def check(folder: _Folder = None) -> None:
    """Check a codebook.

    Exit status: 0 it is sound, 1 it is not (standard error names file, entry and remedy).
    """
    book = _load(folder)
    templates = sum(1 for _ in book.templates())
    modes = sum(len(entry.modes) for entry in book.types)
    typer.echo(
        f"sound: {len(book.types)} types, {modes} modes, {len(book.statuses)} statuses, "
        f"{len(book.frames)} frames, {templates} sentences"
    )


@codebook.command()
def show(folder: _Folder = None) -> None:
    """Print a codebook as a page in Markdown."""
    from communique.ontology.page import codebook_page

    typer.echo(codebook_page(_load(folder)), nl=False)


def _load(folder: Path | None) -> Codebook:
    from communique.ontology.codebook import Codebook
    from communique.ontology.problems import CodebookError

    try:
        return Codebook.load(folder)
    except CodebookError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        raise typer.Exit(ExitStatus.SOME_FAILED) from None

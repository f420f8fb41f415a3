"""`communique knowledge`: checking, building and extending the base of who is who."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.knowledge.compiled import CompiledBase

knowledge = typer.Typer(
    no_args_is_help=True, help="Check, build and extend the base of who is who and where is what."
)

_Resources = Annotated[
    Path,
    typer.Option(
        "--resources", help="Folder of the sources.", exists=True, file_okay=False, dir_okay=True
    ),
]


@knowledge.command()
def check(resources: _Resources = Path("resources")) -> None:
    """Check the sources, and that the compiled base is theirs.

    Exit status: 0 all is sound and current, 1 it is not, 2 wrong usage.
    """
    from communique.knowledge.build import build_base, compile_text
    from communique.knowledge.compiled import BASE_FILE

    built = build_base(resources)
    for problem in built.problems:
        typer.echo(str(problem), err=True)
    text = compile_text(built)
    current = BASE_FILE.read_text(encoding="utf-8") if BASE_FILE.exists() else ""
    if text != current:
        typer.echo(
            f"{BASE_FILE.name} is not what the sources give. Run `communique knowledge build`.",
            err=True,
        )
    if built.problems or text != current:
        raise typer.Exit(1)
    typer.echo(_contents(built.base))


@knowledge.command()
def build(
    resources: _Resources = Path("resources"),
    output: Annotated[
        Path | None,
        typer.Option(help="File to write; the package's own if not given.", dir_okay=False),
    ] = None,
) -> None:
    """Compile the sources into the base that ships.

    Rows with errors are left out and named. Exit status: 0 all rows went in, 1 some did not.
    """
    from communique.knowledge.build import build_base, compile_text
    from communique.knowledge.compiled import BASE_FILE

    built = build_base(resources)
    for problem in built.problems:
        typer.echo(str(problem), err=True)
    target = output or BASE_FILE
    target.write_text(compile_text(built), encoding="utf-8", newline="\n")
    typer.echo(f"{target.name}: {_contents(built.base)}")
    if built.problems:
        raise typer.Exit(1)


@knowledge.command()
def add(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV file of persons (person,aliases,country,office,body,sector,start,end) or "
            "of bodies (name,aliases,country,sector,start,end).",
        ),
    ],
) -> None:
    """Check a file of your own names and say how to use it.

    Exit status: 0 it can be used, 1 it has errors (named on standard error).
    """
    from communique.knowledge.overlay import read_overlay

    table = read_overlay(file)
    for problem in table.problems:
        typer.echo(str(problem), err=True)
    if table.problems or not table.rows:
        if not table.rows:
            typer.echo(f"{file.name} holds no names.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{file.name}: {len(table.rows)} rows can be used.")
    typer.echo(f'Try them:    communique who "NAME" --names {file}')
    typer.echo(f'In Python:   KnowledgeBase.load(Path("{file.name}"))')
    typer.echo("They are weighed before the names of the base that ships.")


@knowledge.command()
def wikidata(
    dump: Annotated[
        Path,
        typer.Argument(
            metavar="DUMP",
            help="A Wikidata dump in JSON, one item a line; plain, .gz or .bz2.",
            exists=True,
            dir_okay=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FOLDER", help="Folder for the two files.", file_okay=False),
    ],
) -> None:
    """Make files of office holders and organisations from a Wikidata dump that you have.

    They are of the form that `communique knowledge add` takes; every row says which item it is
    from. A run that breaks off goes on where it was when it is started again.

    Exit status: 0 all lines were read, 1 some could not be (named on standard error).
    """
    from communique.knowledge.base import KnowledgeBase
    from communique.knowledge.wikidata import build_from_wikidata

    try:
        made = build_from_wikidata(
            dump,
            out,
            base=KnowledgeBase.load(),
            progress=lambda told: typer.echo(
                f"{told.lines:,} lines, {told.share:.0%} of the dump", err=True
            ),
            complain=lambda problem: typer.echo(problem, err=True),
        )
    except (OSError, EOFError) as error:
        typer.echo(
            f"{dump.name} cannot be read to its end: {error}. Start again to go on.", err=True
        )
        raise typer.Exit(1) from error
    typer.echo(f"{out / 'persons.csv'}: {made.persons} rows")
    typer.echo(f"{out / 'organisations.csv'}: {made.bodies} rows")
    if made.skipped:
        typer.echo(f"{made.skipped} lines were skipped", err=True)
        raise typer.Exit(1)


def _contents(base: CompiledBase) -> str:
    return (
        f"{len(base.states)} states, {len(base.bodies)} bodies and seats, "
        f"{len(base.people)} persons, {len(base.names)} names"
    )

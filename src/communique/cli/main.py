"""The command line of communique."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.codebook import codebook
from communique.cli.demo import demo
from communique.cli.evaluate import evaluate
from communique.cli.knowledge import knowledge
from communique.cli.ledger_commands import add_ledger_commands
from communique.cli.model import app as model
from communique.cli.read import read
from communique.cli.relate import relate
from communique.cli.serve import serve
from communique.cli.where import where
from communique.cli.who import who

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(read)
app.command()(relate)
app.command()(evaluate)
app.command()(serve)
app.command()(demo)
app.command()(where)
app.command()(who)
app.add_typer(knowledge, name="knowledge")
app.add_typer(codebook, name="codebook")
app.add_typer(model, name="model")
add_ledger_commands(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"communique {version('communique')}")
        raise typer.Exit


@app.callback()
def _communique(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Reads newswire and records what political actors do to each other."""


def main() -> None:
    """Runs the command line; the console script `communique`."""
    app()

"""`communique demo`: a small ledger to look at, made from articles that ship with the package."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.serve import PORT, require_web, run_server
from communique.cli.status import ExitStatus
from communique.user_folder import user_folder

if TYPE_CHECKING:
    from communique.cli.session import PipingReader
    from communique.ledger import Ledger, Maker


def demo(
    ledger: Annotated[
        Path | None,
        typer.Argument(
            metavar="[LEDGER]",
            help="Where to keep the ledger; in the user's cache if left out.",
            dir_okay=False,
        ),
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen at; 0 takes a free one.")
    ] = PORT,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    allow_judgements: Annotated[
        bool,
        typer.Option(
            "--allow-judgements",
            help="Let readers say that reports tell of the same event or not.",
        ),
    ] = False,
    serve: Annotated[bool, typer.Option(help="Serve the ledger once it is made.")] = True,
) -> None:
    """Make a ledger from 72 short articles, and serve it.

    Twelve of them tell of real events of 2015 to 2024, sixty of invented ones of 2031 with copies,
    updates, denials and plans that come to nothing. The first time takes a minute, since the
    articles are read; after that the ledger is there.

    Exit status: 0 stopped with Ctrl-C, 2 the ledger cannot be written.
    """
    if serve:
        require_web()
    from communique.cli.ledger_maker import maker

    made_by = maker()
    path = ledger or cache_folder() / f"demo-{made_by.id}.ledger"
    status = _make(path, made_by)
    if status is not ExitStatus.DONE or not serve:
        raise typer.Exit(status)
    from communique.api.options import ServeOptions

    options = replace(ServeOptions(path), port=port, allow_judgements=allow_judgements)
    raise typer.Exit(run_server(options, article=None, browser=browser))


def cache_folder() -> Path:
    """Gives the folder for what can be made again; it is made where there is none."""
    folder = user_folder("XDG_CACHE_HOME", otherwise=".cache")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _make(path: Path, made_by: Maker) -> ExitStatus:
    """Adds the articles; those that are there already are left alone."""
    from communique.cli.ledger_ingest import AddRequest, add_sources
    from communique.cli.ledger_open import on_ledger

    if not path.exists():
        print("reading 72 articles; this takes a minute, once", file=sys.stderr, flush=True)

    def work(opened: Ledger) -> ExitStatus:
        with as_file(files("communique.api") / "demo" / "articles.jsonl") as articles:
            request = AddRequest(sources=(str(articles),))
            return add_sources(opened, request, maker=made_by, make_reader=_reader)

    return on_ledger(path, work, write=True)


def _reader(
    *, min_confidence: float | None, explain: bool, model: str | None, pipeline: str | None
) -> PipingReader:
    """Builds the reader; only where there is something to read are its models loaded."""
    from communique.reading.reader import Reader

    return Reader(min_confidence=min_confidence, explain=explain, model=model, pipeline=pipeline)

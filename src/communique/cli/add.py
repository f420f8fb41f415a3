"""`communique add`: articles into a ledger."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.intake_options import AllowPrivate, ColumnMap, PauseBetween, intake_options
from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import LedgerFile
from communique.cli.reading_options import Batch, Model, Pipeline, Workers
from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.ledger import Ledger


def add(
    ledger: LedgerFile,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders, patterns or URLs: text, HTML, JSON Lines, CSV, Parquet, feeds, "
            "WARC, NewsML, NITF, ninjs or GDELT's tables, with gzip or Zstandard or without.",
            show_default=False,
        ),
    ],
    published: Annotated[
        datetime | None,
        typer.Option(
            "--date",
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="Day of publication of articles that do not say theirs.",
        ),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(help="Publisher of articles that do not say theirs.")
    ] = None,
    workers: Workers = 1,
    batch: Batch = 100,
    model: Model = None,
    pipeline: Pipeline = None,
    link: Annotated[bool, typer.Option(help="Link what is new afterwards.")] = True,
    columns: ColumnMap = None,
    pages: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            exists=True,
            file_okay=False,
            help="Look for the pages that feeds and tables name in this folder, not on the web.",
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Keep following feeds and folders, until Ctrl-C.")
    ] = False,
    every: Annotated[
        float, typer.Option(min=1.0, metavar="SECONDS", help="How often --watch looks again.")
    ] = 300.0,
    pause: PauseBetween = 1.0,
    allow_private: AllowPrivate = False,
) -> None:
    """Read articles and keep what was read in a ledger, which is made where there is none.

    What is already there is left alone, so the same command goes on where it was stopped; a
    corrected article supersedes its older version, which is kept. Exit status: 0 all were read,
    1 some could not be (`communique issues` says which and why), 2 wrong usage or a ledger that
    cannot be written, 130 stopped with Ctrl-C.

    The pages that feeds and tables of addresses name are fetched one after the other, as robots.txt
    allows; what was fetched is remembered in LEDGER.visits.json, so that servers are asked only
    for what has changed.
    """
    from dataclasses import replace

    from communique.cli.ingest_memory import AddMemory
    from communique.cli.ledger_ingest import AddRequest, add_sources
    from communique.cli.ledger_maker import maker_asked_for
    from communique.cli.ledger_run import LoadedOnce
    from communique.reading.reader import Reader

    intake = intake_options(published, publisher, columns)
    request = AddRequest(
        sources=tuple(sources),
        intake=replace(intake, pages=pages, pause=pause, allow_private=allow_private),
        workers=workers,
        batch=batch,
        model=model,
        pipeline=pipeline,
        link=link,
        memory=AddMemory(ledger, watching=watch),
    )
    reader = LoadedOnce(Reader)
    versions = maker_asked_for(model=model, pipeline=pipeline)

    def work(opened: Ledger) -> ExitStatus:
        return add_sources(opened, request, maker=versions, make_reader=reader)

    raise typer.Exit(
        repeat(lambda: on_ledger(ledger, work, write=True), every=every if watch else None)
    )


def repeat(once: Callable[[], ExitStatus], *, every: float | None) -> ExitStatus:
    """Does something once, or again and again until it is stopped or fails.

    Between two rounds the ledger is closed, so that others can ask it.

    Args:
        once: What to do; gives the exit status.
        every: Seconds between two rounds; a single round if None.
    """
    while True:
        status = once()
        if every is None or status in (ExitStatus.INTERRUPTED, ExitStatus.USAGE):
            return status
        try:
            time.sleep(every)
        except KeyboardInterrupt:
            return ExitStatus.INTERRUPTED

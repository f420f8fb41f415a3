"""`communique add`: articles into a ledger."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import LedgerFile
from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.ledger import Ledger


def add(
    ledger: LedgerFile,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders, patterns or URLs: plain text, HTML or JSON Lines of articles.",
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
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
    batch: Annotated[int, typer.Option(min=1, help="Articles that are committed together.")] = 100,
    model: Annotated[
        str | None,
        typer.Option(help="An installed spaCy pipeline for English, in place of the packaged one."),
    ] = None,
    link: Annotated[bool, typer.Option(help="Link what is new afterwards.")] = True,
    watch: Annotated[
        float | None,
        typer.Option(
            min=1.0,
            metavar="SECONDS",
            help="Go through the sources again every so many seconds, until Ctrl-C.",
        ),
    ] = None,
) -> None:
    """Read articles and keep what was read in a ledger, which is made where there is none.

    What is already there is left alone, so the same command goes on where it was stopped; a
    corrected article supersedes its older version, which is kept. Exit status: 0 all were read,
    1 some could not be (`communique issues` says which and why), 2 wrong usage or a ledger that
    cannot be written, 130 stopped with Ctrl-C.
    """
    from communique.cli.ledger_ingest import AddRequest, LoadedOnce, add_sources
    from communique.cli.ledger_maker import maker
    from communique.intake import IntakeOptions
    from communique.reading.reader import Reader

    request = AddRequest(
        sources=tuple(sources),
        intake=IntakeOptions(
            published=published.date() if published else None, publisher=publisher
        ),
        workers=workers,
        batch=batch,
        model=model,
        link=link,
    )
    reader = LoadedOnce(Reader)
    versions = maker(model=model)

    def work(opened: Ledger) -> ExitStatus:
        return add_sources(opened, request, maker=versions, make_reader=reader)

    raise typer.Exit(repeat(lambda: on_ledger(ledger, work, write=True), every=watch))


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

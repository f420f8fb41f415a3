"""`communique reread`: what other versions have read, read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import LedgerFile
from communique.cli.reading_options import Batch, Model, Pipeline, Workers
from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.ledger import Ledger


def reread(
    ledger: LedgerFile,
    workers: Workers = 1,
    batch: Batch = 100,
    model: Model = None,
    pipeline: Pipeline = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="Drop the older readings; else they are kept aside.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say how many articles are to be read again.")
    ] = False,
    link: Annotated[bool, typer.Option(help="Link what was read again afterwards.")] = True,
) -> None:
    """Read again those articles of a ledger that another version of the program has read.

    Versions are those of reader, model, knowledge and codebook. The articles' texts are taken from
    the ledger; what this version has read is left alone, so the same command goes on where it was
    stopped. Exit status: 0 all were read, 1 some could not be and keep their older reading, 2 wrong
    usage or a ledger that cannot be written, 130 stopped with Ctrl-C.
    """
    if not ledger.exists():
        raise typer.BadParameter(f"there is no ledger at {ledger}", param_hint="LEDGER")
    from communique.cli.ledger_maker import maker_asked_for
    from communique.cli.ledger_reread import RereadRequest, read_again, tell_outdated
    from communique.reading.reader import Reader

    versions = maker_asked_for(model=model, pipeline=pipeline)
    request = RereadRequest(
        workers=workers,
        batch=batch,
        model=model,
        pipeline=pipeline,
        keep_older=not forget,
        link=link,
    )

    def work(opened: Ledger) -> ExitStatus:
        if dry_run:
            return tell_outdated(opened, maker=versions)
        return read_again(opened, request, maker=versions, make_reader=Reader)

    raise typer.Exit(on_ledger(ledger, work, write=not dry_run))

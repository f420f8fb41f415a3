"""`communique issues`: what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile
from communique.cli.ledger_print import TableFormat, print_table

if TYPE_CHECKING:
    from communique.ledger import Ledger


def issues(ledger: LedgerFile, form: Form = TableFormat.TERMINAL) -> None:
    """List articles that could not be read, with stage and reason.

    `communique add` with the same source tries again, and drops the issue once it has been read.
    """

    def work(opened: Ledger) -> None:
        from communique.ledger import Table

        rows = tuple((one.source, one.stage.value, one.reason) for one in opened.issues())
        print_table(Table(("source", "stage", "reason"), rows), form)

    raise typer.Exit(on_ledger(ledger, work))

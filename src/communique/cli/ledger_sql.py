"""`communique sql`: a query on the views of a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile
from communique.cli.ledger_print import TableFormat, print_table

if TYPE_CHECKING:
    from communique.ledger import Ledger


def sql(
    ledger: LedgerFile,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT statement.")],
    form: Form = TableFormat.TERMINAL,
) -> None:
    """Ask a ledger in SQL; the views and their columns are documented."""

    def work(opened: Ledger) -> None:
        from communique.ledger import Questions

        print_table(Questions(opened).sql(query), form)

    raise typer.Exit(on_ledger(ledger, work))

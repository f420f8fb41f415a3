"""`communique claims`: what is alleged, and who asserts or denies it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile
from communique.cli.ledger_print import TableFormat, print_table

if TYPE_CHECKING:
    from communique.ledger import Ledger


def claims(
    ledger: LedgerFile,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="Only claims that somebody denies.")
    ] = False,
    standing: Annotated[
        str | None, typer.Option(help="open, uncontested, disputed or conceded.")
    ] = None,
    party: Annotated[
        str | None, typer.Option(help="Country code or words of a name of a party or speaker.")
    ] = None,
    form: Form = TableFormat.TERMINAL,
) -> None:
    """List claims with the stance of each speaker, one line a stance."""
    if disputed:
        standing = "disputed"

    def work(opened: Ledger) -> None:
        from communique.exchange.claims_table import claims_table
        from communique.ledger import Questions

        found = Questions(opened).claims(standing=standing, party=party)
        print_table(claims_table(found), form)

    raise typer.Exit(on_ledger(ledger, work))

"""`communique statements`: who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile, Limit, Since, Until
from communique.cli.ledger_print import TableFormat, print_table

if TYPE_CHECKING:
    from communique.ledger import Ledger


def statements(
    ledger: LedgerFile,
    speaker: Annotated[
        str | None, typer.Option(help="Country code or whole words of the speaker's name.")
    ] = None,
    words: Annotated[str | None, typer.Option(help="Part of what is said.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    form: Form = TableFormat.TERMINAL,
) -> None:
    """List reported speech by day of publication."""

    def work(opened: Ledger) -> None:
        from communique.ledger import Questions, StatementRow, table_of

        found = Questions(opened).statements(
            speaker=speaker,
            words=words,
            since=since.date() if since else None,
            until=until.date() if until else None,
            limit=limit,
        )
        print_table(table_of(found, StatementRow), form)

    raise typer.Exit(on_ledger(ledger, work))

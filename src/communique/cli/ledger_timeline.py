"""`communique timeline`: what a party did and what was done to it, day by day, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile, Limit, Since, Until
from communique.cli.ledger_print import TableFormat, print_table

if TYPE_CHECKING:
    from communique.ledger import Ledger


def timeline(
    ledger: LedgerFile,
    party: Annotated[str, typer.Argument(metavar="PARTY", help="Country code or words of a name.")],
    other: Annotated[
        str | None,
        typer.Option("--with", help="Only what it shares with this other party."),
    ] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    form: Form = TableFormat.TERMINAL,
) -> None:
    """Tell what a party did and what was done to it, one sentence an event, by date."""

    def work(opened: Ledger) -> None:
        from communique.analysis.timeline import TimelineRow
        from communique.analysis.timeline import timeline as timeline_of
        from communique.ledger import table_of

        found = timeline_of(
            opened,
            party,
            other=other,
            since=since.date() if since else None,
            until=until.date() if until else None,
            limit=limit,
        )
        print_table(table_of(found.rows, TimelineRow), form)

    raise typer.Exit(on_ledger(ledger, work))

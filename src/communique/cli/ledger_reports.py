"""`communique reports`: the articles that tell of an event, with their sentences."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile
from communique.cli.ledger_print import TableFormat, print_table
from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.ledger import Ledger


def reports(
    ledger: LedgerFile,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event or a report.")],
    form: Form = TableFormat.TERMINAL,
) -> None:
    """List the reports of one event with their sentences, earliest first."""

    def work(opened: Ledger) -> ExitStatus | None:
        from communique.ledger import Questions, ReportRow, table_of

        asked = Questions(opened)
        found = asked.event(event)
        if found is None:
            print(f"communique: there is no event or report {event!r}", file=sys.stderr)
            return ExitStatus.USAGE
        print_table(table_of(asked.reports([found.event_id]), ReportRow), form)
        return None

    raise typer.Exit(on_ledger(ledger, work))

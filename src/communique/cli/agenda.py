"""`communique agenda`: what has been announced, and what became of it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile
from communique.cli.ledger_print import TableFormat, print_table

if TYPE_CHECKING:
    from communique.ledger import AgendaRow, Ledger


def agenda(
    ledger: LedgerFile,
    due: Annotated[
        str | None,
        typer.Option(metavar="DAYS", help="Only what is due within so many days, as 30d."),
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option(help='held, called off, postponed, pending or "never heard of again".'),
    ] = None,
    today: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="The day that it is seen from; the last day in the ledger if left out.",
        ),
    ] = None,
    form: Form = TableFormat.TERMINAL,
) -> None:
    """List what was planned or hoped for, by due date, with what became of it."""
    within = _days(due)

    def work(opened: Ledger) -> None:
        from dataclasses import replace

        from communique.ledger import AgendaRow, Questions, table_of
        from communique.linking.agenda import outcome_of_row

        asked = Questions(opened)
        day = today.date() if today else asked.last_day() or date.max
        found = [
            replace(row, outcome=outcome_of_row(row, day).value)
            for row in asked.agenda()
            if within is None or _is_due(row, day, within)
        ]
        chosen = [row for row in found if outcome in (None, row.outcome)]
        print_table(table_of(chosen, AgendaRow), form)

    raise typer.Exit(on_ledger(ledger, work))


def _days(written: str | None) -> int | None:
    if written is None:
        return None
    match = re.fullmatch(r"(\d{1,5})d?", written.strip())
    if not match:
        raise typer.BadParameter("a number of days is wanted, as 30d", param_hint="--due")
    return int(match[1])


def _is_due(row: AgendaRow, day: date, within: int) -> bool:
    if row.due_first is None or row.due_last is None:
        return False
    return row.due_last >= day and row.due_first <= day + timedelta(days=within)

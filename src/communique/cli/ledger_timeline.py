"""`communique timeline`: what a party did and what was done to it, day by day, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile, Limit, Since, Until
from communique.cli.ledger_print import TableFormat, print_table

if TYPE_CHECKING:
    from communique.ledger import EventRow, Ledger, ReportRow

_COLUMNS = ("date", "type", "status", "reports", "sentence", "article_id", "event_id")


def timeline(
    ledger: LedgerFile,
    party: Annotated[str, typer.Argument(metavar="PARTY", help="Country code or part of a name.")],
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
        from communique.ledger import EventFilter, Questions, Table

        asked = Questions(opened)
        first = since.date() if since else None
        last = until.date() if until else None
        found = asked.events(EventFilter(party=party, since=first, until=last))
        if other is not None:
            shared = asked.events(EventFilter(party=other, since=first, until=last))
            ids = {event.event_id for event in shared}
            found = tuple(event for event in found if event.event_id in ids)
        found = found[:limit]
        reports = _first_reports(asked.reports(event.event_id for event in found))
        rows = tuple(_row(event, reports[event.event_id]) for event in found)
        print_table(Table(_COLUMNS, rows), form)

    raise typer.Exit(on_ledger(ledger, work))


def _first_reports(reports: tuple[ReportRow, ...]) -> dict[str, ReportRow]:
    """Gives the earliest report of each event; what tells it as news goes before recollection."""
    first: dict[str, ReportRow] = {}
    for report in sorted(reports, key=lambda one: one.background):
        first.setdefault(report.event_id, report)
    return first


def _row(event: EventRow, report: ReportRow) -> tuple[object, ...]:
    return (
        event.edtf or event.first_day,
        event.type,
        event.status,
        event.independent_reports,
        report.sentence,
        report.article_id,
        event.event_id,
    )

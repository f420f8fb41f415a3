"""`communique dyad`: what one state does to another over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile, Since, Until
from communique.cli.ledger_print import TableFormat, print_table
from communique.records import Status

if TYPE_CHECKING:
    from communique.ledger import Ledger

_COLUMNS = (
    "start",
    "events",
    "expected",
    "uncertainty",
    "reports",
    "cooperation",
    "conflict",
    "balance",
    "change",
)


def dyad(
    ledger: LedgerFile,
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Country code, for instance RUS.")],
    recipient: Annotated[str, typer.Argument(metavar="RECIPIENT", help="Country code.")],
    by: Annotated[
        str, typer.Option(help="Length of a period: day, week, month, quarter or year.")
    ] = "month",
    both_ways: Annotated[
        bool, typer.Option("--both-ways", help="Count acts of either towards the other.")
    ] = False,
    status: Annotated[
        list[Status] | None,
        typer.Option(help="What counts; what occurred if left out; may be repeated."),
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="Mark where the level of the balance changes.")
    ] = False,
    since: Since = None,
    until: Until = None,
    form: Form = TableFormat.TERMINAL,
) -> None:
    """Sum up, period by period, what one state does to another.

    Columns: events; how many of them are likely real, with the standard deviation; independent
    reports; sums of PLOVER scores of cooperative and of conflictual events, and their balance.
    """
    from communique.analysis import Grain, change_points, series
    from communique.ledger import Questions, Table

    try:
        grain = Grain(by)
    except ValueError:
        raise typer.BadParameter(f"{by!r} is no period", param_hint="--by") from None

    def work(opened: Ledger) -> None:
        found = Questions(opened).dyad(
            actor.upper(),
            recipient.upper(),
            both_ways=both_ways,
            since=since.date() if since else None,
            until=until.date() if until else None,
        )
        statuses = tuple(one.value for one in status or (Status.OCCURRED,))
        sums = series(found, by=grain, statuses=statuses)
        marked = frozenset(change_points(sums)) if changes else frozenset()
        rows = tuple(
            (
                one.start,
                one.events,
                one.expected,
                one.uncertainty,
                one.reports,
                one.cooperation,
                one.conflict,
                round(one.balance, 4),
                "change" if one.start in marked else None,
            )
            for one in sums
        )
        print_table(Table(_COLUMNS, rows), form)

    raise typer.Exit(on_ledger(ledger, work))

"""`communique events`: the events of a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile, Limit, Since, Until
from communique.cli.ledger_print import TableFormat, print_table
from communique.records import EventType, QuadClass, Sector, Status

if TYPE_CHECKING:
    from communique.ledger import Ledger


def events(
    ledger: LedgerFile,
    actor: Annotated[
        str | None, typer.Option(help="Country code or whole words of a name of who acts.")
    ] = None,
    recipient: Annotated[
        str | None, typer.Option(help="The same of whom it is directed at.")
    ] = None,
    party: Annotated[str | None, typer.Option(help="The same on either side.")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="PLOVER type, or one of an own codebook; may be repeated.",
        ),
    ] = None,
    quad: Annotated[
        list[QuadClass] | None, typer.Option(help="Quad class; may be repeated.")
    ] = None,
    status: Annotated[list[Status] | None, typer.Option(help="Status; may be repeated.")] = None,
    since: Since = None,
    until: Until = None,
    place: Annotated[
        str | None, typer.Option(help="Country code or whole words of the place's name.")
    ] = None,
    sector: Annotated[Sector | None, typer.Option(help="Sector of one of the parties.")] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Leave out events of less confidence.")
    ] = 0.0,
    min_reports: Annotated[
        int, typer.Option(min=0, help="Leave out events with fewer independent reports.")
    ] = 0,
    limit: Limit = None,
    form: Form = TableFormat.TERMINAL,
) -> None:
    """List events by date; one event has one line, however many articles tell of it.

    A timeline is the same list with --party and --since. `communique why` shows what an event
    rests on.
    """
    from communique.ledger import EventFilter, EventRow, Questions, table_of

    wanted = EventFilter(
        actor=actor,
        recipient=recipient,
        party=party,
        types=tuple(kind or ()),
        quads=tuple(one.value for one in quad or ()),
        statuses=tuple(one.value for one in status or ()),
        since=since.date() if since else None,
        until=until.date() if until else None,
        place=place,
        sector=sector.value if sector else None,
        confidence=min_confidence,
        independent=min_reports,
    )

    def work(opened: Ledger) -> None:
        _known(wanted.types, opened)
        found = Questions(opened).events(wanted, limit=limit)
        table = table_of(found, EventRow)
        print_table(brief(table) if form is TableFormat.TERMINAL else table, form)

    raise typer.Exit(on_ledger(ledger, work))


def _known(types: Sequence[str], ledger: Ledger) -> None:
    """Checks that types are PLOVER's or those of reports of the ledger; most others are misspelt.

    Raises:
        ValueError: Which names the types there are.
    """
    from communique.ledger.candidates import types_told_of

    if all(kind in EventType.__members__ for kind in types):
        return
    known = [kind.value for kind in types_told_of(ledger.connection)]
    for unknown in (kind for kind in types if kind not in known):
        raise ValueError(f"--type {unknown}: no such type; there are {', '.join(known)}")


if TYPE_CHECKING:
    from communique.ledger import Table

_BRIEF = ("edtf", "type", "status", "actors", "recipients", "place", "independent_reports")


def brief(table: Table) -> Table:
    """Gives the columns of events that fit on a screen."""
    from communique.ledger import Table

    names = ("event_id", *_BRIEF)
    places = [table.columns.index(name) for name in names]
    titles = tuple({"edtf": "date", "independent_reports": "reports"}.get(n, n) for n in names)
    return Table(titles, tuple(tuple(row[place] for place in places) for row in table.rows))

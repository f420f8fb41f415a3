"""`communique export` and `import`: a ledger as files, and back."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import LedgerFile

if TYPE_CHECKING:
    from communique.ledger import Ledger, Questions, Table

Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The folder; made if needed.", file_okay=False)
]


class ExportForm(StrEnum):
    """The forms in which a ledger can be written."""

    PARQUET = "parquet"
    PLOVER = "plover"
    POLECAT = "polecat"
    ICEWS = "icews"
    GDELT = "gdelt"
    CSV = "csv"
    GEOJSON = "geojson"
    GRAPHML = "graphml"


def export(
    ledger: LedgerFile,
    folder: Folder,
    form: Annotated[
        ExportForm,
        typer.Option(
            "--format",
            help="parquet holds all and can be read back; the others hold the events in the form "
            "of other data sets and programs.",
        ),
    ] = ExportForm.PARQUET,
) -> None:
    """Write what a ledger holds into a folder."""

    def work(opened: Ledger) -> None:
        from communique.ledger import Questions, export_parquet

        if form is ExportForm.PARQUET:
            export_parquet(opened, folder)
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name, pieces in _files(form, Questions(opened)):
            with (folder / name).open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(pieces)

    if not ledger.exists():
        raise typer.BadParameter(f"there is no ledger at {ledger}", param_hint="LEDGER")
    raise typer.Exit(on_ledger(ledger, work, write=form is ExportForm.PARQUET))


def _files(form: ExportForm, asked: Questions) -> Iterable[tuple[str, Iterable[str]]]:
    from importlib.metadata import version

    made_by = f"communique {version('communique')}"
    events = asked.events()
    if form is ExportForm.GEOJSON:
        from communique.exchange.geojson import to_geojson

        yield "events.geojson", [to_geojson(events)]
    elif form is ExportForm.GRAPHML:
        from communique.exchange.graphml import to_graphml

        yield "states.graphml", [to_graphml(asked.all_dyads())]
    elif form is ExportForm.PLOVER:
        from communique.exchange.plover import plover_lines

        reports = asked.reports(event.event_id for event in events)
        yield "events.jsonl", plover_lines(events, reports, version=made_by)
    else:
        yield from _tables(form, asked, made_by)


def _tables(
    form: ExportForm, asked: Questions, made_by: str
) -> Iterable[tuple[str, Iterable[str]]]:
    from communique.exchange.dyadic import dyadic
    from communique.exchange.gdelt import gdelt_events, gdelt_mentions
    from communique.exchange.icews import icews_table
    from communique.exchange.polecat import polecat_table
    from communique.ledger import EventRow, table_of

    events = asked.events()
    if form is ExportForm.CSV:
        yield "events.csv", [_separated(table_of(events, EventRow), ",")]
        return
    pairs = tuple(dyadic(events, asked.reports(event.event_id for event in events)))
    if form is ExportForm.POLECAT:
        yield "polecat.tsv", [_separated(polecat_table(pairs, version=made_by), "\t")]
    elif form is ExportForm.ICEWS:
        yield "icews.tsv", [_separated(icews_table(pairs), "\t")]
    else:
        # GDELT's own files have no header; their columns are known by their order.
        yield "events.export.CSV", [_separated(gdelt_events(pairs), "\t", header=False)]
        yield "mentions.CSV", [_separated(gdelt_mentions(pairs), "\t", header=False)]


def _separated(table: Table, separator: str, *, header: bool = True) -> str:
    import io

    from communique.exchange.tabular import write_separated

    stream = io.StringIO()
    write_separated(table, stream, separator=separator, header=header)
    return stream.getvalue()


def import_(ledger: LedgerFile, folder: Folder) -> None:
    """Make a ledger from a folder of Parquet files that `export` wrote, and link it."""

    def work(opened: Ledger) -> None:
        from communique.ledger import import_parquet
        from communique.linking.linker import Linker

        import_parquet(opened, folder)
        Linker(opened).link()

    raise typer.Exit(on_ledger(ledger, work, write=True))

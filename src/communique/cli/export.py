"""`communique export` and `import`: a ledger as files, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import LedgerFile
from communique.exchange.export_form import ExportForm

if TYPE_CHECKING:
    from communique.ledger import Ledger

Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The folder; made if needed.", file_okay=False)
]


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
        from communique.exchange.exports import export_files
        from communique.ledger import export_parquet

        if form is ExportForm.PARQUET:
            export_parquet(opened, folder)
            return
        folder.mkdir(parents=True, exist_ok=True)
        for file in export_files(opened, form):
            with (folder / file.name).open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(file.pieces)

    if not ledger.exists():
        raise typer.BadParameter(f"there is no ledger at {ledger}", param_hint="LEDGER")
    raise typer.Exit(on_ledger(ledger, work, write=form is ExportForm.PARQUET))


def import_(ledger: LedgerFile, folder: Folder) -> None:
    """Make a ledger from a folder of Parquet files that `export` wrote, and link it."""

    def work(opened: Ledger) -> None:
        from communique.ledger import import_parquet
        from communique.linking.linker import Linker

        import_parquet(opened, folder)
        Linker(opened).link()

    raise typer.Exit(on_ledger(ledger, work, write=True))

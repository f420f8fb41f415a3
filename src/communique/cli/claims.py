"""`communique claims`: what is alleged, and who asserts or denies it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile
from communique.cli.ledger_print import TableFormat, print_table

if TYPE_CHECKING:
    from communique.ledger import ClaimRow, Ledger, Table

_COLUMNS = (
    "claim_id",
    "standing",
    "type",
    "actors",
    "recipients",
    "date",
    "place",
    "speaker",
    "country",
    "stance",
    "taken",
    "report_id",
)


def claims(
    ledger: LedgerFile,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="Only claims that somebody denies.")
    ] = False,
    standing: Annotated[
        str | None, typer.Option(help="open, uncontested, disputed or conceded.")
    ] = None,
    party: Annotated[
        str | None, typer.Option(help="Country code or part of a name of a party or speaker.")
    ] = None,
    form: Form = TableFormat.TERMINAL,
) -> None:
    """List claims with the stance of each speaker, one line a stance."""
    if disputed:
        standing = "disputed"

    def work(opened: Ledger) -> None:
        from communique.ledger import Questions

        print_table(_table(Questions(opened).claims(standing=standing, party=party)), form)

    raise typer.Exit(on_ledger(ledger, work))


def _table(found: tuple[ClaimRow, ...]) -> Table:
    from communique.ledger import Table

    rows = tuple(
        (
            claim.claim_id,
            claim.standing,
            claim.type,
            claim.actors,
            claim.recipients,
            claim.edtf,
            claim.place,
            stance.speaker,
            stance.country,
            stance.stance,
            stance.taken,
            stance.report_id,
        )
        for claim in found
        for stance in claim.stances
    )
    return Table(_COLUMNS, rows)

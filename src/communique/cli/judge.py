"""`communique judge`: a person's word on whether two reports tell of one event."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import LedgerFile

if TYPE_CHECKING:
    from communique.ledger import Ledger


def judge(
    ledger: LedgerFile,
    verdict: Annotated[str, typer.Argument(metavar="same|different|withdraw", help="What to do.")],
    ids: Annotated[
        list[str],
        typer.Argument(metavar="REPORT REPORT | JUDGEMENT", help="Two reports, or a judgement."),
    ],
    signed: Annotated[
        str | None, typer.Option("--by", help="Who decides; your user name if left out.")
    ] = None,
    note: Annotated[str, typer.Option(help="Why.")] = "",
) -> None:
    """Decide that two reports tell of the same event or of different ones, or withdraw that.

    Reports are named by their ids, which `communique why` shows. A judgement is dated and signed,
    goes before the automatic decision, and can be withdrawn: then all is as it was before.
    """
    wanted = 1 if verdict == "withdraw" else 2
    if verdict not in ("same", "different", "withdraw"):
        raise typer.BadParameter("same, different or withdraw is wanted", param_hint="VERDICT")
    if len(ids) != wanted:
        raise typer.BadParameter(
            "one judgement is wanted" if wanted == 1 else "two reports are wanted",
            param_hint="IDS",
        )
    person = signed or getpass.getuser()

    def work(opened: Ledger) -> None:
        from communique.linking.judgement import Verdict
        from communique.linking.linker import Linker

        linker = Linker(opened)
        if verdict == "withdraw":
            linker.withdraw(ids[0], signed=person)
            typer.echo(f"{ids[0]} withdrawn")
            return
        made = linker.judge(Verdict(verdict), ids[0], ids[1], signed=person, note=note)
        typer.echo(made.id)

    if not ledger.exists():
        raise typer.BadParameter(f"there is no ledger at {ledger}", param_hint="LEDGER")
    raise typer.Exit(on_ledger(ledger, work, write=True))

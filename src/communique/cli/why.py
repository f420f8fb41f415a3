"""`communique why`: how an event came to be."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import LedgerFile
from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.ledger import Ledger


def why(
    ledger: LedgerFile,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event or a report.")],
) -> None:
    """Tell what an event rests on: its reports, the pairs with their features, the judgements."""

    def work(opened: Ledger) -> ExitStatus | None:
        from communique.exchange.untrusted import harmless
        from communique.linking.account import account

        lines = account(opened, event)
        if lines is None:
            print(f"communique: there is no event or report {event!r}", file=sys.stderr)
            return ExitStatus.USAGE
        for line in lines:
            print(harmless(line))
        return None

    raise typer.Exit(on_ledger(ledger, work))

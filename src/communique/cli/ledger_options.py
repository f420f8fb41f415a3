"""Arguments and options that several commands on a ledger share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.ledger_print import TableFormat

_DAY = ["%Y-%m-%d"]

LedgerFile = Annotated[
    Path, typer.Argument(metavar="LEDGER", help="The ledger, one DuckDB file.", dir_okay=False)
]
Form = Annotated[TableFormat, typer.Option("--format", help="In which form to print.")]
Since = Annotated[
    datetime | None, typer.Option(formats=_DAY, metavar="YYYY-MM-DD", help="First day.")
]
Until = Annotated[
    datetime | None, typer.Option(formats=_DAY, metavar="YYYY-MM-DD", help="Last day.")
]
Limit = Annotated[int | None, typer.Option(min=1, help="Print at most so many.")]

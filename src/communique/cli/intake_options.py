"""Options of commands that take articles in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.intake import IntakeOptions

ColumnMap = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="Which columns of a table hold text, title, published, publisher, url and id, as "
        "text=body,title=headline; a field that is not named is looked for under its own name.",
    ),
]
PauseBetween = Annotated[
    float,
    typer.Option(min=0.0, metavar="SECONDS", help="Pause between two requests to one host."),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private addresses, too.")
]


def intake_options(
    published: datetime | None, publisher: str | None, columns: str | None
) -> IntakeOptions:
    """Gives how sources are read; links are followed, for the user has named the source.

    Raises:
        typer.BadParameter: When the column map is none.
    """
    from communique.intake import ColumnError, Columns, IntakeOptions

    try:
        named = Columns.parse(columns)
    except ColumnError as error:
        raise typer.BadParameter(str(error), param_hint="--columns") from None
    return IntakeOptions(
        published=published.date() if published else None,
        publisher=publisher,
        columns=named,
        follow_links=True,
    )

"""Options that several commands that read articles share."""

from __future__ import annotations

from typing import Annotated

import typer

Workers = Annotated[int, typer.Option(min=1, help="Processes that read.")]
Batch = Annotated[int, typer.Option(min=1, help="Articles that are committed together.")]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL",
        help="The model that finds events: `fast`, the packaged one, which is the default; "
        "`accurate`, the larger one that `communique model train` builds; or the folder of one "
        "that `communique model extend` has made.",
    ),
]
Pipeline = Annotated[
    str | None,
    typer.Option(
        metavar="PACKAGE",
        help="An installed spaCy pipeline for English, in place of the packaged one.",
    ),
]

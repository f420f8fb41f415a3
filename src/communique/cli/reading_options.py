"""Options that several commands that read articles share."""

from __future__ import annotations

from typing import Annotated

import typer

Workers = Annotated[int, typer.Option(min=1, help="Processes that read.")]
Batch = Annotated[int, typer.Option(min=1, help="Articles that are committed together.")]
Pipeline = Annotated[
    str | None,
    typer.Option(
        "--model", help="An installed spaCy pipeline for English, in place of the packaged one."
    ),
]

"""`communique read`: articles in, events out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.intake_options import AllowPrivate, ColumnMap, intake_options
from communique.cli.output import OutputFormat
from communique.cli.reading_options import Model, Pipeline, Workers

_DATE_FORMATS = ["%Y-%m-%d"]


def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|URL|-...",
            help="Plain text (the first line is the title), HTML, JSON Lines, ninjs, NewsML, NITF, "
            "WARC, feeds, CSV or Parquet; with gzip or Zstandard or without.",
            show_default=False,
        ),
    ],
    form: Annotated[
        OutputFormat, typer.Option("--format", help="In which form to print.")
    ] = OutputFormat.TERMINAL,
    published: Annotated[
        datetime | None,
        typer.Option(
            "--date",
            formats=_DATE_FORMATS,
            metavar="YYYY-MM-DD",
            help="Day of publication of articles that do not say theirs.",
        ),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(help="Publisher of articles that do not say theirs.")
    ] = None,
    article_id: Annotated[
        str | None, typer.Option("--id", help="Id of an article that does not say its own.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why it was read so.")] = False,
    workers: Workers = 1,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="Leave out events of less confidence."),
    ] = None,
    model: Model = None,
    pipeline: Pipeline = None,
    columns: ColumnMap = None,
    allow_private: AllowPrivate = False,
    output: Annotated[Path | None, typer.Option(help="File to print to.", dir_okay=False)] = None,
) -> None:
    """Read articles and print what political actors did in them.

    Exit status: 0 all were read, 1 some could not be (standard error says which and why),
    2 wrong usage, 130 stopped with Ctrl-C.
    """
    from dataclasses import replace

    from communique.cli.session import ReadRequest, run

    if article_id and len(sources) > 1:
        raise typer.BadParameter("one id does not fit several sources", param_hint="--id")
    if output and output.resolve() in {Path(source).resolve() for source in sources}:
        raise typer.BadParameter("this file is to be read", param_hint="--output")
    request = ReadRequest(
        sources=tuple(sources),
        form=form,
        output=output,
        intake=replace(
            intake_options(published, publisher, columns),
            id=article_id,
            allow_private=allow_private,
        ),
        explain=explain,
        workers=workers,
        min_confidence=min_confidence,
        model=model,
        pipeline=pipeline,
    )
    raise typer.Exit(run(request))

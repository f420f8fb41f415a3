"""`communique evaluate`: how well articles are read, measured against gold."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from communique.cli.reading_options import Model, Workers
from communique.cli.status import ExitStatus, silence_output
from communique.records import Article, Issue, Reading

if TYPE_CHECKING:
    from communique.evaluation.gold import GoldArticle


class PipingReader(Protocol):
    """What this command needs of `communique.reading.reader.Reader`."""

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading | Issue]:
        """Reads articles in order."""
        ...


def evaluate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="GOLD...",
            help="JSON Lines files of gold, or folders of them; the project's own if left out.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    readings: Annotated[
        Path | None,
        typer.Option(
            help="Measure what `communique read --format jsonl` printed, in place of reading now.",
            dir_okay=False,
        ),
    ] = None,
    errors: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="Say why events were missed, with N of each cause."),
    ] = None,
    workers: Workers = 1,
    model: Model = None,
) -> None:
    """Measure readings against gold.

    Each part that gold holds (events, statements, times, places, factuality) is measured. Exit
    status: 0 measured, 1 an article could not be read and counts as empty, 2 wrong usage.
    """
    request = EvaluateRequest(tuple(gold or ()), as_json, readings, errors, workers, model)
    raise typer.Exit(run(request))


@dataclass(frozen=True, slots=True)
class EvaluateRequest:
    """What the user asked for.

    Attributes:
        paths: Files or folders of gold; the project's own if empty.
        as_json: Whether to print JSON in place of the table.
        readings: A file of readings to measure, or None to read the articles now.
        errors: How many missed events to show of each cause, or None.
        workers: Processes that read.
        model: Name or folder of the model that finds events, or None for the packaged one.
    """

    paths: tuple[Path, ...] = ()
    as_json: bool = False
    readings: Path | None = None
    errors: int | None = None
    workers: int = 1
    model: str | None = None


def run(request: EvaluateRequest, *, reader: PipingReader | None = None) -> ExitStatus:
    """Measures, and prints the figures.

    Args:
        request: What the user asked for.
        reader: Reads the articles; a `Reader` with the model if None.
    """
    try:
        gold = _gold(request.paths)
        if request.readings is not None:
            found, issues = _stored(request.readings), 0
        else:
            found, issues = _read(gold, reader or _reader_with(request.model), request.workers)
    except (ValueError, OSError) as error:  # a fault of the gold or of the model
        print(f"communique: {error}", file=sys.stderr)
        return ExitStatus.USAGE
    try:
        sys.stdout.write(_account(gold, found, request))
        sys.stdout.flush()
    except BrokenPipeError:
        silence_output()
        return ExitStatus.BROKEN_PIPE
    return ExitStatus.SOME_FAILED if issues else ExitStatus.DONE


def _account(
    gold: tuple[GoldArticle, ...], found: dict[str, Reading], request: EvaluateRequest
) -> str:
    from communique.evaluation.errors import error_table
    from communique.evaluation.measure import measure
    from communique.evaluation.report import table, to_json

    report = measure(gold, found)
    if request.as_json:
        return to_json(report)
    if request.errors is None:
        return table(report)
    return f"{table(report)}\n{error_table(gold, found, examples=request.errors)}"


def _gold(paths: tuple[Path, ...]) -> tuple[GoldArticle, ...]:
    from communique.evaluation.gold import GoldError, load_gold
    from communique.evaluation.measure import own_gold

    chosen = paths or tuple(filter(None, [own_gold()]))
    if not chosen:
        raise GoldError("the project's own gold is not installed; name a file of gold")
    return tuple(article for path in chosen for article in load_gold(path))


def _read(
    gold: tuple[GoldArticle, ...], reader: PipingReader, workers: int
) -> tuple[dict[str, Reading], int]:
    found: dict[str, Reading] = {}
    issues = 0
    for result in reader.pipe((article.article for article in gold), workers=workers):
        if isinstance(result, Issue):
            print(result, file=sys.stderr)
            issues += 1
        else:
            found[result.article.id] = result
    return found, issues


def _stored(path: Path) -> dict[str, Reading]:
    from communique.evaluation.gold import GoldError
    from communique.exchange.contract_reader import reading_from_json

    found: dict[str, Reading] = {}
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                reading = reading_from_json(json.loads(line))
            except ValueError as error:
                raise GoldError(f"{path}, line {number}: {error}") from None
            found[reading.article.id] = reading
    return found


def _reader_with(model: str | None) -> PipingReader:
    from communique.reading.reader import Reader

    return Reader(model=model)

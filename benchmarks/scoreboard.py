"""The reading's figures as the rows of docs/quality.md.

    python benchmarks/scoreboard.py --data FOLDER [--only events]

FOLDER holds the development data (events/dev.jsonl, statements/polnear_dev.jsonl, …).
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique import Reader
from communique.evaluation.figures import Figure, figures
from communique.evaluation.gold import GoldArticle, load_gold
from communique.evaluation.measure import measure
from communique.records import Reading


@dataclass(frozen=True, slots=True)
class DataSet:
    """One file of gold, and the figures that the scoreboard shows of it.

    Attributes:
        path: Within the folder of the data.
        shown: Names of figures; one that ends with a point stands for all that begin so.
    """

    path: str
    shown: tuple[str, ...]


_SETS = (
    DataSet(
        "events/dev.jsonl",
        (
            "events.strict.f1",
            "events.relaxed.f1",
            "events.without_actors.",
            "events.ignored_share",
            "events.status",
            "events.status_not_occurred",
            "events.said_by_where_given",
            "events.when_where_given",
            "events.where_where_given",
            "events.precision_at_",
            "events.expected_calibration_error",
        ),
    ),
    DataSet("statements/polnear_dev.jsonl", ("statements.found.f1", "statements.speaker")),
    DataSet("times/timebank.jsonl", ("times.detection.f1", "times.value.f1")),
    DataSet("places/lgl.jsonl", ("places.recognition.f1", "places.within_161_km")),
)
_LENGTHS: tuple[tuple[str, Callable[[int], bool]], ...] = (
    ("under 400 words", lambda words: words < 400),
    ("400 to 999 words", lambda words: 400 <= words < 1000),
    ("1,000 words and more", lambda words: words >= 1000),
)


def main() -> None:
    """Reads the data, and prints rows of Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", default="", help="files whose path begins so")
    options = parser.parse_args()
    commit = _commit()
    reader = Reader()
    breakdowns: list[str] = []
    print("| what | data | command | commit | figure |\n| --- | --- | --- | --- | --- |")
    for data in _SETS:
        if data.path.startswith(options.only):
            gold = load_gold(options.data / data.path)
            readings = {one.article.id: reader.read(one.article) for one in gold}
            for row in _rows(data, gold, readings):
                print(row.replace("COMMIT", commit), flush=True)
            if data.path.startswith("events"):
                breakdowns += [*_by_length(gold, readings), *_by_type(gold, readings)]
    print("\n".join(breakdowns))


def _rows(
    data: DataSet, gold: Sequence[GoldArticle], readings: dict[str, Reading]
) -> Iterator[str]:
    command = f"`communique evaluate {data.path}`"
    for figure in figures(measure(gold, readings)):
        if _is_shown(figure.name, data.shown):
            yield f"| {figure.name} | {data.path} | {command} | COMMIT | {_text(figure)} |"


def _is_shown(name: str, shown: Sequence[str]) -> bool:
    return any(name == one or (one.endswith(("_", ".")) and name.startswith(one)) for one in shown)


def _text(figure: Figure) -> str:
    text = f"{figure.value:.3f}"
    if figure.interval:
        text += f" [{figure.interval[0]:.3f}, {figure.interval[1]:.3f}]"
    return f"{text} (n = {figure.cases})"


def _by_length(gold: Sequence[GoldArticle], readings: dict[str, Reading]) -> Iterator[str]:
    yield "\n| length of article | articles | strict F1 |\n| --- | --- | --- |"
    for name, belongs in _LENGTHS:
        part = [one for one in gold if belongs(len(one.article.text.split()))]
        scores = measure(part, readings).events if part else None
        if scores:
            yield f"| {name} | {len(part)} | {scores.strict.f1:.3f} |"


def _by_type(gold: Sequence[GoldArticle], readings: dict[str, Reading]) -> Iterator[str]:
    yield "\n| type | gold | precision | recall | F1 |\n| --- | --- | --- | --- | --- |"
    scores = measure(gold, readings).events
    for score in scores.types if scores else ():
        rates = score.rates
        figure = f"{rates.precision:.3f} | {rates.recall:.3f} | {rates.f1:.3f}"
        yield f"| {score.type} | {rates.gold:.0f} | {figure} |"


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()

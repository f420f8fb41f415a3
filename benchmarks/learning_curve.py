"""How well events are read after learning from ever more annotated articles, and without templates.

    python benchmarks/learning_curve.py TRAIN.jsonl DEV.jsonl FOLDER [--epochs 2]

Every model starts from the base weights and is trained in the same short way: a few passes at full
width over the articles and the filled templates, without the project's own articles. Its figures
are therefore below those of the packaged model; what they are for is the comparison. A model that
lies in FOLDER already is not trained again. Needs the extra `train`.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

COMMAND = "from communique.cli.main import main; main()"
SHARES = (4, 1)
"""Which part of the articles is learned from: a quarter, and all; the order is drawn with a fixed
seed."""

FIGURES = (
    "events.strict.f1",
    "events.without_actors.precision",
    "events.without_actors.recall",
    "events.without_actors.f1",
    "events.without_actors.status",
)
"""The figures that are printed, by their names in `communique evaluate --json`."""


@dataclass(frozen=True, slots=True)
class Point:
    """A model of the curve: from how many articles, and whether from templates as well."""

    articles: int
    templates: bool

    @property
    def name(self) -> str:
        """Name of its folder."""
        return f"{self.articles}{'' if self.templates else '-without-templates'}"


def run(*arguments: object) -> str:
    """Runs the command line in a process of its own and gives what it prints."""
    command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def trained(point: Point, lines: Sequence[str], folder: Path, *, epochs: int) -> Path:
    """Gives the model of a point, trained unless it is there."""
    model = folder / point.name
    if not (model / "card.json").is_file():
        articles = folder / f"{point.name}.jsonl"
        articles.write_text("".join(lines[: point.articles]), encoding="utf-8")
        templates = "--templates" if point.templates else "--no-templates"
        made = folder / f"{point.name}.part"
        options = ("--epochs", epochs, "--narrow-epochs", 0, templates)
        run("model", "train", made, "--articles", articles, *options)
        made.rename(model)
    return model


def figures(model: Path, gold: Path) -> dict[str, float]:
    """Gives the figures of a model over annotated articles, by name."""
    report = json.loads(run("evaluate", gold, "--model", model, "--json"))
    return {name: round(report["figures"][name]["value"], 3) for name in FIGURES}


def main() -> None:
    """Trains and measures every point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=2)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    lines = wanted.train.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    points = [Point(len(lines) // share, templates=True) for share in SHARES]
    points.append(Point(len(lines), templates=False))
    for point in points:
        model = trained(point, lines, wanted.folder, epochs=wanted.epochs)
        print(point.name, json.dumps(figures(model, wanted.dev)), flush=True)


if __name__ == "__main__":
    main()

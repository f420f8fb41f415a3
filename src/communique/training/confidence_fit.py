"""Fits how sure an event is (`reading/events/confidence.py`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from communique.evaluation.agreement import Strictness
from communique.evaluation.calibration import Outcome, calibration
from communique.evaluation.events import match_events
from communique.evaluation.gold import GoldArticle, load_gold
from communique.reading.events.confidence import Signs, confidence_of
from communique.reading.events.weights import as_text
from communique.reading.reader import Reader

LEAST_COUNT = 20
"""How often a sign must occur to have a weight."""

PENALTY = 3.0
"""Weight of the squared weights, in events; measured in units of each sign's deviation."""

STEPS = 30
"""Steps of Newton's method; the loss is convex and settles long before."""

FOLDS = 5

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """One event as it was read: its signs, and whether it is a gold event with its parties."""

    fold: int
    signs: Signs
    right: bool


def fit_confidence(articles: Sequence[Path], out: Path, *, report: Report) -> None:
    """Reads annotated articles, fits the weights and writes them.

    Args:
        articles: Files of annotated articles; those that the network learned from will do, since
            most of what goes wrong are parties, which it does not learn by heart.
        out: File of the weights.
        report: Told how it goes, and the calibration over `FOLDS` folds of articles.
    """
    gold = [article for path in articles for article in load_gold(path)]
    events = list(_read(gold, report=report))
    sure = [outcome for fold in range(FOLDS) for outcome in _held_out(events, fold)]
    found = calibration(sure, gold=sum(len(article.events or ()) for article in gold))
    report(
        f"{len(events)} events over {FOLDS} folds: expected calibration error "
        f"{found.expected_error:.3f}, precision at recall .30 {found.precision_at_recall or 0:.3f}"
    )
    out.write_text(as_text(fit_weights(events)), encoding="utf-8")


def _read(gold: Sequence[GoldArticle], *, report: Report) -> Iterator[ReadEvent]:
    reader = Reader(min_confidence=0.0, explain=True)
    for number, article in enumerate(gold):
        found = reader.read(article.article).events
        matching = match_events(article.events or (), found, Strictness.STRICT)
        right = set(matching.pairs.values())
        for at, event in enumerate(found):
            if at not in matching.ignored and event.explanation is not None:
                yield ReadEvent(number % FOLDS, event.explanation.signs, at in right)
        if number % 100 == 99:
            report(f"{number + 1} of {len(gold)} articles read")


def _held_out(events: Sequence[ReadEvent], fold: int) -> Iterator[Outcome]:
    weights = fit_weights([event for event in events if event.fold != fold])
    for event in events:
        if event.fold == fold:
            yield Outcome(confidence_of(event.signs, weights), event.right)


def fit_weights(events: Sequence[ReadEvent]) -> dict[str, float]:
    """Fits a logistic regression with an L2 penalty by Newton's method.

    Returns:
        The weight of every sign that occurs at least `LEAST_COUNT` times.
    """
    counts = Counter(name for event in events for name, _ in event.signs)
    names = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
    table = _table(events, names)
    right = np.array([event.right for event in events], dtype=np.float64)
    spread = np.where(table.std(axis=0) > 0, table.std(axis=0), 1.0)
    scaled = table / spread
    penalty = PENALTY * np.array([name != "always" for name in names])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (chances - right) + penalty * weights
        bend = (scaled * (chances * (1 - chances))[:, None]).T @ scaled
        weights -= np.linalg.solve(bend + np.diag(penalty + 1e-4), slope)
    return {name: round(float(w), 4) for name, w in zip(names, weights / spread, strict=True)}


def _table(events: Sequence[ReadEvent], names: Sequence[str]) -> npt.NDArray[np.float64]:
    number = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(events), len(names)))
    for row, event in enumerate(events):
        for name, value in event.signs:
            if name in number:
                table[row, number[name]] = value
    return table

"""Fits how sure an event is (`reading/events/confidence.py`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from communique.evaluation.agreement import Strictness
from communique.evaluation.calibration import Outcome, calibration
from communique.evaluation.events import match_events
from communique.evaluation.gold import GoldArticle, load_gold
from communique.reading.events.confidence import Signs
from communique.reading.reader import Reader
from communique.training.logistic import Labelled, fit_logistic

LEAST_COUNT = 20
"""How often a sign must occur to have a weight."""

PENALTY = 3.0
"""Weight of the squared weights, in events; measured in units of each sign's deviation."""

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
    sure = [
        Outcome(chance, event.right)
        for fold in range(FOLDS)
        for event, chance in _held_out(events, fold)
    ]
    found = calibration(sure, gold=sum(len(article.events or ()) for article in gold))
    report(
        f"{len(events)} events over {FOLDS} folds: expected calibration error "
        f"{found.expected_error:.3f}, precision at recall .30 {found.precision_at_recall or 0:.3f}"
    )
    weights = fit_weights(events)
    out.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", encoding="utf-8")


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


def _held_out(events: Sequence[ReadEvent], fold: int) -> Iterator[tuple[ReadEvent, float]]:
    held = [event for event in events if event.fold == fold]
    weights = fit_weights([event for event in events if event.fold != fold])
    for event in held:
        score = sum(weights.get(name, 0.0) * value for name, value in event.signs)
        yield event, float(1.0 / (1.0 + np.exp(-score)))


def fit_weights(events: Sequence[ReadEvent]) -> dict[str, float]:
    """Gives the weight of every sign that occurs often enough."""
    cases = [Labelled(event.signs, event.right) for event in events]
    return fit_logistic(cases, penalty=PENALTY, least_count=LEAST_COUNT, free="always")

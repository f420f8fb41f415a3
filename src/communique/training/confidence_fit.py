"""Fits how sure an event is (`reading/events/confidence.py`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from communique.evaluation.agreement import Strictness
from communique.evaluation.calibration import calibration
from communique.evaluation.events import match_events
from communique.evaluation.gold import GoldArticle, load_gold
from communique.reading.events.fitted_files import write_fitted
from communique.reading.reader import Reader
from communique.training.logistic import FOLDS, Case, fit_weights, outcomes_across_folds
from communique.weights import as_text

Report = Callable[[str], None]


def fit_confidence(articles: Sequence[Path], out: Path, *, model: Path, report: Report) -> None:
    """Reads annotated articles, fits the weights and writes them.

    Args:
        articles: Files of annotated articles; those that the network learned from will do, since
            most of what goes wrong are parties, which it does not learn by heart.
        out: File of the weights; in a model folder, the card is brought up to date.
        model: Folder of the model that reads, with its choice of parties.
        report: Told how it goes, and the calibration over `FOLDS` folds of articles.

    Raises:
        ValueError: When there is nothing to learn from, or an article is not of the form of gold.
    """
    gold = [article for path in articles for article in load_gold(path)]
    events = list(_read(gold, model, report=report))
    right = sum(event.right for event in events)
    if right in (0, len(events)):
        raise ValueError(
            f"{right} of {len(events)} events are right: there is nothing to tell them apart by; "
            "annotate more articles"
        )
    found = calibration(
        outcomes_across_folds(events), gold=sum(len(article.events or ()) for article in gold)
    )
    report(
        f"{len(events)} events over {FOLDS} folds: expected calibration error "
        f"{found.expected_error:.3f}, precision at recall .30 {found.precision_at_recall or 0:.3f}"
    )
    text = as_text(fit_weights(events))
    write_fitted(out, lambda path: path.write_text(text, encoding="utf-8"))


def _read(gold: Sequence[GoldArticle], model: Path, *, report: Report) -> Iterator[Case]:
    reader = Reader(min_confidence=0.0, explain=True, model=model)
    for number, article in enumerate(gold):
        found = reader.read(article.article).events
        matching = match_events(article.events or (), found, Strictness.STRICT)
        right = set(matching.pairs.values())
        for at, event in enumerate(found):
            if at not in matching.ignored and event.explanation is not None:
                yield Case(number % FOLDS, event.explanation.signs, at in right)
        if number % 100 == 99:
            report(f"{number + 1} of {len(gold)} articles read")

"""Fits how sure the resolution of an actor is (`knowledge/certainty.py`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from communique.evaluation.agreement import Strictness
from communique.evaluation.calibration import expected_error
from communique.evaluation.events import match_events
from communique.evaluation.gold import GoldArticle, load_gold
from communique.evaluation.resolutions import resolved_parties
from communique.knowledge.certainty import certainty_signs
from communique.reading.ground import Ground
from communique.reading.reader import Reader
from communique.training.logistic import FOLDS, Case, fit_weights, outcomes_across_folds
from communique.weights import as_text

Report = Callable[[str], None]


def fit_certainty(articles: Sequence[Path], out: Path, *, report: Report) -> None:
    """Reads annotated articles, fits the weights and writes them.

    Args:
        articles: Files of annotated articles. Those that the network learned from will do: it
            learns which words are parties, not who they are.
        out: File of the weights.
        report: Told how it goes, and the calibration over `FOLDS` folds of articles.
    """
    gold = [article for path in articles for article in load_gold(path)]
    cases = list(_read(gold, report=report))
    error = expected_error(outcomes_across_folds(cases))
    share = sum(case.right for case in cases) / len(cases) if cases else 0.0
    report(
        f"{len(cases)} resolutions, {share:.3f} right; over {FOLDS} folds: expected calibration "
        f"error {error:.3f}"
    )
    out.write_text(as_text(fit_weights(cases)), encoding="utf-8")


def _read(gold: Sequence[GoldArticle], *, report: Report) -> Iterator[Case]:
    reader, ground = Reader(), Ground()
    for number, article in enumerate(gold):
        share = ground.read(article.article).actors.home.share
        found = reader.read(article.article).events
        matching = match_events(article.events or (), found, Strictness.WITHOUT_ACTORS)
        for one, other in matching.matched:
            for actor, right in resolved_parties(one.event, other):
                if actor.resolution is not None:
                    signs = certainty_signs(actor, actor.resolution, share=share)
                    yield Case(number % FOLDS, signs, right)
        if number % 100 == 99:
            report(f"{number + 1} of {len(gold)} articles read")

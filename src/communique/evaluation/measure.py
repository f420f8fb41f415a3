"""Measuring readings against gold, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.evaluation.events import EventScores, score_events
from communique.evaluation.factuality import FactualityScores, score_factuality
from communique.evaluation.gold import GoldArticle
from communique.evaluation.places import PlaceScores, score_places
from communique.evaluation.statements import StatementScores, score_statements
from communique.evaluation.times import TimeScores, score_times
from communique.records import Reading


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of the parts that gold holds; None for a part that it lacks."""

    events: EventScores | None
    statements: StatementScores | None
    times: TimeScores | None
    places: PlaceScores | None
    factuality: FactualityScores | None


def measure(gold: Sequence[GoldArticle], readings: Mapping[str, Reading]) -> Report:
    """Scores readings against gold.

    Args:
        gold: Articles; each part is scored over those that have it.
        readings: By article id; an article without one counts as one in which nothing was found.
    """
    events = [article for article in gold if article.events is not None]
    statements = [article for article in gold if article.statements is not None]
    times = [article for article in gold if article.times is not None]
    places = [article for article in gold if article.places is not None]
    factuality = [article for article in gold if article.factuality is not None]
    return Report(
        score_events(events, readings) if events else None,
        score_statements(statements, readings) if statements else None,
        score_times(times, readings) if times else None,
        score_places(places, readings) if places else None,
        score_factuality(factuality, readings) if factuality else None,
    )


def own_gold() -> Path | None:
    """Gives the folder of the project's own gold: in the package, else in the source tree."""
    here = Path(__file__).parent
    folders = (here / "examples", *(root / "examples" / "gold" for root in here.parents[2:3]))
    return next((folder for folder in folders if folder.is_dir()), None)

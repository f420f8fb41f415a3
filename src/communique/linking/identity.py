"""Event identity: how likely two reports tell of one event, and which reports make up an event."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from communique.linking.features import Feature
from communique.linking.grouping import Pair, components, group
from communique.linking.judgement import Judgement, bans, bonds
from communique.linking.report import Report

LINKER = "3"
"""Version of the decision: a ledger that another version linked is linked anew."""

WEIGHTS: Mapping[str, tuple[float, float]] = {
    "actors": (3.5, 0.55),
    "recipients": (2.8, 0.5),
    "type": (4.2, 0.85),
    "date": (3.5, 0.5),
    "place": (1.4, 0.4),
    "words": (3.5, 0.35),
    "news": (2.5, 0.35),
}
"""For each feature its weight and the value at which it speaks neither for nor against. Set by hand
on the linking gold, which they were then measured on (docs/ledger/linking.md)."""

BIAS = -1.5
SAME_EVENT = 0.5
LOWEST_SCORE = 0.1
"""Pairs below are not kept: between groups they count as 0."""


def score(features: Iterable[Feature]) -> float:
    """Gives a number between 0 and 1: the logistic function of the weighted features.

    A feature on which one report is silent counts nothing. Two reports whose parties on one side
    have nothing in common, or whose types are never confused, score 0.
    """
    total = BIAS
    for feature in features:
        if feature.value is None:
            continue
        if feature.value == 0 and feature.name in ("actors", "recipients", "type"):
            return 0.0
        weight, neutral = WEIGHTS[feature.name]
        total += weight * (feature.value - neutral)
    return round(1 / (1 + math.exp(-total)), 6)


COPIED = 1.0
"""Score of two reports that are one sentence, copied. The features never reach it: the highest that
they give is 0.9998. What the reader takes for the parties of a copied sentence may differ with the
headline above it; the act is one all the same."""


def events(
    homes: Mapping[str, str], scores: Mapping[Pair, float], judgements: Iterable[Judgement] = ()
) -> list[tuple[str, ...]]:
    """Groups reports into events.

    Two reports of one article stay apart: its reader has already joined what is one event there.

    Args:
        homes: Report id -> id of its article.
        scores: Pairs of report ids -> score.
        judgements: What persons decided; it goes before the scores.
    """
    known = list(judgements)
    return group(
        homes,
        _by_best_copy(scores),
        threshold=SAME_EVENT,
        bonds=bonds(known),
        bans=[*_within_articles(homes), *bans(known)],
    )


def _by_best_copy(scores: Mapping[Pair, float]) -> Mapping[Pair, float]:
    """Scores in which all copies of a sentence have the score of the one that was read best."""
    copied = [pair for pair, value in scores.items() if value >= COPIED]
    if not copied:
        return scores
    copies = {
        member: one
        for one in components({member for pair in copied for member in pair}, copied)
        for member in one
    }
    best: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}
    for pair, value in scores.items():
        first, second = sorted(copies.get(member, (member,)) for member in pair)
        best[first, second] = max(value, best.get((first, second), 0.0))
    return {
        (one, other) if one < other else (other, one): value
        for (first, second), value in best.items()
        for one in first
        for other in second
        if one != other
    }


def _within_articles(homes: Mapping[str, str]) -> Iterable[Pair]:
    by_article: dict[str, list[str]] = defaultdict(list)
    for report, article in homes.items():
        by_article[article].append(report)
    for ids in by_article.values():
        yield from combinations(sorted(ids), 2)


def event_id(reports: Sequence[Report]) -> str:
    """Gives the id of an event: it comes from its earliest report."""
    earliest = min(reports, key=lambda report: report.order)
    return "e" + hashlib.sha256(earliest.id.encode("utf-8", "replace")).hexdigest()[:12]

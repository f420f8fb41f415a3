"""Scores of factuality: whether what event words name is told as fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from communique.evaluation.counts import Share
from communique.evaluation.gold import GoldArticle, GoldFactuality
from communique.evaluation.pairing import shared
from communique.records import Event, Reading, Span, Status

_SURE = 1.5  # least distance from 0, of 3, that counts as a yes or a no (evaluation data, README)


class Factuality(StrEnum):
    """What a reader takes away: it happened, it did not, or it stays open."""

    OCCURRED = "occurred"
    UNCERTAIN = "uncertain"
    NOT = "not"


_OF_STATUS: Mapping[Status, Factuality] = MappingProxyType(
    {
        Status.OCCURRED: Factuality.OCCURRED,
        Status.PLANNED: Factuality.UNCERTAIN,
        Status.POSSIBLE: Factuality.UNCERTAIN,
        Status.ALLEGED: Factuality.UNCERTAIN,
        Status.DENIED: Factuality.NOT,
        Status.NEGATED: Factuality.NOT,
    }
)


@dataclass(frozen=True, slots=True)
class FactualityClassScore:
    """How many event words of one class were covered, and how many of these are right."""

    kind: Factuality
    right: Share


@dataclass(frozen=True, slots=True)
class FactualityScores:
    """How well statuses agree with factuality.

    Attributes:
        articles: Number of texts, here single sentences.
        covered: Event words that a trigger overlaps, of all.
        right: The same class of three, over covered words.
        commonest: Cases of the commonest class, over covered words: what knowing nothing gives.
        kinds: By the class in gold.
    """

    articles: int
    covered: Share
    right: Share
    commonest: Share
    kinds: tuple[FactualityClassScore, ...]


def score_factuality(
    gold: Sequence[GoldArticle], readings: Mapping[str, Reading]
) -> FactualityScores:
    """Scores the statuses of events (by article id) on the words that name them."""
    words = sum(len(article.factuality or ()) for article in gold)
    pairs = [pair for a in gold for pair in _pairs(a, readings.get(a.article.id))]
    kinds = tuple(
        FactualityClassScore(kind, Share.of(f is kind for g, f in pairs if g is kind))
        for kind in Factuality
    )
    return FactualityScores(
        articles=len(gold),
        covered=Share(len(pairs), words),
        right=Share.of(wanted is found for wanted, found in pairs),
        commonest=Share(max(score.right.total for score in kinds), len(pairs)),
        kinds=kinds,
    )


def _pairs(
    article: GoldArticle, reading: Reading | None
) -> Iterator[tuple[Factuality, Factuality]]:
    events = reading.events if reading else ()
    for word in article.factuality or ():
        event = _event_on(word.span, events)
        if event is not None:
            yield _class_of(word), _OF_STATUS[event.status]


def _class_of(word: GoldFactuality) -> Factuality:
    if abs(word.value) < _SURE:
        return Factuality.UNCERTAIN
    return Factuality.OCCURRED if word.value > 0 else Factuality.NOT


def _event_on(word: Span, events: Iterable[Event]) -> Event | None:
    """Gives the event with the shortest trigger on the word, then the surest, then the first."""
    ranked = [
        (min(lengths), -event.confidence, number, event)
        for number, event in enumerate(events)
        if (lengths := [_length(m.trigger) for m in event.mentions if shared(m.trigger, word)])
    ]
    return min(ranked, key=lambda entry: entry[:3])[3] if ranked else None


def _length(span: Span) -> int:
    return span.end - span.start

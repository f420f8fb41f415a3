"""Scores of time expressions: found, and given the right date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.evaluation.counts import Rates, Share, Tally, rates, total
from communique.evaluation.edtf import same_days
from communique.evaluation.gold import GoldArticle
from communique.evaluation.pairing import pair_spans, shared
from communique.records import Reading, Time


@dataclass(frozen=True, slots=True)
class TimeScores:
    """How well time expressions were read.

    Attributes:
        articles: Number of articles.
        detection: Found, by overlap.
        detection_exact: Found with the same first and last character.
        value: Right dates, over expressions that have one.
        value_over_detected: Right dates, over those that were found.
    """

    articles: int
    detection: Rates
    detection_exact: Rates
    value: Rates
    value_over_detected: Share


@dataclass(frozen=True, slots=True)
class _Paired:
    gold: Sequence[Time]
    found: Sequence[Time]
    pairs: Mapping[int, int]

    @property
    def detection(self) -> Tally:
        return Tally(len(self.pairs), len(self.found), len(self.gold))

    @property
    def exact(self) -> Tally:
        gold = {time.span.sort_key for time in self.gold}
        found = {time.span.sort_key for time in self.found}
        return Tally(len(gold & found), len(self.found), len(self.gold))

    @property
    def outcomes(self) -> list[bool]:
        """Whether the date is right, of every dated expression that was found."""
        return [
            same_days(self.gold[i].edtf, self.found[j].edtf)
            for i, j in self.pairs.items()
            if self.gold[i].edtf
        ]

    @property
    def value(self) -> Tally:
        dated = sum(1 for time in self.gold if time.edtf)
        return Tally(sum(self.outcomes), self._offered(), dated)

    def _offered(self) -> int:
        """Counts dates given; one for what gold cannot date is neither right nor wrong."""
        undated = [time.span for time in self.gold if not time.edtf]
        dated_pairs = {j for i, j in self.pairs.items() if self.gold[i].edtf}
        return sum(
            j in dated_pairs or not any(shared(time.span, span) for span in undated)
            for j, time in enumerate(self.found)
            if time.edtf
        )


def score_times(gold: Sequence[GoldArticle], readings: Mapping[str, Reading]) -> TimeScores:
    """Scores the time expressions of readings (by article id)."""
    articles = [_paired(article, readings.get(article.article.id)) for article in gold]
    return TimeScores(
        articles=len(gold),
        detection=rates([article.detection for article in articles]),
        detection_exact=total(article.exact for article in articles).rates(),
        value=rates([article.value for article in articles]),
        value_over_detected=Share.of(
            outcome for article in articles for outcome in article.outcomes
        ),
    )


def _paired(article: GoldArticle, reading: Reading | None) -> _Paired:
    gold = article.times or ()
    found = reading.times if reading else ()
    pairs = pair_spans([time.span for time in gold], [time.span for time in found])
    return _Paired(gold, found, pairs)

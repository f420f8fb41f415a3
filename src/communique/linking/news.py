"""Which articles tell the same news, and which of them are copies of one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from communique.linking.articles import UNIT, Fingerprint, fingerprint, shingles
from communique.linking.grouping import Pair, group
from communique.linking.words import packaged_counts
from communique.records import Article

LOWEST_LIKENESS = 0.12
"""Article pairs below are not kept; leaving them out moves no decision (docs/ledger/linking.md)."""

SAME_STORY = 0.22
"""Mean likeness from which articles tell one story: the middle of the range, .18 to .28, in which
B-cubed F1 on ECB+ stays at .87 or more."""

STORY_WINDOW = 7
"""Days between two articles of one story, at most, where both are dated."""

COPY_CANDIDATE = 0.4
"""Likeness from which two articles are compared word by word."""

SHARED_TEXT = 0.6
"""Share of the shorter text's five-word runs from which two articles are not independent."""

SAME_TEXT = 0.8
"""Share of all five-word runs from which they count as the same text."""

UNDATED = -10_000_000
"""Stands for the day of an article without one."""


class Relation(StrEnum):
    """What an article is to the first of those it shares its text with."""

    ORIGINAL = "original"
    COPY = "copy"
    EXCERPT = "excerpt"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Copy:
    """An article's place among those that share its text.

    Attributes:
        article_id: The article.
        independent_id: The first article of that text; its own id for an original.
        relation: What it is to that one.
        shared_text: Share of the shorter text's five-word runs that both have.
    """

    article_id: str
    independent_id: str
    relation: Relation
    shared_text: float


@dataclass(frozen=True, slots=True)
class FingerprintTable:
    """Many fingerprints as columns.

    Attributes:
        ids: Article ids.
        days: Day of publication as a day number (`date.toordinal`); `UNDATED` where unknown.
        rows: For each term of each article, the article's place in `ids`.
        terms: The terms.
        weights: Their weights in ten-thousandths.
    """

    ids: Sequence[str]
    days: NDArray[np.int64]
    rows: NDArray[np.int64]
    terms: NDArray[np.int64]
    weights: NDArray[np.int64]

    @classmethod
    def of(cls, fingerprints: Sequence[Fingerprint]) -> FingerprintTable:
        """Gives fingerprints as a table."""
        entries = [
            (row, term, weight)
            for row, one in enumerate(fingerprints)
            for term, weight in one.terms.items()
        ]
        columns = np.array(entries, dtype=np.int64).reshape(-1, 3)
        days = [one.published.toordinal() if one.published else UNDATED for one in fingerprints]
        return cls(
            [one.article_id for one in fingerprints],
            np.array(days, dtype=np.int64),
            columns[:, 0],
            columns[:, 1],
            columns[:, 2],
        )


class NewsIndex:
    """Finds, for an article, those of an indexed set that share its rare words."""

    def __init__(self, table: FingerprintTable) -> None:
        """Indexes articles; to be used for many look-ups."""
        order = np.argsort(table.terms, kind="stable")
        self._ids, self._days = table.ids, table.days
        self._rows, self._weights = table.rows[order], table.weights[order]
        terms, starts = np.unique(table.terms[order], return_index=True)
        ends = np.append(starts, len(order))[1:]
        self._slices = dict(
            zip(terms.tolist(), zip(starts.tolist(), ends.tolist(), strict=True), strict=True)
        )

    def like(self, one: Fingerprint) -> Iterator[tuple[str, float]]:
        """Gives the ids of articles in the window with their likeness; not itself."""
        known = [(self._slices[term], w) for term, w in one.terms.items() if term in self._slices]
        if not known:
            return
        rows = np.concatenate([self._rows[start:end] for (start, end), _ in known])
        products = np.concatenate([self._weights[start:end] * w for (start, end), w in known])
        likeness = np.bincount(rows, weights=products, minlength=len(self._ids)) / UNIT**2
        if one.published:
            far = np.abs(self._days - one.published.toordinal()) > STORY_WINDOW
            likeness[far & (self._days != UNDATED)] = 0.0
        for row in np.nonzero(likeness >= LOWEST_LIKENESS)[0]:
            other = self._ids[int(row)]
            if other != one.article_id:
                yield other, round(float(likeness[row]), 6)


def news_pairs(new: Iterable[Fingerprint], everything: FingerprintTable) -> dict[Pair, float]:
    """Gives the likeness of all pairs with a new article in them.

    Args:
        new: Articles to compare.
        everything: Articles to compare them with; may hold them too.
    """
    index = NewsIndex(everything)
    pairs: dict[Pair, float] = {}
    for one in new:
        for other, likeness in index.like(one):
            pairs[min(one.article_id, other), max(one.article_id, other)] = likeness
    return pairs


def stories(members: Iterable[str], likeness: Mapping[Pair, float]) -> list[tuple[str, ...]]:
    """Groups articles into stories; an article of no other's news stands alone."""
    return group(members, likeness, threshold=SAME_STORY)


def stories_of(articles: Iterable[Article]) -> list[tuple[str, ...]]:
    """Groups articles into stories by their words alone, without a ledger.

    Returns:
        Article ids, by story; an article that is given twice counts once.
    """
    counts = packaged_counts()
    prints = list({one.id: fingerprint(one, counts) for one in articles}.values())
    pairs = news_pairs(prints, FingerprintTable.of(prints))
    return stories((one.article_id for one in prints), pairs)


def shared_text(one: frozenset[str], other: frozenset[str]) -> tuple[float, float]:
    """Gives which share of the shorter text's and of both texts' five-word runs is common."""
    if not one or not other:
        return 0.0, 0.0
    common = len(one & other)
    return common / min(len(one), len(other)), common / (len(one) + len(other) - common)


def shared_texts(
    articles: Sequence[Article], candidates: Iterable[Pair], *, threshold: float = SHARED_TEXT
) -> dict[Pair, float]:
    """Compares texts word by word.

    Args:
        articles: The articles; others in the candidates are ignored.
        candidates: Pairs that are alike enough to be compared.
        threshold: Share of the shorter text from which two are not independent.

    Returns:
        The pairs that share that much, with the share of the shorter text's five-word runs.
    """
    known = {article.id: article for article in articles}
    pairs = sorted({pair for pair in candidates if pair[0] in known and pair[1] in known})
    runs = {name: shingles(known[name]) for name in {name for pair in pairs for name in pair}}
    compared = {pair: shared_text(runs[pair[0]], runs[pair[1]])[0] for pair in pairs}
    return {pair: round(share, 6) for pair, share in compared.items() if share >= threshold}


def copies(grouped: Iterable[Sequence[str]], articles: Iterable[Article]) -> list[Copy]:
    """Finds which of the articles that share a text came first, and what the others are to it.

    Args:
        grouped: Ids of articles that shared text connects.
        articles: Those of groups of several.

    Returns:
        An entry for every id. The original is the earliest dated; of several, the longest, for
        agency copy is cut and not lengthened; then the smallest id.
    """
    known = {article.id: article for article in articles}
    found: list[Copy] = []
    for members in grouped:
        if len(members) == 1:
            found.append(Copy(members[0], members[0], Relation.ORIGINAL, 1.0))
            continue
        original = min((known[member] for member in members), key=_originality)
        runs = shingles(original)
        found += [_copy(known[member], original, runs) for member in members]
    return found


def _originality(article: Article) -> tuple[bool, object, int, str]:
    dated = article.published is not None
    return (not dated, article.published or 0, -len(article.text), article.id)


def _copy(article: Article, original: Article, runs: frozenset[str]) -> Copy:
    if article.id == original.id:
        return Copy(article.id, original.id, Relation.ORIGINAL, 1.0)
    least, both = shared_text(shingles(article), runs)
    shorter = len(article.text) < len(original.text)
    if both >= SAME_TEXT:
        relation = Relation.COPY
    else:
        relation = Relation.EXCERPT if shorter else Relation.UPDATE
    return Copy(article.id, original.id, relation, round(least, 6))

"""What of an article is compared with other articles: its words and its exact text."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from communique.linking.words import WordCounts, stems
from communique.records import Article

TERMS = 80
"""Words of an article that are kept: the weightiest. With all words the likeness of story mates
does not change enough to move a decision (docs/ledger/linking.md)."""

LEAD = 400
"""Characters of the opening, which in newswire holds the news, that count twice."""

TITLE_WEIGHT = 2
"""Times that a word of the headline counts, beside its places in the text."""

UNIT = 10_000
"""What a weight of 1 is kept as."""

SHINGLE = 5
"""Words of a run that two texts are said to share."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """An article's words and text, small enough to be kept beside it.

    Attributes:
        article_id: The article.
        published: Its day, or None.
        text_hash: Equal for texts that are equal but for white space, case and punctuation.
        terms: Hash of a stem -> its weight in ten-thousandths; whole numbers, so that likeness does
            not depend on the order of summation.
    """

    article_id: str
    published: date | None
    text_hash: int
    terms: Mapping[int, int]


def fingerprint(article: Article, counts: WordCounts) -> Fingerprint:
    """Gives the fingerprint of an article; it depends on nothing but the article."""
    weights = Counter(stems(article.text))
    weights.update(stems(article.text[:LEAD]))
    for stem in stems(article.title):
        weights[stem] += TITLE_WEIGHT
    vector = counts.vector(weights)
    weightiest = sorted(vector.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    return Fingerprint(
        article.id,
        article.published,
        _text_hash(article),
        {crc32(stem.encode("utf-8", "replace")): round(UNIT * value) for stem, value in weightiest},
    )


def _text_hash(article: Article) -> int:
    words = re.findall(r"\w+", article.text.lower())
    digest = hashlib.sha256(" ".join(words).encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:7], "big")


def shingles(article: Article) -> frozenset[str]:
    """Gives the runs of five words of the text, without case and punctuation."""
    words = re.findall(r"\w+", article.text.lower())
    if len(words) <= SHINGLE:
        return frozenset([" ".join(words)] if words else [])
    return frozenset(
        " ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)
    )

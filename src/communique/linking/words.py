"""Words of an article, weighted by how rare they are in newswire."""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

COUNTS_FILE = "word_counts.tsv.gz"
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d,.]*\d|\d")
_ENDINGS = ("ing", "ed", "es", "s")
_SHORTEST_STEM = 4


def stems(text: str) -> list[str]:
    """Gives the content words of a text, lower-cased and without inflection, in order.

    The endings -ing, -ed, -es and -s are cut off where at least four letters remain; what is left
    need not be a word, it only has to be the same for "visited" and "visits".
    """
    found = (_stem(match[0]) for match in _WORD.finditer(text))
    return [stem for stem in found if stem]


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    plain = word.lower().replace("’", "'").removesuffix("'s").strip("'-.,")
    if len(plain) < 2 or plain in _stop_words():
        return ""
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM:
            return plain[: -len(ending)]
    return plain


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset((files("communique.linking") / "stop_words.txt").read_text("utf-8").split())


@dataclass(frozen=True, slots=True)
class WordCounts:
    """In how many articles of a reference collection each stem occurs.

    The counts are fixed, not those of the ledger at hand: so the likeness of two articles never
    depends on what else was read, or in which order.

    Attributes:
        articles: Number of articles that were counted.
        counts: Stem -> number of articles that hold it.
    """

    articles: int
    counts: Mapping[str, int]

    def rarity(self, stem: str) -> float:
        """Gives the weight of a stem: the logarithm of how many articles there are for each."""
        return math.log(1 + self.articles / (1 + self.counts.get(stem, 0)))

    def vector(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Gives a vector of length 1 from how often each stem occurs."""
        raw = {
            stem: (1 + math.log(max(count, 1.0))) * self.rarity(stem)
            for stem, count in weights.items()
        }
        length = math.sqrt(sum(value * value for value in raw.values()))
        return {stem: value / length for stem, value in raw.items()} if length else {}


@lru_cache(maxsize=1)
def packaged_counts() -> WordCounts:
    """Gives the counts that come with the package."""
    written = (files("communique.linking") / COUNTS_FILE).read_bytes()
    first, *lines = gzip.decompress(written).decode("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return WordCounts(int(first), {stem: int(count) for stem, count in pairs})


def count_words(texts: Iterable[str], *, at_least: int = 4) -> WordCounts:
    """Counts the stems of a collection, one text an article.

    Args:
        texts: The articles' words.
        at_least: Stems of fewer articles are left out; they count as unseen.
    """
    counts: Counter[str] = Counter()
    articles = 0
    for text in texts:
        articles += 1
        counts.update(set(stems(text)))
    return WordCounts(articles, {stem: n for stem, n in sorted(counts.items()) if n >= at_least})


def counts_to_bytes(counts: WordCounts) -> bytes:
    """Gives the counts as the package keeps them: the number of articles, then stem and count."""
    lines = [str(counts.articles)]
    lines += [f"{stem}\t{count}" for stem, count in sorted(counts.counts.items())]
    return gzip.compress("\n".join(lines).encode("utf-8"), mtime=0)


def cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Gives the cosine of two vectors of length 1."""
    if len(first) > len(second):
        first, second = second, first
    # Summed in the order of the stems, so that both directions give the same last digit.
    return sum(first[stem] * second[stem] for stem in sorted(first.keys() & second.keys()))

"""PLOVER's contexts of an event: why, or about what, it takes place.

The cue words stand in `context_cues.yaml`. They are looked for in the sentence that tells of the
event and in the title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.datafile import read_yaml
from communique.language import ParsedArticle, Sentence
from communique.records import EventType

CONTEXTS_FILE = Path(__file__).with_name("context_cues.yaml")
"""The packaged cues with their examples."""

MOST = 3
"""An event has at most so many contexts; more say nothing about it."""

# Set so that a weak word needs company; no annotated contexts exist to fit them to.
_STRONG = 2.0
_WEAK = 1.0
_IN_TITLE = 0.5
_ENOUGH = 1.5
_ENDINGS = ("'s", "’s", "es", "s")


@dataclass(frozen=True, slots=True)
class _Cue:
    context: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class ContextCues:
    """All cues, ready for the search.

    Attributes:
        types: Context -> the types of event with which a weak cue suffices.
    """

    _search: AhoCorasick
    _cues: Sequence[tuple[_Cue, ...]]
    types: Mapping[str, frozenset[EventType]]

    def found_in(self, text: str) -> Iterator[_Cue]:
        """Gives the cues that stand in a text as whole words, each once."""
        folded = text.lower()
        seen: set[int] = set()
        for number, start, end in self._search.find_matches_as_indexes(folded):
            if number not in seen and _is_whole(folded, start, end):
                seen.add(number)
                yield from self._cues[number]


def contexts_of(parsed: ParsedArticle, kind: EventType, sentence: Sentence) -> tuple[str, ...]:
    """Gives at most three contexts, best first.

    Args:
        parsed: The article.
        kind: The type of the event.
        sentence: The sentence that tells of it.
    """
    cues = load_contexts()
    scores: defaultdict[str, float] = defaultdict(float)
    for cue in cues.found_in(sentence.text):
        scores[cue.context] += cue.weight
    if not scores:
        return ()
    for context in scores:
        if kind in cues.types[context]:
            scores[context] += _IN_TITLE
    for cue in cues.found_in(parsed.article.title):
        if cue.context in scores:
            scores[cue.context] += _IN_TITLE * cue.weight
    ranked = sorted((-score, context) for context, score in scores.items() if score >= _ENOUGH)
    return tuple(context for _, context in ranked[:MOST])


@cache
def load_contexts() -> ContextCues:
    """Reads the packaged cues."""
    data: dict[str, dict[str, Any]] = read_yaml(CONTEXTS_FILE)
    by_words: defaultdict[str, list[_Cue]] = defaultdict(list)
    for context, entry in data.items():
        for key, weight in (("cues", _STRONG), ("weak", _WEAK)):
            for words in entry[key]:
                by_words[str(words)].append(_Cue(context, str(words), weight))
    return ContextCues(
        AhoCorasick(list(by_words), matchkind=MatchKind.LeftmostLongest),
        [tuple(cues) for cues in by_words.values()],
        {name: frozenset(map(EventType, entry["types"])) for name, entry in data.items()},
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a match is a word by itself, but for a plural or possessive ending."""
    if start and (text[start - 1].isalnum() or text[start - 1] == "-"):
        return False
    if _ends(text, end):
        return True
    return any(text.startswith(e, end) and _ends(text, end + len(e)) for e in _ENDINGS)


def _ends(text: str, at: int) -> bool:
    return at >= len(text) or not (text[at].isalnum() or text[at] in "-'’")

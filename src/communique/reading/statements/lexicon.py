"""The cue lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from communique.datafile import read_yaml

_PLAIN_LISTS = (
    "telling",
    "asking",
    "parenthetical",
    "inverted",
    "channels",
    "headline_speakers",
)


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Words that report speech.

    Attributes:
        verbs: Lemma -> the constructions in which it reports speech.
        prepositions: Lemma -> the prepositions after which its content may stand.
        nouns: Nouns whose clause is what somebody said.
        topics: Nouns of stance -> the prepositions after which their topic stands.
        sources: Words that name the source of a clause.
        adverbs: Adverbs that leave a claim to others.
        telling: Verbs whose object is whom something is said to.
        asking: Verbs that take questions.
        parenthetical: Verbs that stand inside of what is said.
        inverted: Verbs that their speaker may follow.
        channels: Nouns through which words reach a reporter.
        headline_speakers: Words that stand for a speaker beside a headline's colon.
    """

    verbs: dict[str, frozenset[str]]
    prepositions: dict[str, frozenset[str]]
    nouns: frozenset[str]
    topics: dict[str, frozenset[str]]
    sources: frozenset[str]
    adverbs: frozenset[str]
    telling: frozenset[str]
    asking: frozenset[str]
    parenthetical: frozenset[str]
    inverted: frozenset[str]
    channels: frozenset[str]
    headline_speakers: frozenset[str]

    def is_verb(self, lemma: str) -> bool:
        """Whether a verb reports speech in any construction."""
        return lemma in self.verbs or lemma in self.prepositions


@cache
def load_cues() -> CueLexicon:
    """Gives the packaged lexicon."""
    data = read_yaml(files(__package__).joinpath("cues.yaml"))
    verbs: dict[str, set[str]] = {}
    for group in data["verbs"]:
        for lemma in group["lemmas"]:
            verbs.setdefault(lemma, set()).update(group["constructions"])
    return CueLexicon(
        verbs={lemma: frozenset(names) for lemma, names in verbs.items()},
        prepositions={lemma: frozenset(words) for lemma, words in data["prepositions"].items()},
        nouns=frozenset(data["nouns"]),
        topics={noun: frozenset(words) for noun, words in data["topics"].items()},
        sources=frozenset(data["sources"]),
        adverbs=frozenset(data["adverbs"]),
        **{name: frozenset(data[name]) for name in _PLAIN_LISTS},
    )

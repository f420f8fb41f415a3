"""What each part of the reading of events is worth: it is taken away, and the rest is measured.

    python benchmarks/ablations.py EVENTS.jsonl

Nothing is trained anew. A part is replaced, while the articles are read, by a function that does
what a reader without the part would do; `ABLATIONS` says which. Parses and encoder states are
kept from one reading to the next where they do not change.
"""

from __future__ import annotations

import argparse
import math
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

from tokenizers import Tokenizer

from communique import Reader
from communique.evaluation.agreement import Strictness
from communique.evaluation.counts import Tally, bootstrap, total
from communique.evaluation.events import EventScores, match_events, score_events
from communique.evaluation.gold import GoldArticle, load_gold
from communique.knowledge.base import KnowledgeBase
from communique.knowledge.resolve import Resolver
from communique.language import LanguageModel, ParsedArticle, Sentence
from communique.reading.events import (
    assemble,
    party_signs,
    status,
    triggers,
    windows,
)
from communique.reading.events.confidence import Signs
from communique.reading.events.drafts import Draft
from communique.reading.events.network import Array, Network
from communique.reading.events.party_choice import PartyChoice
from communique.records import Actor, Article, Reading, Resolution

NOBODY = 0.12
"""The network's probability from which a word is a party where the network alone chooses."""

_OF_THE_BASE = "hb"
"""Kinds of references (`BaseTables.names`) to persons, and to bodies, groups and seats of power."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """One name of the program that stands for something else while articles are read."""

    owner: object
    name: str
    replacement: Callable[..., object]


@dataclass(frozen=True, slots=True)
class Ablation:
    """A reader without one of its parts.

    Attributes:
        name: What it lacks.
        substitutions: What stands in for it.
    """

    name: str
    substitutions: tuple[Substitution, ...] = ()


def _alone(sentences: Sequence[Sentence], tokenizer: Tokenizer) -> Iterator[windows.Window]:
    for sentence in sentences:
        yield from windows.pack([sentence], tokenizer)


def _words_and_states_only() -> KnowledgeBase:
    tables = _WHOLE_BASE().compiled
    kept = (
        (key, " ".join(one for one in references.split() if one[0] not in _OF_THE_BASE))
        for key, references in tables.names.items()
    )
    names = {key: references for key, references in kept if references}
    return KnowledgeBase(replace(tables, names=names, surnames={}, holders={}))


_WHOLE_BASE = KnowledgeBase.load


def _unresolved(_resolver: Resolver, phrase: str, **_context: date | object) -> Actor:
    reason = Resolution("unknown", "There is no base.")
    return Actor(phrase.strip(), resolution=reason)


def _none_elsewhere(_telling: party_signs.Telling) -> tuple[()]:
    return ()


def _by_the_network(_choice: PartyChoice, options: Sequence[party_signs.Option]) -> list[float]:
    """Gives chances as the network alone sees them: nothing for anyone named elsewhere."""
    return [_probability_of(option) for option in options]


def _probability_of(option: party_signs.Option) -> float:
    if option.score is None:
        return 0.0 if option.referent is not None else NOBODY
    own = next(value for name, value in option.signs if name in ("actor own", "recipient own"))
    return 1.0 / (1.0 + math.exp(-own))


def _no_cue(*_words: object) -> None:
    return None


def _one_each(drafts: Iterable[Draft]) -> list[list[Draft]]:
    return [[draft] for draft in drafts]


def _probability(signs: Signs, _weights: Mapping[str, float]) -> float:
    """Gives back the probability of the trigger's type, whose logit is one of the signs."""
    return 1.0 / (1.0 + math.exp(-dict(signs)["trigger"]))


ABLATIONS = (
    Ablation("nothing: all parts"),
    Ablation(
        "its neighbours in the encoder's window: each sentence is read alone",
        (Substitution(triggers, "pack", _alone),),
    ),
    Ablation(
        "persons, bodies, groups and office holders of the knowledge base",
        (Substitution(KnowledgeBase, "load", _words_and_states_only),),
    ),
    Ablation(
        "the knowledge base altogether: a name is nothing but its words",
        (Substitution(Resolver, "resolve", _unresolved),),
    ),
    Ablation(
        "parties that the sentence does not name",
        (Substitution(party_signs, "usable_referents", _none_elsewhere),),
    ),
    Ablation(
        "the choice of parties: the word that the network gives the highest probability is taken",
        (Substitution(PartyChoice, "chances", _by_the_network),),
    ),
    Ablation(
        "the cues of the grammar for the status: the network alone decides",
        (Substitution(status, "status_cue", _no_cue),),
    ),
    Ablation(
        "the joining of mentions: each is an event of its own",
        (Substitution(assemble, "join", _one_each),),
    ),
    Ablation(
        "the fitted confidence: the network's probability of the type stands for it",
        (Substitution(assemble, "confidence_of", _probability),),
    ),
)
"""Every part that is taken away, one at a time."""


@contextmanager
def remembering() -> Iterator[None]:
    """Keeps parses by article and encoder states by word pieces while the context lasts."""
    parse, states = LanguageModel.parse, Network.states
    parses: dict[Article, ParsedArticle] = {}
    encoded: dict[tuple[int, ...], Array] = {}

    def parse_once(model: LanguageModel, article: Article) -> ParsedArticle:
        if article not in parses:
            parses[article] = parse(model, article)
        return parses[article]

    def encode_once(network: Network, pieces: tuple[int, ...]) -> Array:
        if pieces not in encoded:
            encoded[pieces] = states(network, pieces)
        return encoded[pieces]

    with (
        patch.object(LanguageModel, "parse", parse_once),
        patch.object(Network, "states", encode_once),
    ):
        yield


def read_without(ablation: Ablation, gold: Sequence[GoldArticle]) -> dict[str, Reading]:
    """Reads articles with a reader that lacks a part."""
    with ExitStack() as stack:
        for one in ablation.substitutions:
            stack.enter_context(patch.object(one.owner, one.name, one.replacement))
        reader = Reader()
        return {one.article.id: reader.read(one.article) for one in gold}


def ablation_rows(gold: Sequence[GoldArticle]) -> Iterator[str]:
    """Reads and measures without each part in turn; gives a table as lines of Markdown.

    Status and countries are taken over events that are found with the right type, so that the
    figures of all rows rest on nearly the same events.
    """
    yield (
        "| without | strict F1 | change | F1 without actors | status right | of those not occurred "
        "| country recall | repeats | precision at recall .30 | calibration error |"
    )
    yield f"| --- | ---: | --- |{' ---: |' * 7}"
    whole: list[Tally] | None = None
    with remembering():
        for ablation in ABLATIONS:
            readings = read_without(ablation, gold)
            tallies = _tallies(gold, readings)
            change = "" if whole is None else _change(tallies, whole)
            whole = whole or tallies
            cells = _cells(score_events(gold, readings), change)
            yield f"| {ablation.name} | {' | '.join(cells)} |"


def _tallies(gold: Sequence[GoldArticle], readings: Mapping[str, Reading]) -> list[Tally]:
    return [
        match_events(one.events or (), readings[one.article.id].events, Strictness.STRICT).tally
        for one in gold
    ]


@dataclass(frozen=True, slots=True)
class _Compared(Tally):
    """The counts of an article without a part, and those of the same article with all parts."""

    whole: Tally


def _change(tallies: Sequence[Tally], wholes: Sequence[Tally]) -> str:
    """Gives the difference of F1, with a 95 % interval over articles drawn in pairs."""
    rows = [
        _Compared(one.right, one.found, one.gold, whole)
        for one, whole in zip(tallies, wholes, strict=True)
    ]
    low, high = bootstrap(rows, _difference) or (math.nan, math.nan)
    return f"{_difference(rows):+.3f} [{low:+.3f}, {high:+.3f}]"


def _difference(rows: Sequence[Tally]) -> float:
    wholes = [row.whole for row in rows if isinstance(row, _Compared)]
    return total(rows).rates().f1 - total(wholes).rates().f1


def _cells(scores: EventScores, change: str) -> Iterator[str]:
    attributes = scores.attributes_without_actors
    changed = attributes.status_not_occurred
    yield f"{scores.strict.f1:.3f}"
    yield change
    yield f"{scores.without_actors.f1:.3f}"
    yield f"{attributes.status.accuracy:.3f}"
    yield f"{changed.accuracy:.3f} of {changed.total}"
    yield f"{attributes.country_recall.accuracy:.3f}"
    yield f"{scores.ignored_share:.3f}"
    reached = scores.calibration.precision_at_recall
    yield "not reached" if reached is None else f"{reached:.3f}"
    yield f"{scores.calibration.expected_error:.3f}"


def main() -> None:
    """Reads a file of gold once for every part, and prints a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, metavar="EVENTS.jsonl")
    options = parser.parse_args()
    for line in ablation_rows(load_gold(options.gold)):
        print(line, flush=True)


if __name__ == "__main__":
    main()

"""Triggers: the words that name an act, with what the network says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from communique.language import Sentence
from communique.reading.events.candidates import PartyCandidate, head_of
from communique.reading.events.coding import PLOVER, Coding
from communique.reading.events.network import Array, Network
from communique.reading.events.paths import relations
from communique.reading.events.windows import pack
from communique.records import AnyEventType


@dataclass(frozen=True, slots=True)
class PartyScore:
    """A candidate with the probabilities that it acts and that it receives.

    Attributes:
        candidate: The candidate.
        path: How it stands to the trigger, as the network sees it (`Relation.labels`).
        actor: Probability that it acts.
        recipient: Probability that it receives.
    """

    candidate: PartyCandidate
    path: tuple[str, ...]
    actor: float
    recipient: float


@dataclass(frozen=True, slots=True, eq=False)
class FoundTrigger:
    """One place in the text that names an act.

    Attributes:
        sentence: The sentence.
        words: The words that name the act.
        head: The one of them that stands highest in the parse.
        types: Probability of no event, then of each type of the coding: (17,) for PLOVER's.
        statuses: Probability of each status in the order of `Status`: (6,).
        mutual: Probability that both sides act alike.
        parties: Every candidate of the sentence with its probabilities.
        coding: What the types are.
    """

    sentence: Sentence
    words: TokenSpan
    head: Token
    types: Array
    statuses: Array
    mutual: float
    parties: tuple[PartyScore, ...]
    coding: Coding = PLOVER

    @property
    def type(self) -> AnyEventType:
        """The most probable type."""
        return self.coding.best(self.types)

    @property
    def probability(self) -> float:
        """Probability of the best type, as the network gives it."""
        return float(self.types[1:].max())


def find_triggers(
    sentences: Sequence[Sentence],
    candidates: Mapping[int, Sequence[PartyCandidate]],
    network: Network,
    *,
    least: float,
) -> Iterator[FoundTrigger]:
    """Reads sentences and gives their triggers in reading order.

    Args:
        sentences: Sentences of one article, in order.
        candidates: The party candidates of every sentence, by the sentence's index.
        network: The trained network.
        least: Probability that a token's best type must reach.
    """
    for window in pack(sentences, network.tokenizer):
        states = network.states(window.pieces)
        for sentence, positions in zip(window.sentences, window.positions, strict=True):
            yield from _in_sentence(
                sentence, candidates[sentence.index], positions, states, network, least
            )


def _in_sentence(
    sentence: Sentence,
    candidates: Sequence[PartyCandidate],
    positions: tuple[int, ...],
    states: Array,
    network: Network,
    least: float,
) -> Iterator[FoundTrigger]:
    all_types = network.heads.type_probabilities(states[list(positions)])
    all_types[np.array(positions) < 0, 1:] = 0.0
    types = network.coding.given(all_types)
    runs = list(_runs(types, least))
    if not runs:
        return
    begin = sentence.tokens.start
    for start, end in runs:
        words = sentence.tokens[start:end]
        head = head_of(words)
        best = start + int(types[start:end, 1:].max(axis=1).argmax())
        state = states[positions[head.i - begin]]
        yield FoundTrigger(
            sentence=sentence,
            words=words,
            head=head,
            types=types[best],
            statuses=network.heads.status_probabilities(state[None])[0],
            mutual=float(network.heads.mutual_probabilities(state[None])[0]),
            parties=_parties(
                head,
                candidates,
                network.coding.as_plover(all_types[best]),
                states,
                positions,
                begin,
                network,
            ),
            coding=network.coding,
        )


def _runs(types: Array, least: float) -> Iterator[tuple[int, int]]:
    """Joins neighbouring tokens of one type, over one weak token in between."""
    strong = types[:, 1:].max(axis=1) >= least
    kinds = types[:, 1:].argmax(axis=1)
    start: int | None = None
    last = -2
    for at in np.flatnonzero(strong):
        joined = start is not None and at - last <= 2 and kinds[at] == kinds[last]
        if not joined:
            if start is not None:
                yield start, last + 1
            start = int(at)
        last = int(at)
    if start is not None:
        yield start, last + 1


def _parties(
    head: Token,
    candidates: Sequence[PartyCandidate],
    types: Array,
    states: Array,
    positions: tuple[int, ...],
    begin: int,
    network: Network,
) -> tuple[PartyScore, ...]:
    usable = [c for c in candidates if positions[c.head.i - begin] >= 0]
    if not usable:
        return ()
    paths = [one.labels for one in relations((c.head for c in usable), head)]
    probabilities = network.heads.party_probabilities(
        states[positions[head.i - begin]],
        states[[positions[c.head.i - begin] for c in usable]],
        types,
        paths,
    )
    return tuple(
        PartyScore(candidate, path, float(actor), float(recipient))
        for candidate, path, (actor, recipient) in zip(usable, paths, probabilities, strict=True)
    )

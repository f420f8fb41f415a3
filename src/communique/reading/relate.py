"""The relation task: what one marked actor does to another, in one sentence.

The event encoder reads the sentence; a multinomial logit over its states, fitted by
`communique.training.relation_fit`, gives the type (weights in `relation.npz`).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise

import numpy as np

from communique.reading.events.network import STATUSES, TYPES, Array, Network
from communique.records import EventType, Status

Range = tuple[int, int]
"""Offsets of the first character and after the last one."""

_START, _SEPARATOR = 101, 102
"""Ids of [CLS] and [SEP] in the vocabulary of BERT, uncased."""

LONGEST_SENTENCE = 200
"""Word pieces that are read; what follows is left out."""


@cache
def _network() -> Network:
    return Network.load()


@cache
def _weights() -> Array:
    with as_file(files("communique.reading") / "relation.npz") as path, np.load(path) as stored:
        weights: Array = stored["weights"].astype(np.float32)
    return weights


def pair_features(
    network: Network, text: str, actor: Range | None, recipient: Range | None
) -> tuple[Array, Array]:
    """Gives what the relation is read from, and the states of the word pieces.

    Returns:
        One vector (the words that name an act, both parties, the probabilities of the types, and
        a constant), and the states: (pieces, hidden).

    Raises:
        ValueError: When a range lies outside the text or is empty.
    """
    for name, found in (("actor", actor), ("recipient", recipient)):
        if found is not None and not 0 <= found[0] < found[1] <= len(text):
            raise ValueError(f"the {name} {list(found)} lies outside the text")
    encoding = network.tokenizer.encode(text, add_special_tokens=False)
    ids = encoding.ids[: LONGEST_SENTENCE - 2]
    states = network.states((_START, *ids, _SEPARATOR))
    types = network.heads.type_probabilities(states)
    types[[0, -1], 1:] = 0.0
    share = types[:, 1:].sum(axis=1)
    acts = (states * share[:, None]).sum(axis=0) / max(float(share.sum()), 1e-3)
    parties = [_party_state(states, encoding.offsets, found) for found in (actor, recipient)]
    between = _between(types, encoding.offsets[: len(ids)], actor, recipient)
    parts = [acts, *parties, types[:, 1:].max(axis=0), between, np.ones(1, dtype=np.float32)]
    return np.concatenate(parts).astype(np.float32), states


def _party_state(states: Array, offsets: list[Range], found: Range | None) -> Array:
    """Gives the mean state of a party's word pieces; that of [CLS] where there is no party."""
    inside = [
        at
        for at, (start, end) in enumerate(offsets[: len(states) - 2], start=1)
        if found is not None and start < found[1] and found[0] < end
    ]
    result: Array = states[inside or [0]].mean(axis=0)
    return result


def _between(
    types: Array, offsets: list[Range], actor: Range | None, recipient: Range | None
) -> Array:
    """Gives the highest probability of every type between the parties."""
    result = np.zeros(types.shape[1] - 1, dtype=np.float32)
    for first, second in pairwise(sorted(r for r in (actor, recipient) if r is not None)):
        inside = [
            at for at, (s, e) in enumerate(offsets, start=1) if first[1] <= s and e <= second[0]
        ]
        if inside:
            result = types[inside, 1:].max(axis=0)
    return result


def relate(text: str, actor: Range | None, recipient: Range | None) -> tuple[EventType, Status]:
    """Classifies what the marked actor does to the marked recipient.

    Args:
        text: One sentence.
        actor: Where the actor stands, or None where the sentence names none.
        recipient: Where the recipient stands, or None.

    Returns:
        The most probable type, and the status at the word that names an act most clearly.

    Raises:
        ValueError: When a range lies outside the text.
    """
    network = _network()
    features, states = pair_features(network, text, actor, recipient)
    kind = int(np.argmax(_weights() @ features))
    chances = network.heads.type_probabilities(states)[:, 1 + kind]
    at = int(np.argmax(chances))
    statuses = network.heads.status_probabilities(states[at : at + 1])[0]
    return TYPES[kind], STATUSES[int(np.argmax(statuses))]

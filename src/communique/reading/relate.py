"""The relation task: what one marked actor does to another, in one sentence.

A small encoder reads the sentence with marks around both parties; a head over the states of the
marks gives the type (trained by `communique.training.relation_fit`). The status is that of the
event reader, at the word that names such an act most clearly.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from communique.reading.events.network import STATUSES, TYPES, Array, Network
from communique.reading.events.windows import SEPARATOR, START
from communique.records import EventType, Status

Range = tuple[int, int]
"""Offsets of the first character and after the last one."""

RELATION_MODEL = Path(__file__).parent / "relation_model"

_MARKS = ((1, 2), (3, 4))
"""Ids of [unused0] to [unused3], which open and close the actor and the recipient."""

LONGEST_SENTENCE = 200
"""Word pieces that are read; what follows is left out."""


@cache
def _event_network() -> Network:
    return Network.load()


@cache
def _relation_network() -> Network:
    return Network.load(RELATION_MODEL)


def marked_pieces(
    tokenizer: Tokenizer, text: str, actor: Range | None, recipient: Range | None
) -> tuple[tuple[int, ...], tuple[int, int, int]]:
    """Splits a sentence into word pieces with marks around both parties.

    Returns:
        The ids, and where [CLS], the actor's and the recipient's opening mark stand; the place of
        [CLS] where there is no such party or it was cut off.

    Raises:
        ValueError: When a range lies outside the text or is empty.
    """
    for name, found in (("actor", actor), ("recipient", recipient)):
        if found is not None and not 0 <= found[0] < found[1] <= len(text):
            raise ValueError(f"the {name} {list(found)} lies outside the text")
    encoding = tokenizer.encode(text, add_special_tokens=False)
    before: dict[int, list[int]] = {}
    for found, (opening, closing) in zip((actor, recipient), _MARKS, strict=True):
        inside = [
            at
            for at, (start, end) in enumerate(encoding.offsets[:LONGEST_SENTENCE])
            if found is not None and start < found[1] and found[0] < end
        ]
        if inside:
            before.setdefault(inside[0], []).append(opening)
            before.setdefault(inside[-1] + 1, []).insert(0, closing)
    pieces = [START]
    for at, piece in enumerate([*encoding.ids[:LONGEST_SENTENCE], SEPARATOR]):
        pieces += [*before.get(at, ()), piece]
    places = [pieces.index(mark) if mark in pieces else 0 for mark, _ in _MARKS]
    return tuple(pieces), (0, places[0], places[1])


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
    network = _relation_network()
    pieces, places = marked_pieces(network.tokenizer, text, actor, recipient)
    chances = network.heads.relation_probabilities(network.states(pieces)[list(places)])
    kind = int(np.argmax(chances))
    return TYPES[kind], _status(text, kind)


def _status(text: str, kind: int) -> Status:
    network = _event_network()
    ids = network.tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST_SENTENCE]
    states: Array = network.states((START, *ids, SEPARATOR))
    at = int(np.argmax(network.heads.type_probabilities(states)[:, 1 + kind]))
    return STATUSES[int(np.argmax(network.heads.status_probabilities(states[at : at + 1])[0]))]

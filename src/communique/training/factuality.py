"""Turns words with an annotated factuality into examples for the status head.

Factuality (Lee et al., "Event Detection and Factuality Assessment with Non-Expert Supervision",
2015) says from -3 to 3 how surely the text tells that something happened. It does not tell our
statuses apart, and has no word for who claims it: so what is told as certain may be alleged too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tokenizers import Tokenizer

from communique.reading.events.windows import Window, pack
from communique.reading.ground import Ground
from communique.records import Status
from communique.training.examples import (
    STATUSES,
    UNKNOWN,
    TriggerExample,
    WindowExample,
    span_of,
    trigger_position,
)
from communique.training.groundwork import prepare

CERTAIN = 1.5
"""Factuality from which a word counts as certain, and below whose negative as certainly not so;
the bounds of the scorer."""

_CERTAIN = (Status.OCCURRED, Status.ALLEGED)
_OPEN = (Status.PLANNED, Status.POSSIBLE, Status.ALLEGED)
_NOT = (Status.NEGATED, Status.DENIED)


def statuses_of(value: float) -> tuple[Status, ...]:
    """Gives the statuses that a factuality may stand for.

    Args:
        value: From -3 (certainly not) to 3 (certainly).
    """
    if value >= CERTAIN:
        return _CERTAIN
    return _NOT if value <= -CERTAIN else _OPEN


def factuality_examples(
    rows: Iterable[Mapping[str, Any]], ground: Ground, tokenizer: Tokenizer
) -> Iterator[WindowExample]:
    """Makes the examples of texts with annotated words; they teach statuses alone.

    Args:
        rows: Texts in the form of annotated articles, with `factuality`: spans and values.
        ground: Reads up to the events.
        tokenizer: Splits into word pieces.
    """
    for row in rows:
        prepared = prepare(row, ground)
        for window in pack(prepared.parsed.sentences, tokenizer):
            triggers = list(_triggers(row, window))
            if triggers:
                yield WindowExample(row["id"], 1.0, window.pieces, [], [], [], triggers)


def _triggers(row: Mapping[str, Any], window: Window) -> Iterator[TriggerExample]:
    for sentence, positions in zip(window.sentences, window.positions, strict=True):
        for word in row["factuality"]:
            position = trigger_position(span_of(word["span"]), sentence, positions)
            if position is not None:
                statuses = tuple(STATUSES.index(s) for s in statuses_of(word["value"]))
                yield TriggerExample(position, UNKNOWN, statuses, UNKNOWN)

"""Fitting the rows of own types, over states made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from communique.reading.events.network import Heads
from communique.training.own_fit import fit_rows, held_out
from communique.training.own_material import UNKNOWN, Origin, Source, WordTable

WIDTH = 8
HEADS = Heads(
    {
        "kind.weight": np.zeros((17, WIDTH), np.float32),
        "kind.bias": np.array([3.0] + [0.0] * 16, np.float32),
    },
    {},
)


def table() -> WordTable:
    """Thirty sentences of four words: in each third one word points where its label says."""
    rng = np.random.default_rng(7)
    states = rng.normal(size=(120, WIDTH)).astype(np.float32) * 0.2
    labels = np.zeros(120, dtype=np.int64)
    sources = []
    for sentence in range(30):
        number = sentence % 3
        labels[4 * sentence] = number
        states[4 * sentence, number] += 3.0
        origin = Origin.TEMPLATE if number else Origin.OTHER
        sources.append(Source(origin, f"s{sentence}", 4 * sentence, 4 * sentence + 4))
    return WordTable(states, labels, tuple(sources))


def test_own_types_are_told_apart() -> None:
    found = held_out(table(), HEADS, types=2)
    assert [(one.number, one.origin, one.told) for one in found] == [
        (1, Origin.TEMPLATE, 10),
        (2, Origin.TEMPLATE, 10),
    ]
    assert all(one.precision == one.recall == 1.0 for one in found)


def test_words_of_which_nobody_can_tell_are_not_learned_from() -> None:
    whole = table()
    doubtful = np.where(whole.labels == 1, UNKNOWN, whole.labels)
    rows = fit_rows(WordTable(whole.states, doubtful, whole.sources), HEADS, types=2)
    assert rows.shape == (2, WIDTH + 1)
    logits = whole.states @ rows[:, :-1].T + rows[:, -1]
    assert logits[whole.labels == 2, 1].min() > logits[whole.labels == 0, 1].max()


def test_nothing_told_is_no_share() -> None:
    empty = WordTable(np.zeros((4, WIDTH), np.float32), np.zeros(4, np.int64), table().sources[:1])
    assert held_out(empty, HEADS, types=1) == ()
    rows = fit_rows(empty, HEADS, types=1)
    assert float(rows[0, -1]) < 0
    assert float(abs(rows[0, :-1]).max()) == pytest.approx(0.0)

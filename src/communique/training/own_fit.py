"""Fits the rows of an own codebook's types in the head that gives every word a type.

The encoder and PLOVER's rows stay as they are. For each own type, softmax over all rows is a
logistic regression with what the other rows say as offset; the types take turns until they settle.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from communique.reading.events.network import Array, Heads, softmax
from communique.reading.reader import LEAST_PROBABILITY
from communique.training.own_material import SEED, UNKNOWN, Origin, Source, WordTable

PENALTY = 3.0
"""Weight of the squared weights, in words. In sentences of held-out templates of the maritime
example, precision and recall were .909 and .866 at 0.3, .912 and .887 at 1, .910 and .896 at 3,
.897 and .903 at 10."""

TURNS = 3
STEPS = 40
FOLDS = 5
FLAT = 1e-7
"""Words whose share of the loss curves less than this count for nothing in a step."""

Matrix = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How well one own type is found in sentences that were not learned from.

    Attributes:
        number: The own type's number, from 1.
        origin: What the sentences that tell of it come from.
        told: Sentences that tell of it.
        found: Those of them in which a word that tells of it is found.
        wrong: Other sentences in which it is found.
    """

    number: int
    origin: Origin
    told: int
    found: int
    wrong: int

    @property
    def precision(self) -> float:
        """Share of the sentences in which it is found that tell of it."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of the sentences that tell of it in which it is found."""
        return self.found / self.told if self.told else 0.0


def fit_rows(table: WordTable, heads: Heads, *, types: int) -> Matrix:
    """Gives a row of weights for each own type, the bias last: (types, hidden + 1)."""
    return _fit(table, _offsets(table, heads), table.labels != UNKNOWN, types)


def held_out(table: WordTable, heads: Heads, *, types: int) -> tuple[HeldOut, ...]:
    """Finds the own types in every sentence with rows that have not learned from its source.

    Templates are held out with all their fillings, verbs with all their frames, articles whole.
    """
    offsets = _offsets(table, heads)
    fold_of = _folds(table.sources)
    best = np.zeros(len(table.labels), dtype=np.int64)
    old = heads.type_logits(table.states)
    for fold in range(FOLDS):
        inside = _mask(table, [fold_of[one.origin, one.name] == fold for one in table.sources])
        rows = _fit(table, offsets, ~inside & (table.labels != UNKNOWN), types)
        best[inside] = _best(table.states[inside], old[inside], rows)
    return tuple(_counts(table, best, types))


def _best(states: Array, old: Array, rows: Matrix) -> npt.NDArray[np.int64]:
    """Gives the number of the own type that a word is read as; 0 for none."""
    new = _with_one(states) @ rows.T
    chances = softmax(np.concatenate([old, new.astype(np.float32)], axis=1))
    kinds = chances[:, 1:].argmax(axis=1) + 1
    sure = chances[np.arange(len(kinds)), kinds] >= LEAST_PROBABILITY
    return np.where(sure & (kinds >= old.shape[1]), kinds - old.shape[1] + 1, 0)


def _counts(table: WordTable, best: npt.NDArray[np.int64], types: int) -> Iterator[HeldOut]:
    for number in range(1, types + 1):
        for origin in (Origin.TEMPLATE, Origin.ARTICLE):
            told = found = wrong = 0
            for one in table.sources:
                labels = table.labels[one.first : one.last] == number
                reads = best[one.first : one.last] == number
                tells = bool(labels.any())
                told += tells and one.origin is origin
                found += bool((labels & reads).any()) and one.origin is origin
                others = origin is Origin.TEMPLATE and one.origin is Origin.OTHER
                wrong += not tells and bool(reads.any()) and (one.origin is origin or others)
            if told:
                yield HeldOut(number, origin, told, found, wrong)


def _folds(sources: Sequence[Source]) -> dict[tuple[Origin, str], int]:
    names = sorted({(one.origin, one.name) for one in sources}, key=lambda n: (n[0].value, n[1]))
    random.Random(SEED).shuffle(names)
    return {name: at % FOLDS for at, name in enumerate(names)}


def _mask(table: WordTable, chosen: Sequence[bool]) -> Mask:
    mask = np.zeros(len(table.labels), dtype=np.bool_)
    for one, inside in zip(table.sources, chosen, strict=True):
        mask[one.first : one.last] = inside
    return mask


def _offsets(table: WordTable, heads: Heads) -> Matrix:
    """Gives the logarithm of what PLOVER's rows weigh together for every word."""
    return _log_sum(heads.type_logits(table.states).astype(np.float64))


def _log_sum(logits: Matrix) -> Matrix:
    most = logits.max(axis=1)
    result: Matrix = most + np.log(np.exp(logits - most[:, None]).sum(axis=1))
    return result


def _with_one(states: Array) -> Matrix:
    return np.concatenate([states, np.ones((len(states), 1), np.float32)], axis=1).astype(float)


def _fit(table: WordTable, offsets: Matrix, kept: Mask, types: int) -> Matrix:
    words, labels, old = _with_one(table.states[kept]), table.labels[kept], offsets[kept]
    rows = np.zeros((types, words.shape[1]))
    rows[:, -1] = -10.0  # at first an own type says nothing where another is fitted
    for turn in range(TURNS if types > 1 else 1):
        for at in range(types):
            others = np.delete(words @ rows.T, at, axis=1)
            beside = _log_sum(np.concatenate([old[:, None], others], axis=1))
            start = rows[at] if turn else np.zeros(words.shape[1])
            rows[at] = _logistic(words, labels == at + 1, beside, start)
    return rows


def _logistic(words: Matrix, told: Mask, offsets: Matrix, row: Matrix) -> Matrix:
    """Fits a logistic regression with offsets and an L2 penalty by Newton's method, from a row."""
    penalty = np.full(words.shape[1], PENALTY)
    penalty[-1] = 1e-3
    logits = words @ row - offsets
    loss = _loss(row, logits, told, penalty)
    for _ in range(STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(logits, -40, 40)))
        slope = words.T @ (chances - told) + penalty * row
        bend = chances * (1.0 - chances)
        bent = bend > FLAT
        curve = (words[bent] * bend[bent, None]).T @ words[bent] + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        reach = 1.0
        while True:
            logits = words @ (row - reach * step) - offsets
            reached = _loss(row - reach * step, logits, told, penalty)
            if reached <= loss - 1e-4 * reach * float(slope @ step) or reach < 1e-4:
                break
            reach /= 2.0
        row = row - reach * step
        if loss - reached < 1e-5 * max(1.0, abs(loss)):
            break
        loss = reached
    return row


def _loss(row: Matrix, logits: Matrix, told: Mask, penalty: Matrix) -> float:
    data = np.logaddexp(0.0, logits) - told * logits
    return float(data.sum() + 0.5 * (penalty * row * row).sum())

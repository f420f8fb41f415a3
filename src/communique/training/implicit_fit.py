"""Fits the choice of parties that a sentence does not name (`reading/events/implicit.py`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from communique.language import Sentence
from communique.reading.events.circumstances import reported_in
from communique.reading.events.implicit import (
    Mentions,
    Setting,
    features_of,
    usable_referents,
)
from communique.reading.events.weights import Sign, as_text, weighed
from communique.reading.ground import Ground, ReadGround
from communique.records import EventType
from communique.training.descent import Report
from communique.training.examples import read_rows, span_of
from communique.training.groundwork import agreeing, agrees, prepare

LEAST_COUNT = 5
"""How often a feature must occur to have a weight."""

PENALTY = 1e-3
"""Weight of the squared weights in the loss."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One party that is named elsewhere: the features of every referent, and which are right."""

    features: tuple[tuple[Sign, ...], ...]
    right: tuple[bool, ...]


def choices_of(row: dict[str, Any], ground: Ground) -> Iterator[Choice]:
    """Gives a choice for every side of an event that its sentence does not name."""
    prepared = prepare(row, ground)
    mentions = Mentions.by_referent(prepared.actors)
    for event in row["events"]:
        yield from _of_event(event, prepared, mentions)


def _of_event(
    event: dict[str, Any], prepared: ReadGround, mentions: dict[int, Mentions]
) -> Iterator[Choice]:
    parsed, actors = prepared.parsed, prepared.actors
    word = span_of(event["mentions"][0]["trigger"])
    sentence = parsed.sentence_at(word)
    if sentence is None:
        return
    speakers = tuple(
        r.speaker
        for r in reported_in(word, parsed, actors, prepared.statements)
        if r.speaker is not None
    )
    usable = usable_referents(actors, mentions)
    for side, other, acting in (("actors", "recipients", True), ("recipients", "actors", False)):
        if not event[side] or _named_in(sentence, event[side], prepared):
            continue
        others = tuple(r for r in usable if any(agrees(r, p) for p in event[other]))
        setting = Setting(sentence.index, EventType(event["type"]), speakers, others[:2], acting)
        right = tuple(any(agrees(r, party) for party in event[side]) for r in usable)
        if any(right) and not all(right):
            features = tuple(
                tuple(features_of(r, mentions[id(r)], setting, actors.home.country)) for r in usable
            )
            yield Choice(features, right)


def _named_in(sentence: Sentence, parties: Sequence[dict[str, Any]], prepared: ReadGround) -> bool:
    spans = [span_of(party["span"]) for party in parties if party.get("span")]
    if any(sentence.tokens_in(span) is not None for span in spans):
        return True
    return bool(agreeing(prepared, sentence, parties))


def fit_choices(choices: Sequence[Choice], *, report: Report) -> dict[str, float]:
    """Fits the weights by gradient ascent on the conditional likelihood (L2-penalised).

    Returns:
        The weight of every feature that occurs at least `LEAST_COUNT` times.
    """
    counts = Counter(name for c in choices for row in c.features for name, _ in row)
    names = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
    number = {name: at for at, name in enumerate(names)}
    tables = [_table(choice, number) for choice in choices]
    weights = np.zeros(len(names))
    squares = np.full(len(names), 1e-8)
    for step in range(300):
        gradient = -PENALTY * weights
        likelihood = 0.0
        for table, right in tables:
            scores = table @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            mass = chances[right].sum()
            likelihood += float(np.log(mass))
            target = np.where(right, chances / mass, 0.0)
            gradient += table.T @ (target - chances) / len(tables)
        squares += gradient**2
        weights += 0.3 * gradient / np.sqrt(squares)
        if step % 100 == 99:
            report(f"step {step + 1}: mean log likelihood {likelihood / len(tables):.3f}")
    return {name: round(float(weights[at]), 3) for name, at in number.items()}


def _table(
    choice: Choice, number: dict[str, int]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    table = np.zeros((len(choice.features), len(number)))
    for row, features in enumerate(choice.features):
        for name, value in features:
            if name in number:
                table[row, number[name]] += value
    return table, np.array(choice.right)


def right_share(choices: Sequence[Choice], weights: dict[str, float]) -> float:
    """Gives the share of choices in which the best referent is a right one."""
    hits = 0
    for choice in choices:
        scores = [weighed(row, weights) for row in choice.features]
        hits += choice.right[max(range(len(scores)), key=scores.__getitem__)]
    return hits / len(choices) if choices else 0.0


def fit_implicit(articles: Sequence[Path], out: Path, *, report: Report) -> None:
    """Fits on four fifths, reports on the last fifth, fits on everything and writes the weights."""
    ground = Ground()
    rows = [row for path in articles for row in read_rows(path)]
    kept = [(at, choice) for at, row in enumerate(rows) for choice in choices_of(row, ground)]
    held = [choice for at, choice in kept if at % 5 == 0]
    rest = [choice for at, choice in kept if at % 5]
    share = right_share(held, fit_choices(rest, report=report))
    report(f"{len(kept)} choices; right on the {len(held)} that were held out: {share:.3f}")
    weights = fit_choices([choice for _, choice in kept], report=report)
    out.write_text(as_text(weights), encoding="utf-8")

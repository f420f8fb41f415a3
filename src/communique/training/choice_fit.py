"""Fits the choice of parties (`reading/events/party_choice.py`) on annotated articles."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from communique.reading.events.circumstances import reported_in
from communique.reading.events.fitted_files import write_fitted
from communique.reading.events.network import Network
from communique.reading.events.party_choice import KnownSigns, PartyChoice
from communique.reading.events.party_signs import Mentions, Option, Telling, options_of
from communique.reading.events.triggers import FoundTrigger, find_triggers
from communique.reading.ground import Ground, ReadGround
from communique.reading.reader import LEAST_PROBABILITY
from communique.training.descent import Report
from communique.training.examples import read_rows, span_of
from communique.training.groundwork import agrees, prepare

LEAST_COUNT = 8
"""How often a sign must occur to have weights."""

HIDDEN = 96
EPOCHS = 6
RATE = 3e-3
DROPOUT = 0.5
"""Chosen on a quarter of the annotated articles that was held out; others did not differ much."""

CHOICES_A_BATCH = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """One side of an event that the network found: its options, and which are right."""

    options: tuple[Option, ...]
    right: tuple[bool, ...]


def choices_of(row: Mapping[str, Any], ground: Ground, network: Network) -> Iterator[Choice]:
    """Gives both sides of every mention of an annotated event that the network finds."""
    prepared = prepare(row, ground)
    mentions = Mentions.by_referent(prepared.actors)
    gold = [(span_of(m["trigger"]), event) for event in row["events"] for m in event["mentions"]]
    found = find_triggers(prepared.telling(), prepared.candidates, network, least=LEAST_PROBABILITY)
    for trigger in found:
        words = trigger.sentence.span_of_tokens(trigger.words)
        events = (
            event
            for span, event in gold
            if span.overlaps(words) and trigger.type.value in (event["type"], *event["alt"])
        )
        event = next(events, None)
        if event is not None:
            yield from _of_event(event, trigger, prepared, mentions)


def _of_event(
    event: Mapping[str, Any],
    trigger: FoundTrigger,
    prepared: ReadGround,
    mentions: Mapping[int, Mentions],
) -> Iterator[Choice]:
    words = trigger.sentence.span_of_tokens(trigger.words)
    reported = reported_in(words, prepared.parsed, prepared.actors, prepared.statements)
    telling = Telling.of(trigger, prepared.actors, mentions, reported)
    for side, acting in (("actors", True), ("recipients", False)):
        options = tuple(options_of(telling, acting=acting))
        right = tuple(_is_right(option, event[side]) for option in options)
        if any(right) and not all(right):
            yield Choice(options, right)


def _is_right(option: Option, parties: Sequence[Mapping[str, Any]]) -> bool:
    if option.referent is None:
        return not parties
    referent = option.referent
    return any(agrees(referent, party) for party in parties)


class _Scores(nn.Module):
    """The network of `PartyChoice`, as it is fitted."""

    def __init__(self, signs: int) -> None:
        super().__init__()
        self.inner = nn.EmbeddingBag(signs, HIDDEN, mode="sum")
        self.direct = nn.EmbeddingBag(signs, 1, mode="sum")
        self.outer = nn.Linear(HIDDEN, 1, bias=False)
        self.drop = nn.Dropout(DROPOUT)
        nn.init.normal_(self.inner.weight, std=0.05)
        nn.init.zeros_(self.direct.weight)

    def forward(self, rows: Tensor, values: Tensor, starts: Tensor) -> Tensor:
        hidden = torch.relu(self.inner(rows, starts, per_sample_weights=values))
        direct = self.direct(rows, starts, per_sample_weights=values)
        scores: Tensor = (direct + self.outer(self.drop(hidden)))[:, 0]
        return scores


@dataclass(frozen=True, slots=True)
class _Table:
    """The known signs of a choice's options, one after another."""

    rows: Tensor
    values: Tensor
    starts: Tensor
    right: Tensor

    @classmethod
    def of(cls, choice: Choice, rows: Mapping[str, int]) -> _Table:
        known = KnownSigns.of(choice.options, rows)
        return cls(
            torch.from_numpy(known.rows),
            torch.from_numpy(known.values),
            torch.from_numpy(known.starts),
            torch.tensor(choice.right, dtype=torch.float32),
        )


def fit_choices(choices: Sequence[Choice], *, seed: int = 7) -> PartyChoice:
    """Fits the weights by the likelihood that one of the right options is chosen."""
    torch.manual_seed(seed)
    counts = Counter(name for c in choices for option in c.options for name, _ in option.signs)
    names = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
    rows = {name: at for at, name in enumerate(names)}
    tables = [_Table.of(choice, rows) for choice in choices]
    scores = _Scores(len(names))
    optimiser = torch.optim.AdamW(scores.parameters(), lr=RATE, weight_decay=1e-2)
    steps = EPOCHS * (len(tables) // CHOICES_A_BATCH + 1)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.01, total_iters=steps)
    for epoch in range(EPOCHS):
        order = random.Random(seed + epoch).sample(tables, len(tables))
        for at in range(0, len(order), CHOICES_A_BATCH):
            optimiser.zero_grad()
            _loss(scores, order[at : at + CHOICES_A_BATCH]).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    weights = {name: value.detach().numpy() for name, value in scores.named_parameters()}
    return PartyChoice(
        rows, weights["inner.weight"], weights["direct.weight"][:, 0], weights["outer.weight"][0]
    )


def _loss(scores: _Scores, tables: Sequence[_Table]) -> Tensor:
    lengths = torch.tensor([len(table.starts) for table in tables])
    shifts = np.cumsum([0, *(len(table.rows) for table in tables[:-1])])
    starts = [t.starts + int(shift) for t, shift in zip(tables, shifts, strict=True)]
    rows, values = (torch.cat([getattr(t, name) for t in tables]) for name in ("rows", "values"))
    found = torch.split(scores(rows, values, torch.cat(starts)), lengths.tolist())
    losses = [
        torch.logsumexp(own, 0) - torch.logsumexp(own[table.right > 0], 0)
        for own, table in zip(found, tables, strict=True)
    ]
    return torch.stack(losses).mean()


def right_share(choices: Sequence[Choice], weights: PartyChoice) -> float:
    """Gives the share of choices in which the likeliest option is a right one."""
    hits = 0
    for choice in choices:
        chances = weights.chances(choice.options)
        hits += choice.right[max(range(len(chances)), key=chances.__getitem__)]
    return hits / len(choices) if choices else 0.0


def fit_parties(articles: Sequence[Path], out: Path, *, model: Path, report: Report) -> None:
    """Fits on four fifths, reports on the last fifth, fits on everything and writes the weights.

    Args:
        articles: Files of annotated articles.
        out: The file of the weights (.npz); in a model folder, the card is brought up to date.
        model: Folder of the model that finds the triggers.
        report: Told how it goes.
    """
    ground, network = Ground(), Network.load(model)
    rows = [row for path in articles for row in read_rows(path)]
    kept = [(n, c) for n, row in enumerate(rows) for c in choices_of(row, ground, network)]
    report(f"{len(kept)} choices of {len(rows)} articles")
    held = [choice for number, choice in kept if number % 5 == 0]
    share = right_share(held, fit_choices([c for number, c in kept if number % 5]))
    report(f"right on the {len(held)} that were held out: {share:.3f}")
    write_fitted(out, fit_choices([choice for _, choice in kept]).write)

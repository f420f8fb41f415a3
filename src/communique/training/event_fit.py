"""Fits the event network: triggers with types, status, mutuality and parties at once."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from communique.training.descent import Report, batches, collate, descend, freeze, make_optimiser
from communique.training.examples import TriggerExample, WindowExample
from communique.training.network import EventNetwork

PIECES_A_BATCH = 2400
"""Word pieces of a batch, padding included."""

WEIGHTS = {"type": 8.0, "status": 0.5, "mutual": 0.3, "party": 4.0}
"""How much each answer counts in the loss; they bring the losses to one order of size."""

ALTERNATIVE = 0.25
"""Share of a trigger's loss that its alternative type takes."""

STATUS_WEIGHTS = (1.0, 2.0, 2.0, 2.0, 3.0, 3.0)
"""Weight of each status in the order of `Status`: four of five events have occurred."""

LOWER_REPORTED = 100
"""After how many batches of the frozen layers their progress is told."""

LEAST_COUNT = 3
"""How often a party feature must occur to have an embedding of its own."""


@dataclass(frozen=True, slots=True)
class FitOptions:
    """How to train.

    Attributes:
        epochs: Passes over the examples.
        rate: Learning rate of the encoder; the heads learn ten times faster, at 1e-3 at least.
        frozen: Lowest layers that stay as they are, together with the embeddings; what comes out
            of them is computed once.
        seed: Seed of everything random.
        threads: Threads of PyTorch.
    """

    epochs: int = 6
    rate: float = 1.5e-4
    frozen: int = 1
    seed: int = 7
    threads: int = 2


def feature_vocabulary(examples: Sequence[WindowExample]) -> dict[str, int]:
    """Numbers the party features from 1; 0 stands for those that are rare."""
    counts: Counter[str] = Counter()
    for example in examples:
        for trigger in example.triggers:
            for pair in trigger.pairs:
                counts.update(pair.labels)
    kept = sorted(label for label, count in counts.items() if count >= LEAST_COUNT)
    return {label: number for number, label in enumerate(kept, start=1)}


def fit_events(
    network: EventNetwork,
    examples: Sequence[WindowExample],
    vocabulary: dict[str, int],
    options: FitOptions,
    *,
    report: Report,
) -> Iterator[int]:
    """Trains the network in place and yields after every epoch, so that it can be saved."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    freeze(network, options.frozen)
    prepared = _prepared(network, examples, frozen=options.frozen, report=report)
    steps = options.epochs * len(_batches(prepared, random.Random(0)))
    optimiser, schedule = make_optimiser(network, rate=options.rate, steps=steps)
    for epoch in range(options.epochs):
        started = time.monotonic()
        network.train()
        totals: Counter[str] = Counter()
        groups = _batches(prepared, rng)
        for batch in groups:
            losses = _losses(network, batch, vocabulary, frozen=options.frozen)
            weighted = (WEIGHTS[name] * loss for name, loss in losses.items())
            whole = sum(weighted, torch.zeros(()))
            descend(network, whole, optimiser, schedule)
            totals.update({name: float(loss.detach()) for name, loss in losses.items()})
        shares = ", ".join(f"{k} {v / len(groups):.3f}" for k, v in totals.items())
        report(
            f"epoch {epoch + 1} of {options.epochs}: {shares}; {time.monotonic() - started:.0f} s"
        )
        network.eval()
        yield epoch


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An example, and what comes out of the layers that stay as they are, in half precision."""

    example: WindowExample
    lower: Tensor | None

    @property
    def pieces(self) -> tuple[int, ...]:
        return self.example.pieces


def _prepared(
    network: EventNetwork, examples: Sequence[WindowExample], *, frozen: int, report: Report
) -> list[_Prepared]:
    plain = [_Prepared(example, None) for example in examples]
    if not frozen:
        return plain
    network.eval()
    found: list[_Prepared] = []
    groups = _batches(plain, random.Random(0))
    with torch.no_grad():
        for number, group in enumerate(groups, start=1):
            pieces, mask = collate([p.pieces for p in group])
            states = network.encoder.lower(pieces, mask, last=frozen).half()
            lengths = mask.sum(1).tolist()
            found += (
                _Prepared(p.example, row[:length].clone())
                for p, row, length in zip(group, states, lengths, strict=True)
            )
            if number % LOWER_REPORTED == 0:
                report(f"lower layers: {number} of {len(groups)} batches")
    return found


def _batches(examples: Sequence[_Prepared], rng: random.Random) -> list[list[_Prepared]]:
    return batches(examples, rng, size=PIECES_A_BATCH, jitter=12)


def _states(network: EventNetwork, group: Sequence[_Prepared], *, frozen: int) -> Tensor:
    pieces, mask = collate([p.pieces for p in group])
    lower = [p.lower.float() for p in group if p.lower is not None]
    if not lower:
        return network.states(pieces, mask)
    padded = nn.utils.rnn.pad_sequence(lower, batch_first=True)
    states: Tensor = network.drop(network.encoder.upper(padded, mask, first=frozen))
    return states


def _losses(
    network: EventNetwork, group: Sequence[_Prepared], vocabulary: dict[str, int], *, frozen: int
) -> dict[str, Tensor]:
    states = _states(network, group, frozen=frozen)
    batch = [p.example for p in group]
    losses = {"type": _type_loss(network, batch, states)}
    places = [(row, t) for row, e in enumerate(batch) for t in e.triggers]
    if not places:
        return losses
    rows, columns = [row for row, _ in places], [t.position for _, t in places]
    heads = states[rows, columns]
    triggers = [t for _, t in places]
    losses["status"] = _status_loss(network.status(heads), triggers)
    losses["mutual"] = _mutual_loss(network.mutual(heads)[:, 0], triggers)
    if any(t.pairs for _, t in places):
        losses["party"] = _party_loss(network, places, states, heads, vocabulary)
    return losses


def _type_loss(network: EventNetwork, batch: Sequence[WindowExample], states: Tensor) -> Tensor:
    rows = [row for row, e in enumerate(batch) for _ in e.token_positions]
    columns = [place for e in batch for place in e.token_positions]
    log = torch.log_softmax(network.kind(states[rows, columns]), -1)
    labels = torch.tensor([n for e in batch for n in e.token_labels], dtype=torch.long)
    alternatives = torch.tensor([n for e in batch for n in e.token_alternatives], dtype=torch.long)
    share = torch.tensor([e.weight for e in batch])[rows]
    main = -log.gather(1, labels[:, None])[:, 0]
    other = -log.gather(1, alternatives[:, None])[:, 0]
    mixed = (1 - ALTERNATIVE) * main + ALTERNATIVE * other
    loss = share * torch.where(alternatives > 0, mixed, main)
    return loss.sum() / max(1, len(rows))


def _status_loss(logits: Tensor, triggers: Sequence[TriggerExample]) -> Tensor:
    """Gives the loss over the chance that any of the statuses that may be right has."""
    right = torch.zeros_like(logits)
    for row, trigger in enumerate(triggers):
        right[row, list(trigger.statuses)] = 1.0
    share = (right * torch.tensor(STATUS_WEIGHTS)).sum(-1) / right.sum(-1)
    chance = torch.logsumexp(torch.log_softmax(logits, -1) + right.log(), -1)
    return -(share * chance).sum() / share.sum()


def _mutual_loss(logits: Tensor, triggers: Sequence[TriggerExample]) -> Tensor:
    target = torch.tensor([float(t.mutual) for t in triggers])
    known = (target >= 0).float()
    loss = nn.functional.binary_cross_entropy_with_logits(
        logits, target.clamp(min=0), reduction="none"
    )
    return (loss * known).sum() / known.sum().clamp(min=1)


def _party_loss(
    network: EventNetwork,
    places: Sequence[tuple[int, TriggerExample]],
    states: Tensor,
    heads: Tensor,
    vocabulary: dict[str, int],
) -> Tensor:
    pairs = [(n, row, t, p) for n, (row, t) in enumerate(places) for p in t.pairs]
    numbers = [n for n, _, _, _ in pairs]
    kinds = torch.tensor([t.type + 1 for _, _, t, _ in pairs])
    features = torch.tensor([[vocabulary.get(x, 0) for x in p.labels] for *_, p in pairs])
    candidates = states[[row for _, row, _, _ in pairs], [p.position for *_, p in pairs]]
    types = nn.functional.one_hot(kinds, network.shape.types + 1).float()
    logits = network.parties(heads[numbers], candidates, types, features)
    target = torch.tensor([[float(p.actor), float(p.recipient)] for *_, p in pairs])
    known = (target >= 0).float()
    loss = nn.functional.binary_cross_entropy_with_logits(
        logits, target.clamp(min=0), reduction="none"
    )
    return (loss * known).sum() / known.sum().clamp(min=1)

"""Fits the relation network: what one marked actor does to another, in one sentence.

Learns from sentences with a marked pair (`relations/plv_train`; the older type YIELD stands for
CONCEDE or RETREAT; `relations/aw_train`, where no more is known than cooperation or conflict), from
the codebook's templates and from annotated events that name both sides.
Both parties stand between marks of their own (Baldini Soares et al., "Matching the Blanks", 2019).
"""

from __future__ import annotations

import copy
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from communique.reading.events.network import TYPES
from communique.reading.relate import marked_pieces
from communique.records import EventType, QuadClass
from communique.training.descent import (
    Report,
    batches,
    collate,
    descend,
    freeze,
    make_optimiser,
)
from communique.training.network import RelationNetwork

YIELD = (EventType.CONCEDE, EventType.RETREAT)

CONFLICT = frozenset({QuadClass.VERBAL_CONFLICT, QuadClass.MATERIAL_CONFLICT})

FURTHER = 0.5
"""Weight of a template or annotated event beside a marked pair; not tried otherwise."""

PIECES_A_BATCH = 1200
"""Word pieces of a batch, padding included."""


@dataclass(frozen=True, slots=True)
class RelationOptions:
    """How to train.

    Attributes:
        first: Passes over templates and annotated events alone, before any marked pair.
        epochs: Passes over everything.
        rate: Learning rate of the encoder.
        frozen: Lowest layers that stay as they are, together with the embeddings.
        further: Templates and annotated events drawn for a pass, for every marked pair.
        seed: Seed of everything random.
        threads: Threads of PyTorch.
    """

    first: int = 2
    epochs: int = 5
    rate: float = 1.5e-4
    frozen: int = 2
    further: float = 1.0
    seed: int = 7
    threads: int = 2


@dataclass(frozen=True, slots=True)
class RelationExample:
    """A sentence with a marked pair, and the types that are right.

    Attributes:
        id: Which row of the data it is.
        group: What stays in one fold: the sentence.
        pieces: Ids of word pieces with [CLS], [SEP] and the marks.
        places: Where [CLS], the actor's mark and the recipient's mark stand.
        types: Numbers of the types that are right.
        weight: How much it counts.
    """

    id: str
    group: str
    pieces: tuple[int, ...]
    places: tuple[int, int, int]
    types: tuple[int, ...]
    weight: float

    @property
    def precise(self) -> bool:
        """Whether the type is known, and not merely that it is cooperation or conflict."""
        return len(self.types) <= len(YIELD)


def pair_examples(rows: Sequence[dict[str, Any]], tokenizer: Tokenizer) -> list[RelationExample]:
    """Makes examples of rows in the form of the relation task."""
    examples = []
    for row in rows:
        actor, recipient = (tuple(row[k]) if row[k] else None for k in ("actor", "recipient"))
        pieces, places = marked_pieces(tokenizer, row["text"], actor, recipient)
        types = tuple(TYPES.index(kind) for kind in _kinds(row))
        examples.append(RelationExample(row["id"], row["text"], pieces, places, types, 1.0))
    return examples


def _kinds(row: Mapping[str, Any]) -> tuple[EventType, ...]:
    if row["type"] is None:
        conflict = row["binary"] == "conflict"
        return tuple(kind for kind in EventType if (kind.quad in CONFLICT) == conflict)
    return YIELD if row["type"] == "YIELD" else (EventType(row["type"]),)


def event_examples(rows: Sequence[dict[str, Any]], tokenizer: Tokenizer) -> list[RelationExample]:
    """Makes examples of annotated events whose first evidence names both parties."""
    examples = []
    for row in rows:
        for event in row["events"]:
            evidence = event["mentions"][0]["evidence"]
            actor, recipient = (_place(event[s], evidence) for s in ("actors", "recipients"))
            if actor is None or recipient is None or actor == recipient:
                continue
            pieces, places = marked_pieces(tokenizer, evidence["text"], actor, recipient)
            types = (TYPES.index(EventType(event["type"])),)
            examples.append(RelationExample(row["id"], row["id"], pieces, places, types, FURTHER))
    return examples


def _place(parties: list[dict[str, Any]], evidence: dict[str, Any]) -> tuple[int, int] | None:
    for party in parties:
        span = party.get("span")
        if span and span["field"] == evidence["field"]:
            start, end = span["start"] - evidence["start"], span["end"] - evidence["start"]
            if 0 <= start < end <= len(evidence["text"]):
                return start, end
    return None


def fit_first(
    network: RelationNetwork,
    further: Sequence[RelationExample],
    options: RelationOptions,
    *,
    report: Report,
) -> None:
    """Trains the network in place on templates and annotated events."""
    _train(network, [list(further)] * options.first, options, report=report)


def fit(
    network: RelationNetwork,
    pairs: Sequence[RelationExample],
    further: Sequence[RelationExample],
    options: RelationOptions,
    *,
    report: Report,
) -> None:
    """Trains the network in place on marked pairs with templates and annotated events between."""
    rng = random.Random(options.seed)
    drawn = min(len(further), round(options.further * len(pairs)))
    passes = [[*pairs, *rng.sample(list(further), drawn)] for _ in range(options.epochs)]
    _train(network, passes, options, report=report)


def _train(
    network: RelationNetwork,
    passes: Sequence[list[RelationExample]],
    options: RelationOptions,
    *,
    report: Report,
) -> None:
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    freeze(network, options.frozen)
    plan = [batches(examples, rng, size=PIECES_A_BATCH, jitter=8) for examples in passes]
    optimiser, schedule = make_optimiser(
        network, rate=options.rate, steps=sum(len(groups) for groups in plan)
    )
    network.train()
    for number, groups in enumerate(plan, start=1):
        started, total = time.monotonic(), 0.0
        for batch in groups:
            loss = _loss(network, batch)
            descend(network, loss, optimiser, schedule)
            total += float(loss.detach())
        took = time.monotonic() - started
        report(f"pass {number} of {len(plan)}: {total / len(groups):.3f}; {took:.0f} s")
    network.eval()


def _loss(network: RelationNetwork, batch: Sequence[RelationExample]) -> Tensor:
    logits = _logits(network, batch)
    right = torch.full_like(logits, float("-inf"))
    for row, example in enumerate(batch):
        right[row, list(example.types)] = 0.0
    share = torch.tensor([e.weight for e in batch])
    chance = torch.logsumexp(torch.log_softmax(logits, -1) + right, -1)
    return -(share * chance).sum() / share.sum()


def _logits(network: RelationNetwork, batch: Sequence[RelationExample]) -> Tensor:
    pieces, mask = collate([e.pieces for e in batch])
    logits: Tensor = network(pieces, mask, torch.tensor([e.places for e in batch]))
    return logits


@torch.no_grad()
def answers(network: RelationNetwork, examples: Sequence[RelationExample]) -> list[int]:
    """Gives the number of the most probable type of every example."""
    return [int(_logits(network, [example]).argmax()) for example in examples]


def folds(examples: Sequence[RelationExample], count: int) -> list[set[str]]:
    """Splits into folds; examples of one group (one source text) stay together."""
    groups = defaultdict(list)
    for example in examples:
        groups[example.group].append(example.id)
    parts: list[set[str]] = [set() for _ in range(count)]
    for members in sorted(groups.values(), key=len, reverse=True):
        min(parts, key=len).update(members)
    return parts


def cross_validated(
    network: RelationNetwork,
    pairs: Sequence[RelationExample],
    further: Sequence[RelationExample],
    options: RelationOptions,
    *,
    count: int,
    report: Report,
) -> Iterator[tuple[str, str]]:
    """Answers every marked pair whose type is known with a network that has not seen its fold.

    Args:
        network: A network that has seen no marked pair; it stays as it is.
        pairs: The marked pairs.
        further: Templates and annotated events.
        options: How to train.
        count: Number of folds.
        report: Told of every pass.
    """
    for held in folds(pairs, count):
        own = copy.deepcopy(network)
        fit(own, [p for p in pairs if p.id not in held], further, options, report=report)
        asked = [p for p in pairs if p.id in held and p.precise]
        for pair, kind in zip(asked, answers(own, asked), strict=True):
            yield pair.id, str(TYPES[kind])

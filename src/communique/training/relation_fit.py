"""Fits the relation task: a multinomial logit over the event encoder's states.

Learns from sentences with a marked pair (`relations/plv_train`; the older type YIELD stands for
CONCEDE or RETREAT), from the codebook's templates and from annotated events that name both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from communique.reading.events.network import TYPES, Array, Network
from communique.reading.relate import pair_features
from communique.records import EventType
from communique.training.event_fit import Report
from communique.training.examples import read_rows
from communique.training.templates import template_rows

YIELD = (EventType.CONCEDE, EventType.RETREAT)

PENALTY = 3e-4
"""Weight of the squared weights; in five folds 3e-4 gives root macro-F1 .717, 3e-5 gives .695."""

FURTHER = 0.4
"""Weight of a template or annotated event beside a marked pair."""


@dataclass(frozen=True, slots=True)
class RelationExample:
    """A marked sentence as features, and the types that are right."""

    id: str
    features: Array
    types: tuple[int, ...]
    group: str
    weight: float


def pair_examples(rows: Sequence[dict[str, Any]], network: Network) -> list[RelationExample]:
    """Makes examples of rows in the form of the relation task."""
    examples = []
    for row in rows:
        if row["type"] is None:
            continue
        kinds = YIELD if row["type"] == "YIELD" else (EventType(row["type"]),)
        actor, recipient = (tuple(row[k]) if row[k] else None for k in ("actor", "recipient"))
        features, _ = pair_features(network, row["text"], actor, recipient)
        group = str(row["groups"][0]) if row["groups"] else row["id"]
        types = tuple(TYPES.index(kind) for kind in kinds)
        examples.append(RelationExample(row["id"], features, types, group, 1.0))
    return examples


def event_examples(rows: Sequence[dict[str, Any]], network: Network) -> list[RelationExample]:
    """Makes examples of annotated events whose first evidence names both parties."""
    examples = []
    for row in rows:
        for event in row["events"]:
            evidence = event["mentions"][0]["evidence"]
            actor, recipient = (_place(event[s], evidence) for s in ("actors", "recipients"))
            if actor is None or recipient is None or actor == recipient:
                continue
            features, _ = pair_features(network, evidence["text"], actor, recipient)
            kind = TYPES.index(EventType(event["type"]))
            examples.append(RelationExample(row["id"], features, (kind,), row["id"], FURTHER))
    return examples


def _place(parties: list[dict[str, Any]], evidence: dict[str, Any]) -> tuple[int, int] | None:
    for party in parties:
        span = party.get("span")
        if span and span["field"] == evidence["field"]:
            start, end = span["start"] - evidence["start"], span["end"] - evidence["start"]
            if 0 <= start < end <= len(evidence["text"]):
                return start, end
    return None


def fit(examples: Sequence[RelationExample]) -> Array:
    """Gives the weights: (types, features)."""
    table = torch.tensor(np.stack([e.features for e in examples]))
    right = torch.full((len(examples), len(TYPES)), float("-inf"))
    for row, example in enumerate(examples):
        right[row, list(example.types)] = 0.0
    share = torch.tensor([e.weight for e in examples])
    weights = torch.zeros(len(TYPES), table.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=150, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        log = torch.log_softmax(table @ weights.T, -1)
        loss = -(share * torch.logsumexp(log + right, -1)).sum() / share.sum()
        loss = loss + PENALTY * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)
    result: Array = weights.detach().numpy().astype(np.float32)
    return result


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
    pairs: Sequence[RelationExample], further: Sequence[RelationExample], *, count: int
) -> Iterator[tuple[str, str]]:
    """Answers every marked pair with weights that have not seen its fold."""
    for held in folds(pairs, count):
        weights = fit([p for p in pairs if p.id not in held] + list(further))
        for pair in pairs:
            if pair.id in held:
                yield pair.id, str(TYPES[int(np.argmax(weights @ pair.features))])


def relation_material(
    pairs: Sequence[Path], articles: Sequence[Path], codebook: Path, *, seed: int, report: Report
) -> tuple[list[RelationExample], list[RelationExample]]:
    """Makes the examples of marked pairs, and those of templates and articles."""
    network = Network.load()
    rows = list(template_rows(codebook, copies=1, seed=seed))
    rows += [row for path in articles for row in read_rows(path)]
    marked = pair_examples([row for path in pairs for row in read_rows(path)], network)
    further = event_examples(rows, network)
    report(f"{len(marked)} marked pairs, {len(further)} templates and events")
    return marked, further


def write_weights(weights: Array, out: Path) -> None:
    """Writes the weights in half precision."""
    np.savez_compressed(out, weights=weights.astype(np.float16))

"""What the trainings of all networks have in common: batches, optimiser, one step."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias, TypeVar

import torch
from torch import Tensor, nn

Report = Callable[[str], None]
Optimiser: TypeAlias = torch.optim.Optimizer
Schedule: TypeAlias = torch.optim.lr_scheduler.LRScheduler


class InPieces(Protocol):
    """Something that consists of word pieces."""

    @property
    def pieces(self) -> tuple[int, ...]:
        """Ids of the word pieces."""
        ...


_Example = TypeVar("_Example", bound=InPieces)


def freeze(network: nn.Module, layers: int) -> None:
    """Keeps the embeddings and the lowest layers of an encoder as they are."""
    encoder = network.encoder
    for part in [encoder.embeddings, *encoder.encoder.layer[:layers]]:  # type: ignore[union-attr,index]
        for weight in part.parameters():  # type: ignore[union-attr]
            weight.requires_grad = False


def make_optimiser(network: nn.Module, *, rate: float, steps: int) -> tuple[Optimiser, Schedule]:
    """Gives AdamW with a short warm-up and a linear fall to nothing."""
    named = list(network.named_parameters())
    encoder = [w for name, w in named if name.startswith("encoder") and w.requires_grad]
    heads = [w for name, w in named if not name.startswith("encoder")]
    groups = [{"params": encoder, "lr": rate}, {"params": heads, "lr": 1e-3}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (0.06 * steps + 1)) * max(0.0, 1 - step / steps)
    )
    return optimiser, schedule


def batches(
    examples: Sequence[_Example], rng: random.Random, *, size: int, jitter: float
) -> list[list[_Example]]:
    """Groups examples of like length; the jitter mixes them anew in every pass.

    Args:
        examples: The examples.
        rng: Gives jitter and order.
        size: Word pieces of a batch, padding included.
        jitter: By how many word pieces the order may be off.
    """
    order = sorted(examples, key=lambda e: len(e.pieces) + rng.random() * jitter)
    groups: list[list[_Example]] = [[]]
    for example in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(example.pieces) > size:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    return groups


def collate(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Pads word pieces to one length; gives pieces and mask."""
    width = max(map(len, rows))
    pieces = torch.zeros(len(rows), width, dtype=torch.long)
    mask = torch.zeros_like(pieces)
    for number, row in enumerate(rows):
        pieces[number, : len(row)] = torch.tensor(row)
        mask[number, : len(row)] = 1
    return pieces, mask


def descend(network: nn.Module, loss: Tensor, optimiser: Optimiser, schedule: Schedule) -> None:
    """Takes one step down the gradient of a loss."""
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    schedule.step()

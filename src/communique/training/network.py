"""The network: a small encoder and heads for triggers, status, mutuality and parties."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

PAIR_FEATURES = 6
"""Categorical features of a candidate: path, label, entity, tag, trigger's tag, distance."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network."""

    layers: int = 4
    types: int = 16
    statuses: int = 6
    hidden: int = 384
    pair_hidden: int = 128
    feature_size: int = 32


class EventNetwork(nn.Module):
    """Encoder and heads; the heads are run by numpy later and therefore stay plain."""

    def __init__(self, base: Path, shape: Shape, vocabulary: int) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        self.encoder.encoder.layer = self.encoder.encoder.layer[: shape.layers]
        self.drop = nn.Dropout(0.15)
        self.kind = nn.Linear(shape.hidden, shape.types + 1)
        self.status = nn.Linear(shape.hidden, shape.statuses)
        self.mutual = nn.Linear(shape.hidden, 1)
        self.features = nn.Embedding(vocabulary, shape.feature_size)
        size = 2 * shape.hidden + PAIR_FEATURES * shape.feature_size + shape.types + 1
        self.pair_inner = nn.Linear(size, shape.pair_hidden)
        self.pair = nn.Linear(shape.pair_hidden, 2)

    def states(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Gives one vector for every word piece."""
        states: Tensor = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        return self.drop(states)

    def parties(
        self, trigger: Tensor, candidate: Tensor, types: Tensor, features: Tensor
    ) -> Tensor:
        """Gives logits that a candidate acts and that it receives."""
        embedded = self.drop(self.features(features).flatten(1))
        joined = torch.cat([trigger, candidate, types, embedded], dim=1)
        return self.pair(self.drop(torch.relu(self.pair_inner(joined))))

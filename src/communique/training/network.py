"""The networks: a small encoder with heads for events, and one with a head for marked pairs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

PAIR_FEATURES = 6
"""Categorical features of a candidate: path, label, entity, tag, trigger's tag, distance."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network.

    Attributes:
        layers: Lower layers of the base encoder that are kept.
        inner: Neurons of every feed-forward block that are kept; those of the base encoder if 0.
        types: Event types.
        statuses: Statuses.
        hidden: Numbers in the state of a word piece.
        pair_hidden: Neurons that score a party.
        feature_size: Numbers in the embedding of a categorical feature.
    """

    layers: int = 4
    inner: int = 0
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
        self.encoder = encoder_of(base, shape)
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


def encoder_of(base: Path, shape: Shape) -> nn.Module:
    """Gives the lower layers of the base encoder, cut to the shape."""
    encoder: nn.Module = AutoModel.from_pretrained(base, add_pooling_layer=False)
    layers = encoder.encoder.layer[: shape.layers]  # type: ignore[index,union-attr]
    encoder.encoder.layer = layers  # type: ignore[union-attr]
    for layer in layers if shape.inner else ():
        keep_neurons(layer, torch.arange(shape.inner))
    return encoder


def keep_neurons(layer: nn.Module, kept: Tensor) -> None:
    """Cuts the feed-forward block of a layer down to some of its neurons."""
    into, out = layer.intermediate.dense, layer.output.dense  # type: ignore[union-attr]
    into.weight = nn.Parameter(into.weight.detach()[kept].clone())  # type: ignore[union-attr,index]
    into.bias = nn.Parameter(into.bias.detach()[kept].clone())  # type: ignore[union-attr,index]
    out.weight = nn.Parameter(out.weight.detach()[:, kept].clone())  # type: ignore[union-attr,index]
    into.out_features = out.in_features = len(kept)  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Full weights of an event model, from which training can go on.

    Attributes:
        shape: Sizes of the network.
        vocabulary: Numbers of the party features.
        weights: All weights by name.
    """

    shape: Shape
    vocabulary: dict[str, int]
    weights: dict[str, Tensor]

    @classmethod
    def of(cls, network: EventNetwork, vocabulary: dict[str, int]) -> Checkpoint:
        """Takes the weights as they are now."""
        return cls(network.shape, vocabulary, network.state_dict())

    @classmethod
    def read(cls, path: Path) -> Checkpoint:
        """Reads what `write` wrote."""
        stored = torch.load(path, weights_only=True)
        return cls(Shape(**stored["shape"]), stored["vocabulary"], stored["weights"])

    def write(self, path: Path) -> None:
        """Writes the file."""
        stored = {
            "shape": asdict(self.shape),
            "vocabulary": self.vocabulary,
            "weights": self.weights,
        }
        torch.save(stored, path)

    def network(self, base: Path) -> EventNetwork:
        """Builds the network with these weights."""
        network = EventNetwork(base, self.shape, len(self.vocabulary) + 1)
        network.load_state_dict(self.weights)
        return network


class RelationNetwork(nn.Module):
    """Encoder and a head over [CLS] and the marks of both parties."""

    def __init__(self, encoder: nn.Module, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = encoder
        self.drop = nn.Dropout(0.15)
        self.inner = nn.Linear(3 * shape.hidden, shape.hidden)
        self.relation = nn.Linear(shape.hidden, shape.types)

    @classmethod
    def starting_from(cls, base: Path, start: Path | None) -> RelationNetwork:
        """Takes the encoder of an event model's full weights, or the base weights if None."""
        if start is None:
            shape = Shape(layers=6)
            return cls(encoder_of(base, shape), shape)
        stored = Checkpoint.read(start)
        network = stored.network(base)
        return cls(network.encoder, stored.shape)

    def forward(self, pieces: Tensor, mask: Tensor, places: Tensor) -> Tensor:
        """Gives logits of the types.

        Args:
            pieces: Ids of word pieces, (sentences, length).
            mask: 1 where there is a piece, of the same shape.
            places: Where [CLS] and both marks stand, (sentences, 3).
        """
        states = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        rows = torch.arange(len(pieces))[:, None]
        found = self.drop(states[rows, places].flatten(1))
        logits: Tensor = self.relation(self.drop(torch.relu(self.inner(found))))
        return logits

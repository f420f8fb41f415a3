"""The networks: a small encoder with heads for events, and one with a head for marked pairs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

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

    @classmethod
    def of(cls, base: Path, *, layers: int) -> Shape:
        """Gives the shape of a network over the lower layers of base weights."""
        return cls(layers=layers, hidden=AutoConfig.from_pretrained(base).hidden_size)


class EventNetwork(nn.Module):
    """Encoder and heads; the heads are run by numpy later and therefore stay plain."""

    def __init__(self, base: Path, shape: Shape, vocabulary: int) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(base, shape)
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
        states: Tensor = self.encoder(pieces, mask)
        return self.drop(states)

    def parties(
        self, trigger: Tensor, candidate: Tensor, types: Tensor, features: Tensor
    ) -> Tensor:
        """Gives logits that a candidate acts and that it receives."""
        embedded = self.drop(self.features(features).flatten(1))
        joined = torch.cat([trigger, candidate, types, embedded], dim=1)
        return self.pair(self.drop(torch.relu(self.pair_inner(joined))))


class Encoder(nn.Module):
    """The lower layers of a base encoder (BERT or MPNet), run layer by layer.

    Whoever keeps the lowest layers as they are can compute their states once.
    """

    def __init__(self, base: Path, shape: Shape) -> None:
        super().__init__()
        whole = AutoModel.from_pretrained(base, add_pooling_layer=False)
        self.embeddings: nn.Module = whole.embeddings
        self.encoder: nn.Module = whole.encoder
        self.encoder.layer = self.encoder.layer[: shape.layers]  # type: ignore[index]
        for layer in self.layers if shape.inner else ():
            keep_neurons(layer, torch.arange(shape.inner))

    @property
    def layers(self) -> nn.ModuleList:
        """Its layers, lowest first."""
        layers = self.encoder.layer
        assert isinstance(layers, nn.ModuleList)
        return layers

    def forward(self, pieces: Tensor, mask: Tensor | None) -> Tensor:
        """Gives one vector for every word piece; without a mask, every piece counts."""
        return self.upper(self.embeddings(input_ids=pieces), mask, first=0)

    def lower(self, pieces: Tensor, mask: Tensor | None, *, last: int) -> Tensor:
        """Gives what comes out of the lowest `last` layers."""
        states: Tensor = self.embeddings(input_ids=pieces)
        return self._run(self.layers[:last], states, mask)

    def upper(self, states: Tensor, mask: Tensor | None, *, first: int) -> Tensor:
        """Goes on from what came out of the lowest `first` layers."""
        return self._run(self.layers[first:], states, mask)

    def _run(self, layers: nn.ModuleList, states: Tensor, mask: Tensor | None) -> Tensor:
        hidden = None if mask is None else _hiding(mask, states)
        further = self._position_bias(states)
        for layer in layers:
            found = layer(states, hidden, *further)
            states = found if isinstance(found, Tensor) else found[0]
        return states

    def _position_bias(self, states: Tensor) -> tuple[Tensor, ...]:
        """MPNet's layers share a bias by relative position; BERT's take nothing more."""
        compute = getattr(self.encoder, "compute_position_bias", None)
        return (compute(states),) if compute is not None else ()


def _hiding(mask: Tensor, states: Tensor) -> Tensor:
    """Gives what is added to attention so that padding is not looked at."""
    least = torch.finfo(states.dtype).min
    return (1.0 - mask[:, None, None, :].to(states.dtype)) * least


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

    def __init__(self, encoder: Encoder, shape: Shape) -> None:
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
            return cls(Encoder(base, shape), shape)
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
        states = self.encoder(pieces, mask)
        rows = torch.arange(len(pieces))[:, None]
        found = self.drop(states[rows, places].flatten(1))
        logits: Tensor = self.relation(self.drop(torch.relu(self.inner(found))))
        return logits

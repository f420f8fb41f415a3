"""Makes an encoder narrower: the feed-forward neurons that matter least are left out.

A neuron matters by its mean activation times the length of the vector that it adds (structured
pruning by magnitude; Michel et al. 2019 do the same with heads). Two thirds of the encoder's time
go into these blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn

from communique.training.descent import collate
from communique.training.examples import WindowExample
from communique.training.network import EventNetwork, keep_neurons

SAMPLE = 256
"""Windows over which activations are averaged."""


def narrow(network: EventNetwork, examples: Sequence[WindowExample], *, inner: int) -> None:
    """Keeps the `inner` neurons of every feed-forward block that matter most, in place."""
    layers = list(network.encoder.layers)
    totals = [torch.zeros(layer.intermediate.dense.out_features) for layer in layers]
    hooks = [
        layer.intermediate.register_forward_hook(_adding_to(total))
        for layer, total in zip(layers, totals, strict=True)
    ]
    network.eval()
    step = max(1, len(examples) // SAMPLE)
    with torch.no_grad():
        for example in examples[::step]:
            network.states(*collate([example.pieces]))
    for hook in hooks:
        hook.remove()
    for layer, total in zip(layers, totals, strict=True):
        matters = total * layer.output.dense.weight.norm(dim=0)
        keep_neurons(layer, matters.topk(inner).indices.sort().values)
    network.shape = replace(network.shape, inner=inner)


def _adding_to(total: Tensor) -> Callable[[nn.Module, object, Tensor], None]:
    """Gives a hook that adds up activations; PyTorch calls it with module, input and output."""
    return lambda _module, _given, found: _add(total, found)


def _add(total: Tensor, found: Tensor) -> None:
    total.add_(found.abs().sum(dim=(0, 1)))

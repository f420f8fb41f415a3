"""Makes the model folder that the reader loads: int8 encoder, heads, tokenizer and card."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from communique.training.network import EventNetwork, RelationNetwork

LARGEST_WHOLLY_INT8 = 384
"""Numbers in a state up to which every weight is stored in 8 bits; on MPNet (768) this lost six
points of macro-F1, and none where the feed-forward blocks' second products stayed as they were."""

_DOWN_PROJECTION = re.compile(r"layer\.\d+/output/dense/MatMul")


class _States(nn.Module):
    """The encoder alone, as it is run: on one window at a time, so that nothing is masked."""

    def __init__(self, network: EventNetwork | RelationNetwork) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, pieces: Tensor) -> Tensor:
        states: Tensor = self.encoder(pieces, None)
        return states


def _export_encoder(network: nn.Module, path: Path, *, hidden: int) -> None:
    """Writes the encoder as ONNX with int8 weights, one scale a channel."""
    axes = {0: "windows", 1: "length"}
    example = torch.ones(2, 8, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            network,
            (example,),
            str(plain),
            input_names=["pieces"],
            output_names=["states"],
            dynamic_axes={"pieces": axes, "states": axes},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            str(plain),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            # Products of two 8-bit numbers overflow on processors without VNNI; with 7 bits none
            # does, and every machine computes the same.
            reduce_range=True,
            nodes_to_exclude=_down_projections(plain) if hidden > LARGEST_WHOLLY_INT8 else [],
        )


def _down_projections(path: Path) -> list[str]:
    """Gives the products that end the feed-forward blocks, whose inputs have far outliers."""
    nodes = onnx.load(str(path), load_external_data=False).graph.node
    return [node.name for node in nodes if _DOWN_PROJECTION.search(node.name)]


def export_events(
    network: EventNetwork, vocabulary: dict[str, int], base: Path, out: Path, *, version: str
) -> None:
    """Writes the folder of the event model."""
    features = sorted(vocabulary, key=vocabulary.__getitem__)
    _export(network, features, base, out, version=version)


def export_relations(network: RelationNetwork, base: Path, out: Path, *, version: str) -> None:
    """Writes the folder of the relation model."""
    _export(network, [], base, out, version=version)


def _export(
    network: EventNetwork | RelationNetwork,
    features: list[str],
    base: Path,
    out: Path,
    *,
    version: str,
) -> None:
    """Writes encoder, heads, tokenizer and the card with a digest of every file."""
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    _export_encoder(_States(network), out / "encoder.onnx", hidden=network.shape.hidden)
    arrays = {
        name: value.numpy().astype(np.float16)
        for name, value in network.state_dict().items()
        if not name.startswith("encoder.")
    }
    np.savez_compressed(out / "heads.npz", **arrays)
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    digests = {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest()
        for name in ("encoder.onnx", "heads.npz", "tokenizer.json")
    }
    card = {"version": version, "digests": digests, "settings": {}, "features": features}
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")

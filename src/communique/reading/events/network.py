"""The trained network at run time: an encoder in ONNX and heads in numpy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from thinc.api import NumpyOps
from tokenizers import Tokenizer

from communique.reading.events.coding import PLOVER, TYPES, Coding, read_coding
from communique.reading.events.model_folder import (
    DEFAULT_MODEL,
    REMEDY,
    TYPES_FILE,
    Card,
    ModelError,
)
from communique.records import Status

Array = npt.NDArray[np.float32]

# numpy's own product waits for threads that other processes keep from running.
_gemm = NumpyOps().gemm

__all__ = ["STATUSES", "TYPES", "Array", "Heads", "Network", "sigmoid", "softmax"]

STATUSES = tuple(Status)


@dataclass(frozen=True, slots=True)
class Heads:
    """Weights of the heads; shapes as in the training recipe (`training/network.py`)."""

    arrays: dict[str, Array]
    vocabulary: dict[str, int]

    def type_probabilities(self, states: Array) -> Array:
        """Gives for every token the probability of no event and of each type: (tokens, types)."""
        return softmax(self.type_logits(states))

    def type_logits(self, states: Array) -> Array:
        """Gives the same before it is made into probabilities."""
        return self._linear("kind", states)

    def status_probabilities(self, states: Array) -> Array:
        """Gives for every trigger the probability of each status: (triggers, 6)."""
        return softmax(self._linear("status", states))

    def mutual_probabilities(self, states: Array) -> Array:
        """Gives for every trigger the probability that both sides act alike: (triggers,)."""
        return sigmoid(self._linear("mutual", states)[:, 0])

    def party_probabilities(
        self, trigger: Array, candidates: Array, types: Array, features: list[tuple[str, ...]]
    ) -> Array:
        """Gives for every candidate the probability that it acts and that it receives.

        Args:
            trigger: State of the trigger, (hidden,).
            candidates: States of the candidates, (candidates, hidden).
            types: Probabilities of the trigger's types with "none" first, (17,).
            features: The candidates' categorical features.

        Returns:
            An array of shape (candidates, 2).
        """
        count = len(candidates)
        ids = np.array([[self.vocabulary.get(f, 0) for f in row] for row in features])
        embedded = self.arrays["features.weight"][ids].reshape(count, -1)
        of_trigger, of_types = (np.tile(shared, (count, 1)) for shared in (trigger, types))
        joined = np.concatenate(
            [of_trigger, candidates, of_types, embedded], axis=1, dtype=np.float32
        )
        inner = np.maximum(self._linear("pair_inner", joined), 0)
        return sigmoid(self._linear("pair", inner))

    def relation_probabilities(self, places: Array) -> Array:
        """Gives the probability of each type from the states of [CLS] and both marks: (16,)."""
        inner = np.maximum(self._linear("inner", places.reshape(-1)), 0)
        return softmax(self._linear("relation", inner))

    def _linear(self, name: str, states: Array) -> Array:
        rows = np.atleast_2d(states)
        result: Array = _gemm(rows, self.arrays[f"{name}.weight"], trans2=True)
        result += self.arrays[f"{name}.bias"]
        return result.reshape(*states.shape[:-1], -1)


@dataclass(frozen=True, slots=True)
class Network:
    """Encoder, tokenizer and heads of one model.

    Attributes:
        version: Name and digest of the model, as it is kept with every reading.
        tokenizer: Splits text into the encoder's word pieces.
        heads: The heads.
        settings: Numbers that belong to these weights (thresholds, temperatures).
        coding: The types that it tells apart.
    """

    version: str
    tokenizer: Tokenizer
    heads: Heads
    settings: dict[str, float]
    _session: onnxruntime.InferenceSession
    coding: Coding = PLOVER

    @classmethod
    def load(cls, folder: Path = DEFAULT_MODEL) -> Network:
        """Loads a model folder and checks every file against the digests on its card.

        Raises:
            ModelError: When a file is missing or is not the one that the card names.
        """
        card = Card.checked(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "heads.npz") as stored:
            arrays = {name: stored[name].astype(np.float32) for name in stored.files}
        vocabulary = {word: at for at, word in enumerate(card.features, start=1)}
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        coding = _coding(folder, card)
        heads = Heads(arrays, vocabulary)
        if len(arrays.get("kind.bias", ())) not in (0, 1 + len(coding.types)):
            raise ModelError(f"{folder / TYPES_FILE} does not fit heads.npz; {REMEDY}")
        return cls(card.version, tokenizer, heads, card.settings, session, coding)

    def states(self, pieces: tuple[int, ...]) -> Array:
        """Gives one vector for every word piece: (pieces, hidden)."""
        ids = np.array([pieces], dtype=np.int64)
        result: Array = self._session.run(None, {"pieces": ids})[0][0]
        return result


def _coding(folder: Path, card: Card) -> Coding:
    if TYPES_FILE not in card.digests:
        return PLOVER
    try:
        return read_coding(folder / TYPES_FILE)
    except ValueError as error:
        raise ModelError(f"{error}; {REMEDY}") from None


def softmax(logits: Array) -> Array:
    """Turns the last axis into probabilities."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def sigmoid(logits: Array) -> Array:
    """Turns every logit into a probability."""
    result: Array = (1.0 / (1.0 + np.exp(-logits))).astype(np.float32)
    return result

"""What a model tells apart: PLOVER's types, those of an own codebook, and which it gives."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from communique.reading.events.modes import ModeCues, load_modes
from communique.records import AnyEventType, EventType, OwnType, QuadClass

Array = npt.NDArray[np.float32]

TYPES = tuple(EventType)
_PLOVER_COLUMNS = 1 + len(TYPES)
"""Columns of no event and of PLOVER's types; those of own types stand after them."""


@dataclass(frozen=True, slots=True)
class Coding:
    """The types of a model, in the order of its columns, which begin with that of no event.

    Attributes:
        own: The types of an own codebook; their columns stand after PLOVER's.
        left_out: Columns of those of PLOVER's types that the codebook does not have.
        modes: Type -> the cues of its modes, for the types whose modes an own codebook changes.
    """

    own: tuple[OwnType, ...] = ()
    left_out: tuple[int, ...] = ()
    modes: Mapping[AnyEventType, Sequence[ModeCues]] = field(default_factory=dict)

    @property
    def types(self) -> tuple[AnyEventType, ...]:
        """The types of the columns after that of no event."""
        return (*TYPES, *self.own)

    def given(self, probabilities: Array) -> Array:
        """Gives the probabilities of what may be given: a type left out counts as no event."""
        if not self.left_out:
            return probabilities
        shown = probabilities.copy()
        shown[:, 0] += shown[:, self.left_out].sum(axis=1)
        shown[:, self.left_out] = 0.0
        return shown

    def as_plover(self, probabilities: Array) -> Array:
        """Gives a token's probabilities over PLOVER's types, an own type's for the one it is like.

        What chooses the parties has learned from PLOVER's types alone.
        """
        if not self.own:
            return probabilities
        shown = probabilities[:_PLOVER_COLUMNS].copy()
        for at, own in enumerate(self.own, start=_PLOVER_COLUMNS):
            shown[1 + TYPES.index(own.plover)] += probabilities[at]
        return shown

    def best(self, probabilities: Array) -> AnyEventType:
        """Gives the most probable type of a token."""
        at = int(probabilities[1:].argmax())
        return TYPES[at] if at < len(TYPES) else self.own[at - len(TYPES)]

    def cues(self, kind: AnyEventType) -> Sequence[ModeCues]:
        """Gives the cues of a type's modes in the order in which they are tried."""
        own = self.modes.get(kind)
        return own if own is not None else load_modes().get(kind.plover, ())


PLOVER = Coding()
"""PLOVER as it is."""


def read_coding(path: Path) -> Coding:
    """Reads what a model folder tells apart.

    Raises:
        ValueError: When the file is not of the form that `write_coding` gives it.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    try:
        own = tuple(
            OwnType(str(row["name"]), QuadClass(row["quad"]), EventType(row["like"]))
            for row in data["own"]
        )
        everything: tuple[AnyEventType, ...] = (*TYPES, *own)
        kinds = {kind.value: kind for kind in everything}
        left_out = tuple(1 + TYPES.index(EventType(name)) for name in data["left_out"])
        modes = {
            kinds[name]: tuple(map(_mode_of_row, rows)) for name, rows in data["modes"].items()
        }
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} is not of the form that is wanted: {error}") from None
    return Coding(own, left_out, modes)


def write_coding(coding: Coding, path: Path) -> None:
    """Writes what a model tells apart, as `read_coding` reads it."""
    data = {
        "own": [
            {"name": kind.name, "quad": kind.quad.value, "like": kind.plover.value}
            for kind in coding.own
        ],
        "left_out": [TYPES[column - 1].value for column in coding.left_out],
        "modes": {
            kind.value: [_row_of_mode(mode) for mode in modes]
            for kind, modes in coding.modes.items()
        },
    }
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _mode_of_row(row: Mapping[str, Any]) -> ModeCues:
    sides = (frozenset(map(str, row[side])) for side in ("trigger", "around", "unless"))
    return ModeCues(str(row["mode"]), *sides)


def _row_of_mode(mode: ModeCues) -> dict[str, object]:
    return {
        "mode": mode.mode,
        "trigger": sorted(map(str, mode.trigger)),
        "around": sorted(map(str, mode.around)),
        "unless": sorted(map(str, mode.unless)),
    }

"""Words that say that somebody denies, will not comment, takes a charge back, or moves a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from communique.datafile import read_yaml


class CueKind(StrEnum):
    """What a cue says."""

    DECLINES = "declines"
    RETRACTS = "retracts"
    POSTPONES = "postpones"
    DENIES = "denies"


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern of the data file `cues.yaml`.

    Attributes:
        kind: What it says.
        pattern: The words.
        matches: Sentences that hold it.
        other: Sentences that look like it and do not hold it.
    """

    kind: CueKind
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    other: tuple[str, ...]


@lru_cache(maxsize=1)
def cues() -> Sequence[Cue]:
    """Gives all cues of the data file."""
    content = read_yaml(files("communique.linking") / "cues.yaml")
    return tuple(
        Cue(
            CueKind(entry["kind"]),
            re.compile(entry["pattern"], re.IGNORECASE),
            tuple(entry["matches"]),
            tuple(entry["not"]),
        )
        for entry in content["cues"]
    )


def find_cues(text: str, kind: CueKind) -> list[int]:
    """Gives the offsets at which a text holds a cue of that kind."""
    found = (
        match.start() for cue in cues() if cue.kind is kind for match in cue.pattern.finditer(text)
    )
    return sorted(found)

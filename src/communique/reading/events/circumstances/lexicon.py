"""The words that tell who reports an act, from `cues.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from communique.datafile import read_yaml

CUES_FILE = Path(__file__).with_name("cues.yaml")
"""The packaged lists."""


@dataclass(frozen=True, slots=True)
class ReportCues:
    """Words in lower case.

    Attributes:
        reporting: Forms of verbs and nouns that report something as having come about.
        articles: Words before the name of a source that are no part of it.
        pronouns: Words for a speaker that name nobody by themselves.
        going: Lemmas of words for a meeting that takes one side to the other.
        distant: Words for a talk that is held at no one place.
    """

    reporting: frozenset[str]
    articles: frozenset[str]
    pronouns: frozenset[str]
    going: frozenset[str]
    distant: frozenset[str]


@cache
def load_cues() -> ReportCues:
    """Loads the lists; they are read once."""
    data: dict[str, Any] = read_yaml(CUES_FILE)
    return ReportCues(**{name: frozenset(map(str, words)) for name, words in data.items()})

"""Issues: articles that could not be read, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where in the way from bytes to reading something failed."""

    FETCH = "fetch"
    DECODE = "decode"
    PARSE = "parse"
    LANGUAGE = "language"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be read.

    Attributes:
        source: The file, URL, or file with line number, as the user named it.
        stage: Where it failed.
        reason: One sentence that says what is wrong and what helps.
    """

    source: str
    stage: Stage
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"

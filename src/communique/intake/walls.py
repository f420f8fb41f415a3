"""Pages that stand where an article should be: log-in, cookies, checks for robots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from communique.datafile import read_yaml

LONGEST_WALL = 1_500
"""Characters; a page with more text than this is an article, whatever phrases it holds."""


@dataclass(frozen=True, slots=True)
class Wall:
    """One kind of page that is not an article.

    Attributes:
        kind: Its name, for a message.
        phrases: Words that such pages hold, in lower case.
        examples: Texts that are of this kind.
        counterexamples: Texts that are not.
    """

    kind: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def walls() -> tuple[Wall, ...]:
    """Gives the kinds of `walls.yaml`."""
    return tuple(
        Wall(
            row["kind"],
            tuple(row["phrases"]),
            tuple(row["examples"]),
            tuple(row["counterexamples"]),
        )
        for row in read_yaml(resources.files(__package__).joinpath("walls.yaml"))
    )


def find_wall(text: str) -> str | None:
    """Gives the kind of page that stands in the article's place, or None for an article."""
    if len(text) > LONGEST_WALL:
        return None
    folded = " ".join(text.lower().split())
    for wall in walls():
        if any(phrase in folded for phrase in wall.phrases):
            return wall.kind
    return None

"""A user's own names: one CSV file of persons or bodies, read on top of the base."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from communique.knowledge.build import build_overlay
from communique.knowledge.compiled import BaseTables
from communique.knowledge.sources import PERSON_COLUMNS, Problem, Table, read_table

OVERLAY_BODY_COLUMNS = ("name", "aliases", "country", "sector", "start", "end")
"""What an overlay of bodies must name; `id` and `kind` may be added."""


def read_overlay(path: Path) -> Table:
    """Read an overlay: its header tells whether it lists persons or bodies.

    Returns:
        The rows that are sound, and the problems of the others.
    """
    if not path.exists():
        missing = Problem(path.name, 0, "there is no such file", "Give the path of a CSV file")
        return Table((), (missing,))
    try:
        header = path.read_text(encoding="utf-8-sig").partition("\n")[0]
    except UnicodeDecodeError:
        return Table((), (Problem(path.name, 0, "it is not UTF-8", "Save it as UTF-8"),))
    columns = [cell.strip() for cell in header.split(",")]
    if "person" in columns:
        return read_table(path, PERSON_COLUMNS[:8])
    return read_table(path, OVERLAY_BODY_COLUMNS)


def laid_over(below: BaseTables, path: Path) -> BaseTables:
    """The tables of a base with the names of an overlay before its own.

    Raises:
        ValueError: When the overlay is unsound; the message names every line and a remedy.
    """
    table = read_overlay(path)
    if table.problems:
        raise ValueError("\n".join(str(problem) for problem in table.problems))
    above = build_overlay(table.rows, below)
    longest = dict(below.longest.items())
    for word, count in above.longest.items():
        longest[word] = str(max(int(count), int(longest.get(word, 1))))
    return BaseTables(
        states=below.states,
        bodies=[*below.bodies, *above.bodies],
        people=[*below.people, *above.people],
        offices=below.offices,
        words=below.words,
        surfaces=sorted({*below.surfaces, *above.surfaces}),
        names=_joined(above.names, below.names),
        surnames=_joined(above.surnames, below.surnames),
        holders=_joined(above.holders, below.holders),
        halves=below.halves,
        longest=longest,
        small_words=below.small_words,
    )


def _joined(above: Mapping[str, str], below: Mapping[str, str]) -> dict[str, str]:
    """The references of both, those of the overlay first."""
    joined = dict(below.items())
    for key, references in above.items():
        joined[key] = f"{references} {joined.get(key, '')}".strip()
    return joined

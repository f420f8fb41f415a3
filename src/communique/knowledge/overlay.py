"""A user's own names: one CSV file of persons or bodies, read on top of the base."""

from __future__ import annotations

from pathlib import Path

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

"""The compiled base as a file: plain text, one record a line, the same bytes for the same sources.

Lines of tab-separated cells, because they load in a fraction of the time that a database or JSON
of this size takes (rows are taken apart only when they are asked for), depend on no version of
Python or of a compressor, and show in a review what changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

HEAD = "communique knowledge base 1"
"""First line of the file, with the version of its form."""

_SECTION = "\n## "


@dataclass(slots=True)
class CompiledBase:
    """The tables of the base as they lie in the file; each row a line of tab-separated cells.

    Attributes:
        states: Code, name, official name, capital, country, sector, start, end, successors, COW
            code, Gleditsch-Ward code, kind.
        bodies: Id, name, country, sector, kind, start, end, "1" for a seat of power.
        people: Id, name, surname, then six cells a tenure: office, country, body, sector, start,
            end.
        offices: Key, sector, rank, "1" where the body it is named with tells the sector.
        words: Modifiers and nouns: mark, sector.
        names: Normal form of a name -> references, separated by spaces. A reference is the letter
            of its kind and the row's number; a trailing "!" says that it counts only in capitals,
            "?" that it counts only with a word that says whose it is, "~" that it is written in
            small letters.
        surnames: Normal form of a surname -> row numbers of persons, separated by spaces.
        longest: First word of names of several words -> words of the longest.
        small_words: What small words do in a phrase -> the words, separated by spaces.
        surfaces: Names as running text has them, for the scan of whole articles.
    """

    states: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, str] = field(default_factory=dict)
    longest: dict[str, str] = field(default_factory=dict)
    small_words: dict[str, str] = field(default_factory=dict)
    surfaces: list[str] = field(default_factory=list)


_LISTS = ("states", "bodies", "people", "offices", "words", "surfaces")
_MAPS = ("names", "surnames", "longest", "small_words")


def line_of(cells: Iterable[object]) -> str:
    """Cells as one line; white space inside them becomes single spaces."""
    return "\t".join(" ".join(str(cell).split()) for cell in cells)


def to_text(base: CompiledBase) -> str:
    """The file's text, ending with a newline."""
    parts = [HEAD]
    parts.extend("\n".join([name, *getattr(base, name)]) for name in _LISTS)
    for name in _MAPS:
        items = sorted(getattr(base, name).items())
        parts.append("\n".join([name, *(f"{key}\t{value}" for key, value in items)]))
    return _SECTION.join(parts) + "\n"


def read_compiled(path: Path) -> CompiledBase:
    """Read a compiled base.

    Raises:
        ValueError: When the file is missing, broken, or of a form this version does not read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ValueError(f"{path.name} cannot be read: {error.strerror}") from error
    head, *sections = text.removesuffix("\n").split(_SECTION)
    if head != HEAD:
        raise ValueError(f"{path.name} is of another version; run `communique knowledge build`")
    base = CompiledBase()
    found = set()
    for section in sections:
        name, *lines = section.split("\n")
        found.add(name)
        if name in _MAPS:
            pairs = (line.partition("\t") for line in lines)
            setattr(base, name, {key: value for key, _, value in pairs})
        elif name in _LISTS:
            setattr(base, name, lines)
    if found != {*_LISTS, *_MAPS}:
        raise ValueError(f"{path.name} is incomplete; run `communique knowledge build`")
    return base

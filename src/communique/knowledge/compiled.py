"""The compiled base as a file: plain text, one record a line, the same bytes for the same sources.

Lines of tab-separated cells, because they load in a fraction of the time that a database or JSON
of this size takes (`lines` takes them apart only when they are asked for), depend on no version
of Python or of a compressor, and show in a review what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from communique.knowledge.lines import LineList, LineMap

BASE_FILE = Path(__file__).with_name("base.txt")
"""The compiled base that ships with the package."""

MARKS = "!?~"
"""What may follow a reference; see `BaseTables.names`."""

HEAD = "communique knowledge base 2"
"""First line of the file, with the version of its form."""

_HEADER = 1000
"""Bytes within which the first two lines end."""


@dataclass(slots=True)
class BaseTables:
    """The tables of the base as they lie in the file; each row a line of tab-separated cells.

    Attributes:
        states: Code, name, official name, capital, country, sector, start, end, successors, COW
            code, Gleditsch-Ward code, kind.
        bodies: Id, name, country, sector, kind, start, end, "1" for a seat of power.
        people: Id, name, surname, then six cells a tenure: office, country, body, sector, start,
            end.
        offices: Key, sector, rank, "1" where the body it is named with tells the sector.
        words: Modifiers and nouns: mark, sector.
        surfaces: Names as running text has them, for the scan of whole articles.
        names: Normal form of a name -> references, separated by spaces. A reference is the letter
            of its kind and the row's number; a trailing "!" says that it counts only in capitals,
            "?" that it counts only with a word that says whose it is, "~" that it is written in
            small letters.
        surnames: Normal form of a surname -> row numbers of persons, separated by spaces.
        holders: Country and office -> row numbers of its holders, separated by spaces.
        halves: Country of an article and a word ("north") -> normal form of what "the North" is,
            with "~" where it is written in small letters too.
        longest: First word of names of several words -> words of the longest.
        small_words: What small words do in a phrase -> the words, separated by spaces.
    """

    states: Sequence[str]
    bodies: Sequence[str]
    people: Sequence[str]
    offices: Sequence[str]
    words: Sequence[str]
    surfaces: Sequence[str]
    names: Mapping[str, str]
    surnames: Mapping[str, str]
    holders: Mapping[str, str]
    halves: Mapping[str, str]
    longest: Mapping[str, str]
    small_words: Mapping[str, str]


@dataclass(slots=True)
class CompiledBase:
    """The tables of a base in the making; see `BaseTables`."""

    states: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    surfaces: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, str] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    halves: dict[str, str] = field(default_factory=dict)
    longest: dict[str, str] = field(default_factory=dict)
    small_words: dict[str, str] = field(default_factory=dict)


_LISTS = ("states", "bodies", "people", "offices", "words", "surfaces")
_MAPS = ("names", "surnames", "holders", "halves", "longest", "small_words")


def line_of(cells: Iterable[object]) -> str:
    """Cells as one line; white space inside them becomes single spaces."""
    return "\t".join(" ".join(str(cell).split()) for cell in cells)


def holders_key(country: str | None, office: str) -> str:
    """The key of an office in `BaseTables.holders`."""
    return f"{country or '-'} {office}"


def holders_of(people: Iterable[str], first: int = 0) -> dict[str, str]:
    """The table of holders for rows of people, the first of which has a number."""
    index: dict[str, list[str]] = {}
    for number, row in enumerate(people, first):
        cells = row.split("\t")
        for office, country in zip(cells[3::6], cells[4::6], strict=True):
            index.setdefault(holders_key(country, office), []).append(str(number))
    return {key: " ".join(dict.fromkeys(numbers)) for key, numbers in index.items()}


def to_text(base: CompiledBase) -> str:
    """The file's text: a line that names the form, one of the sizes in bytes, and the tables."""
    parts = {name: "\n".join(getattr(base, name)) for name in _LISTS}
    for name in _MAPS:
        items = sorted(getattr(base, name).items())
        parts[name] = "\n".join(f"{key}\t{value}" for key, value in items)
    sizes = " ".join(f"{name}={len(text.encode())}" for name, text in parts.items())
    return "\n".join([HEAD, sizes, *parts.values()]) + "\n"


def read_compiled(path: Path) -> BaseTables:
    """Read a compiled base.

    Raises:
        ValueError: When the file is missing, broken, or of a form this version does not read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path.name} cannot be read: {error.strerror}") from error
    head, _, rest = data[:_HEADER].partition(b"\n")
    if head != HEAD.encode():
        raise ValueError(f"{path.name} is of another version; run `communique knowledge build`")
    sizes, _, _ = rest.partition(b"\n")
    tables = _tables(memoryview(data), len(head) + len(sizes) + 2, sizes.decode())
    if tables.keys() != {*_LISTS, *_MAPS}:
        raise ValueError(f"{path.name} is incomplete; run `communique knowledge build`")
    lists = {name: LineList(tables[name]) for name in _LISTS}
    maps = {name: LineMap(tables[name]) for name in _MAPS}
    return BaseTables(**lists, **maps)  # type: ignore[arg-type]  # names are those of the fields


def _tables(data: memoryview, start: int, sizes: str) -> dict[str, memoryview]:
    """The bytes of the tables that lie one after another; none where they do not fill the file."""
    tables = {}
    for name, _, size in (part.partition("=") for part in sizes.split()):
        end = start + int(size)
        tables[name] = data[start:end]
        start = end + 1
    return tables if start == len(data) else {}

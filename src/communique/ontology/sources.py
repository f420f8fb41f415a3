"""Where the types of a codebook come from: its own files, and PLOVER's where it takes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from communique.ontology.fields import Entry, read_yaml
from communique.ontology.problems import Problem
from communique.records import EventType

PACKAGED = Path(__file__).parent / "codebook"
"""The folder of PLOVER's codebook."""

SETTINGS = "codebook.yaml"
"""The file that says which of PLOVER's types a codebook takes."""

COMMON = ("statuses.yaml", "contexts.yaml", "sectors.yaml", "fillers.yaml", "none.yaml")
PAIRS = ("hard_pairs.yaml", "status_pairs.yaml")
_LISTS = frozenset({"confused_with", "modes", "templates", "verbs"})
_NAMES = ("name", "text", "base", "type")
"""What tells the entries of a list apart: modes, templates, verbs, confusions."""


def type_rows(folder: Path, problems: list[Problem]) -> dict[str, Entry]:
    """Reads the files of a codebook's types.

    A file of the folder replaces PLOVER's type of that name, or adds to it where the codebook
    takes PLOVER's.

    Args:
        folder: The codebook.
        problems: What cannot be read is noted here.

    Returns:
        File name -> the fields of a type.
    """
    taken = _taken(folder, problems)
    rows: dict[str, Entry] = {}
    for path in _own_files(folder):
        row = read_yaml(path, problems)
        if not row.readable:
            continue
        name = row.value("type")
        rows[path.name] = _added(row, packaged_row(name)) if name in taken else row
    own = {row.value("type") for row in rows.values()}
    rows |= {_file_of(name): packaged_row(name) for name in taken if name not in own}
    if not rows and not problems:
        remedy = f"holds no type; add a YAML file for each type of event, or {SETTINGS}"
        problems.append(Problem(str(folder), "", remedy))
    return rows


def packaged_row(name: object) -> Entry:
    """Gives the fields of one of PLOVER's types."""
    return read_yaml(PACKAGED / _file_of(str(name)), [])


def common_file(folder: Path, name: str) -> Path:
    """Gives a codebook's file of that name, PLOVER's where it has none."""
    own = folder / name
    return own if own.is_file() else PACKAGED / name


def _own_files(folder: Path) -> Iterator[Path]:
    others = {*COMMON, *PAIRS, SETTINGS}
    return (path for path in sorted(folder.glob("*.yaml")) if path.name not in others)


def _file_of(name: str) -> str:
    return f"{name.lower()}.yaml"


def codebook_name(folder: Path, problems: list[Problem]) -> str:
    """Gives a codebook's name: what its settings say, else its folder's."""
    settings = _settings(folder, problems)
    return (settings.optional_text("name") if settings else None) or folder.resolve().name


def _settings(folder: Path, problems: list[Problem]) -> Entry | None:
    if not (folder / SETTINGS).is_file():
        return None
    return read_yaml(folder / SETTINGS, problems)


def _taken(folder: Path, problems: list[Problem]) -> tuple[str, ...]:
    """Gives the names of PLOVER's types that the codebook takes."""
    settings = _settings(folder, problems)
    if settings is None:
        return ()
    settings.only("name", "take")
    settings.optional_text("name")  # a fault of it is noted here, where faults are collected
    if settings.value("take") == "all":
        return tuple(EventType)
    names = settings.texts("take")
    for name in names:
        if name not in EventType.__members__:
            settings.problem("take", f"{name!r} is none of all, {', '.join(EventType)}")
    return tuple(name for name in names if name in EventType.__members__)


def _added(own: Entry, packaged: Entry) -> Entry:
    """Gives PLOVER's type with what a codebook says otherwise, and its lists before PLOVER's."""
    fields: dict[str, object] = {}
    for name in dict.fromkeys((*own.names(), *packaged.names())):
        mine, theirs = own.value(name), packaged.value(name)
        if name in _LISTS and isinstance(mine, list) and isinstance(theirs, list):
            known = {_name(item) for item in mine}
            fields[name] = [*mine, *(item for item in theirs if _name(item) not in known)]
        else:
            fields[name] = theirs if mine is None else mine
    return own.with_fields(fields)


def _name(item: object) -> object:
    if not isinstance(item, dict):
        return None
    return next((item[name] for name in _NAMES if name in item), None)

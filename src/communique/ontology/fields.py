"""Taking checked values out of YAML, collecting every problem on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import yaml

from communique.ontology.problems import Problem

_Made = TypeVar("_Made")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry:
    """A mapping of a codebook file.

    Values of the wrong form are noted as problems and replaced by an empty one, so that one look
    at a codebook finds all its faults.
    """

    def __init__(self, row: object, *, file: str, where: str, problems: list[Problem]) -> None:
        self.readable = isinstance(row, Mapping)
        self.file = file
        self.where = where
        self._problems = problems
        self._row: Mapping[str, object] = {}
        if isinstance(row, Mapping):
            self._row = row
        else:
            self.problem("", "a mapping of names to values is wanted here")

    def problem(self, name: str, reason: str) -> None:
        """Notes a fault of a field, or of the entry as a whole if the name is empty."""
        entry = ".".join(part for part in (self.where, name) if part)
        self._problems.append(Problem(self.file, entry, reason))

    def only(self, *names: str) -> None:
        """Notes fields of other names: most are misspelt."""
        for name in self._row:
            if name not in names:
                self.problem(str(name), f"unknown field; known are {', '.join(names)}")

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._row.get(name) is not None

    def value(self, name: str) -> object:
        """Gives the value as it stands, None where the field is missing."""
        return self._row.get(name)

    def text(self, name: str) -> str:
        """Gives a string that must be there."""
        value = self._row.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.problem(name, "missing or not a text; write one (in quotes if it holds : or {)")
        return ""

    def optional_text(self, name: str) -> str | None:
        """Gives a string, or None where the field is missing or null."""
        return self.text(name) if self.has(name) else None

    def flag(self, name: str) -> bool:
        """Gives a truth value, false where the field is missing."""
        value = self._row.get(name, False)
        if isinstance(value, bool):
            return value
        self.problem(name, "true or false is wanted")
        return False

    def number(self, name: str, *, least: float, most: float) -> float | None:
        """Gives a number within bounds, or None where the field is missing."""
        value = self._row.get(name)
        if value is None:
            return None
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and least <= value <= most
        ):
            return float(value)
        self.problem(name, f"a number from {least:g} to {most:g} is wanted")
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """Gives a list of strings, or a single one as a list; empty where missing."""
        value = self._row.get(name)
        items = [value] if isinstance(value, str) else value or []
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(items)
        self.problem(name, "a list of texts is wanted")
        return ()

    def with_fields(self, row: Mapping[str, object]) -> Entry:
        """Gives an entry of the same place with other fields."""
        return Entry(row, file=self.file, where=self.where, problems=self._problems)

    def names(self) -> tuple[str, ...]:
        """Gives the names of the fields."""
        return tuple(str(name) for name in self._row)

    def one(self, name: str) -> Entry:
        """Gives a mapping that is the value of a field."""
        return self._entry(self._row.get(name), name)

    def many(self, name: str, make: Callable[[Entry], _Made]) -> tuple[_Made, ...]:
        """Makes something of every mapping in a list; empty where the field is missing."""
        return tuple(
            make(self._entry(item, f"{name}[{number}]"))
            for number, item in enumerate(self._list(name))
        )

    def mixed(
        self, name: str, of_text: Callable[[str], _Made], make: Callable[[Entry], _Made]
    ) -> tuple[_Made, ...]:
        """As `many`, for lists that hold plain texts, too."""
        return tuple(
            of_text(item) if isinstance(item, str) else make(self._entry(item, f"{name}[{number}]"))
            for number, item in enumerate(self._list(name))
        )

    def _list(self, name: str) -> list[object]:
        value = self._row.get(name)
        if value is None or isinstance(value, list):
            return value or []
        self.problem(name, "a list is wanted (lines that begin with -)")
        return []

    def _entry(self, row: object, name: str) -> Entry:
        where = ".".join(part for part in (self.where, name) if part)
        return Entry(row, file=self.file, where=where, problems=self._problems)


def read_yaml(path: Path, problems: list[Problem]) -> Entry:
    """Reads a file; what makes it unreadable is noted, and the entry is then empty."""
    before = len(problems)
    row: object = {}
    try:
        row = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # a safe loader
    except UnicodeDecodeError:
        problems.append(Problem(path.name, "", "not UTF-8; save it in that encoding"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f"line {mark.line + 1}" if mark else ""
        problems.append(Problem(path.name, line, f"not YAML: {error.problem}"))
    except yaml.YAMLError as error:
        problems.append(Problem(path.name, "", f"not YAML: {error}"))
    except OSError as error:
        problems.append(Problem(path.name, "", f"cannot be read: {error.strerror}"))
    entry = Entry(row, file=path.name, where="", problems=problems)
    entry.readable = len(problems) == before
    return entry

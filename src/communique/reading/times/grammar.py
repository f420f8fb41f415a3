"""Finding time expressions: forms over the categories of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from communique.datafile import read_yaml
from communique.reading.times.lexicon import NOTHING, Word, load_lexicon

_NAME = re.compile(r"(?:(?P<group>[a-z_]+):)?(?P<atom>[A-Z_]+|\()|(?P<space>\s+)")
LONGEST_RUN = 40
"""Words in a row that are searched at once; more than any form has."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of time expressions.

    Attributes:
        name: What it is called.
        pattern: Regular expression over category codes.
        resolver: The name of the way its value is found.
        check: The name of a condition on its surroundings, or None.
    """

    name: str
    pattern: re.Pattern[str]
    resolver: str
    check: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression found, before it has a value.

    Attributes:
        form: The form that fits.
        words: The words that it covers.
        before: The word before it, or None.
        after: The word after it, or None.
    """

    form: Form
    words: tuple[Word, ...]
    before: Word | None
    after: Word | None
    groups: dict[str, tuple[int, int]] = field(default_factory=dict)

    def group(self, name: str) -> tuple[Word, ...]:
        """Gives the words that the pattern names so; empty where it has none there."""
        start, end = self.groups.get(name, (0, 0))
        return self.words[start:end]

    def value(self, name: str) -> int | str | None:
        """Gives the value of the first word of a named group, or None."""
        words = self.group(name)
        return words[0].value if words else None

    def number(self, name: str) -> int | None:
        """Gives the value of the first word of a named group if it is a number."""
        value = self.value(name)
        return value if isinstance(value, int) else None

    def has(self, *categories: str) -> bool:
        """Whether a word of one of these categories is part of the expression."""
        return any(word.category in categories for word in self.words)

    @property
    def start(self) -> int:
        """Offset of the first character in the field."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset after the last character in the field."""
        return self.words[-1].end


@cache
def load_forms() -> tuple[Form, ...]:
    """Gives the packaged forms in the order of their file."""
    source = files(__package__).joinpath("expressions.yaml")
    data = read_yaml(source)
    atoms = dict(load_lexicon().codes)
    for name, pattern in data["macros"].items():
        atoms[name] = _compiled(pattern, atoms)
    return tuple(
        Form(
            entry["name"],
            re.compile(_compiled(entry["pattern"], atoms)),
            entry["resolve"],
            entry.get("check"),
        )
        for entry in data["forms"]
    )


def find_hits(words: Sequence[Word]) -> Iterator[Hit]:
    """Finds the expressions of a field, longest first at each word, without overlaps."""
    codes = load_lexicon().codes
    line = "".join(codes.get(word.category, NOTHING) for word in words)
    for run in re.finditer(rf"[^{NOTHING}]+", line):
        for start in range(run.start(), run.end(), LONGEST_RUN):
            piece = line[start : min(start + LONGEST_RUN, run.end())]
            for form, first, last, groups in _matches(piece):
                yield _hit(form, words, start + first, start + last, groups)


def _hit(
    form: int, words: Sequence[Word], first: int, last: int, groups: dict[str, tuple[int, int]]
) -> Hit:
    return Hit(
        form=load_forms()[form],
        words=tuple(words[first:last]),
        before=words[first - 1] if first else None,
        after=words[last] if last < len(words) else None,
        groups=groups,
    )


@lru_cache(maxsize=16_384)
def _matches(run: str) -> tuple[tuple[int, int, int, dict[str, tuple[int, int]]], ...]:
    """Gives form, first and last word and groups of each expression in a run of codes.

    Runs recur ("on Monday" has the same codes in every article), so that the memory of runs
    makes the search several times as fast.
    """
    found = []
    at = 0
    while at < len(run):
        best = _longest(run, at)
        if best is None:
            at += 1
            continue
        form, match = best
        named = {
            name: (match.start(name) - at, match.end(name) - at)
            for name, value in match.groupdict().items()
            if value
        }
        found.append((form, at, match.end(), named))
        at = match.end()
    return tuple(found)


def _longest(run: str, at: int) -> tuple[int, re.Match[str]] | None:
    best: tuple[int, re.Match[str]] | None = None
    for number, form in enumerate(load_forms()):
        match = form.pattern.match(run, at)
        if match and match.end() > at and (best is None or match.end() > best[1].end()):
            best = number, match
    return best


def _compiled(pattern: str, atoms: dict[str, str]) -> str:
    """Turns category names and macros into a regular expression over their codes."""

    def replace(match: re.Match[str]) -> str:
        if match["space"]:
            return ""
        group = f"(?P<{match['group']}>" if match["group"] else "(?:"
        if match["atom"] == "(":
            return group
        # Macros may hold named groups of their own: only the outer name is kept.
        atom = re.sub(r"\(\?P<\w+>", "(?:", atoms[match["atom"]])
        # A lone code needs no group, and patterns compile twice as fast without.
        return atom if len(atom) == 1 and not match["group"] else f"{group}{atom})"

    return _NAME.sub(replace, f"({pattern})")

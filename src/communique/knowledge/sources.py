"""Reading the sources of the base (`resources/`), with errors that name file, line and remedy."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from communique.knowledge.dates import is_edtf
from communique.records import Sector

PERSON_COLUMNS = (
    "person",
    "aliases",
    "country",
    "office",
    "body",
    "sector",
    "start",
    "end",
    "provenance",
)
BODY_COLUMNS = ("id", "name", "aliases", "country", "sector", "kind", "start", "end")
ORGAN_COLUMNS = ("name", "aliases", "country", "sector", "start", "end")
METONYM_COLUMNS = ("name", "aliases", "country", "sector", "kind", "start", "end")
HALF_COLUMNS = ("home", "word", "letters", "means", "provenance")
STATE_COLUMNS = (
    "code",
    "name",
    "official",
    "aliases",
    "adjectives",
    "people",
    "capital",
    "country",
    "sector",
    "start",
    "end",
    "successors",
    "cow",
    "gw",
    "kind",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a source file.

    Attributes:
        file: Name of the file.
        line: Line in it, from 1; 0 where the whole file is meant.
        message: What is wrong.
        remedy: What to do about it.
    """

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.message}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a source table.

    Attributes:
        file: Name of the file it stands in.
        line: Line in the file, from 1.
        cells: Column names with their texts, in the order of the file.
    """

    file: str
    line: int
    cells: tuple[tuple[str, str], ...]

    def __getitem__(self, column: str) -> str:
        for name, cell in self.cells:
            if name == column:
                return cell
        return ""

    def names(self, column: str) -> tuple[str, ...]:
        """The `|`-separated names of a cell."""
        return tuple(name.strip() for name in self[column].split("|") if name.strip())

    def problem(self, message: str, remedy: str) -> Problem:
        """A problem with this row."""
        return Problem(self.file, self.line, message, remedy)


@dataclass(frozen=True, slots=True)
class Table:
    """A source table with what is wrong in it."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_table(path: Path, columns: tuple[str, ...]) -> Table:
    """Read a CSV source; rows that are unsound are left out and reported."""
    if not path.exists():
        missing = Problem(path.name, 0, "there is no such file", f"Create it at {path}")
        return Table((), (missing,))
    header, *lines = _csv_lines(path) or [(1, [])]
    lacking = [column for column in columns if column not in header[1]]
    if lacking:
        message = f"the header lacks {', '.join(lacking)}"
        return Table((), (Problem(path.name, 1, message, f"It must name {', '.join(columns)}"),))
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in lines:
        row = Row(path.name, line, tuple(zip(header[1], cells, strict=False)))
        found = list(_row_problems(row, len(header[1]), len(cells)))
        problems.extend(found)
        if not found:
            rows.append(row)
    return Table(tuple(rows), tuple(problems))


def _csv_lines(path: Path) -> list[tuple[int, list[str]]]:
    text = path.read_text(encoding="utf-8-sig")
    reader = csv.reader(io.StringIO(text, newline=""))
    return [
        (reader.line_num, [cell.strip() for cell in cells])
        for cells in reader
        if cells and not cells[0].startswith("#")
    ]


def _row_problems(row: Row, expected: int, found: int) -> Iterator[Problem]:
    if found != expected:
        yield row.problem(
            f"the row has {found} cells, the header {expected}",
            "Put names that hold a comma into double quotes",
        )
        return
    if not (row["name"] or row["person"] or row["means"]):
        yield row.problem("the name is empty", "Give the name or delete the row")
    for column in ("start", "end"):
        if not is_edtf(row[column]):
            yield row.problem(
                f"{column} {row[column]!r} is no date",
                "Write 2004, 2004-03 or 2004-03-09, or leave it empty",
            )
            return
    if row["sector"] and row["sector"] not in Sector.__members__:
        yield row.problem(
            f"sector {row['sector']!r} is unknown",
            f"Use one of {', '.join(Sector.__members__)}, or leave it empty",
        )
    country = row["country"]
    if country and not (len(country) == 3 and country.isascii() and country.isupper()):
        yield row.problem(
            f"country {country!r} is no ISO 3166-1 alpha-3 code",
            "Use a code such as FRA, or leave it empty",
        )
    if row["start"] and row["end"] and row["start"][: len(row["end"])] > row["end"]:
        yield row.problem(
            f"it ends ({row['end']}) before it starts ({row['start']})", "Correct the dates"
        )


def person_tables(folder: Path) -> Iterator[Table]:
    """The tables of `persons/`, in the order of their names."""
    for path in sorted((folder / "persons").glob("*.csv")):
        yield read_table(path, PERSON_COLUMNS)


def read_yaml(path: Path) -> object:
    """The content of a YAML source.

    Raises:
        ValueError: When the file is missing or no YAML, with the line where it breaks off.
    """
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path.name} cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise ValueError(f"{path.name}:{line} is no YAML; correct that line") from error

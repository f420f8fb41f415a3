"""Compiling the sources into the base that ships."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from communique.knowledge import sources
from communique.knowledge.compiled import (
    MARKS,
    BaseTables,
    CompiledBase,
    holders_of,
    line_of,
    to_text,
)
from communique.knowledge.normal import FAMILY_NAME_FIRST, is_abbreviation, key_of
from communique.knowledge.sources import Problem, Row
from communique.knowledge.titles import Example, Nouns, Offices, read_nouns, read_offices

LONGEST_NAME = 12
"""Words of the longest name that phrases are searched for; longer ones are met word by word."""

_SHORT = "short="
_PARTICLES = frozenset({"al", "el", "bin", "ben", "van", "von", "de", "da", "di", "le", "la"})
_BODY_FILES = ("organisations.csv", "groups.csv", "parties.csv", "media.csv")
# What a city, a region, a group of governments without organs and a joint force are by their kind.
_SECTOR_OF_KIND = {"city": "", "region": "", "group of states": "GOV", "multinational force": "MIL"}
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class PersonInMaking:
    """A person while rows are still being added."""

    id: str
    name: str
    surname: str
    tenures: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(slots=True)
class Build:
    """A base in the making.

    Attributes:
        first_body: Number of the first body; more than 0 for names laid over a base.
        first_person: Number of the first person; likewise.
        problems: What is wrong in the sources.
        examples: The texts of the sources that must give what they say.
        common: The words of which many countries' bodies make their names.
        reported_under: Codes of states -> the country that events are recorded under.
    """

    first_body: int = 0
    first_person: int = 0
    problems: list[Problem] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    common: frozenset[str] = frozenset()
    reported_under: dict[str, str] = field(default_factory=dict)
    base: CompiledBase = field(default_factory=CompiledBase)
    people: list[PersonInMaking] = field(default_factory=list)
    named_like_people: set[int] = field(default_factory=set)
    names: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    surnames: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    surfaces: set[str] = field(default_factory=set)

    def _mark(self, name: str, key: str, reference: str) -> str:
        """The mark of a name, if it has one; see `BaseTables.names`."""
        if is_abbreviation(name):
            return "!"
        if name.islower() and reference[0] == "b":
            return "~"
        words = set(key.split(" "))
        # "Democrats" alone is the American party; "Christian Democrats" many countries have.
        is_plural = len(words) == 1 and key.endswith("s") and not key.endswith("ss")
        is_common = reference[0] == "b" and words <= self.common and not is_plural
        return "?" if is_common else ""

    def name(self, name: str, reference: str, *, scanned: bool = True) -> None:
        """Let a name stand for a row."""
        key = key_of(name)
        if not key:
            return
        mark = self._mark(name, key, reference)
        names = self.names[key]
        at = next((at for at, known in enumerate(names) if known.rstrip(MARKS) == reference), None)
        if at is None:
            names.append(reference + mark)
        elif mark == "~":
            names[at] = reference + mark
        if scanned:
            self.surfaces.add(name)


def build_base(resources: Path) -> Build:
    """Compile the sources of a folder.

    Args:
        resources: The folder that holds `states.csv`, `persons/` and the other sources.

    Returns:
        The base with the problems found; rows with problems are left out of it.
    """
    build = Build()
    words = _read_words(build, resources)
    states = _rows(build, resources / "states.csv", sources.STATE_COLUMNS)
    _add_states(build, states)
    _add_metonyms(build, _rows(build, resources / "metonyms.csv", sources.METONYM_COLUMNS))
    _add_capitals(build, states)
    _add_organs(build, _rows(build, resources / "organs.csv", sources.ORGAN_COLUMNS))
    for file in _BODY_FILES:
        if (resources / file).exists():
            _add_bodies(build, _rows(build, resources / file, sources.BODY_COLUMNS))
    if (resources / "halves.csv").exists():
        _add_halves(build, _rows(build, resources / "halves.csv", sources.HALF_COLUMNS))
    _add_people(build, _person_rows(build, resources))
    if words is not None:
        _add_words(build, *words)
    close(build)
    return build


def compile_text(build: Build) -> str:
    """The text of the compiled file."""
    return to_text(build.base)


def build_overlay(rows: Iterable[Row], below: BaseTables) -> CompiledBase:
    """Compile a user's rows to lie over a base: persons and bodies, numbered on from the base's."""
    build = Build(first_body=len(below.bodies), first_person=len(below.people))
    listed = list(rows)
    _add_bodies(build, [row for row in listed if row["name"]])
    _add_people(build, [row for row in listed if row["person"]])
    close(build)
    return build.base


def slug(text: str) -> str:
    """A name as part of an id: "Sergei Lavrov" -> "sergei-lavrov"."""
    return _SLUG.sub("-", key_of(text)).strip("-")


def _rows(build: Build, path: Path, columns: tuple[str, ...]) -> tuple[Row, ...]:
    table = sources.read_table(path, columns)
    build.problems.extend(table.problems)
    return table.rows


def _person_rows(build: Build, resources: Path) -> list[Row]:
    rows: list[Row] = []
    for table in sources.person_tables(resources):
        build.problems.extend(table.problems)
        rows.extend(table.rows)
    return rows


def _add_states(build: Build, rows: Iterable[Row]) -> None:
    for row in rows:
        number = len(build.base.states)
        columns = ("code", "name", "official", "capital", "country", "sector", "start", "end")
        cells = [row[column] for column in columns]
        cells += [" ".join(row.names("successors")), row["cow"], row["gw"], row["kind"]]
        build.base.states.append(line_of(cells))
        for name in (row["name"], row["official"], *row.names("aliases")):
            build.name(name, f"s{number}")
        for name in row.names("adjectives"):
            build.name(name, f"a{number}")
        for name in row.names("people"):
            build.name(name, f"p{number}")
        build.reported_under[row["code"]] = row["country"]


def _add_halves(build: Build, rows: Iterable[Row]) -> None:
    for row in rows:
        means = key_of(row["means"])
        if means not in build.names or row["home"] not in build.reported_under:
            build.problems.append(
                row.problem("its country or what it means is no state", "Correct it")
            )
        elif row["letters"] not in ("capital", "any"):
            build.problems.append(row.problem("its letters are not told", "Write capital or any"))
        else:
            mark = "~" if row["letters"] == "any" else ""
            build.base.halves[f"{row['home']} {key_of(row['word'])}"] = means + mark


def _add_capitals(build: Build, rows: Iterable[Row]) -> None:
    """Capitals as seats of government, save those that the metonyms know better ("Brussels")."""
    for row in rows:
        name = row["capital"]
        is_known = any(reference[0] == "b" for reference in build.names.get(key_of(name), ()))
        if name and not is_known and row["kind"] in ("state", "partly_recognised"):
            _add_body(build, name, (), f"seat:{slug(name)}", row, "capital")


def _add_metonyms(build: Build, rows: Iterable[Row]) -> None:
    for row in rows:
        _add_body(
            build, row["name"], row.names("aliases"), f"seat:{slug(row['name'])}", row, row["kind"]
        )


def _add_organs(build: Build, rows: Iterable[Row]) -> None:
    for row in rows:
        identifier = f"organ:{slug(row['name'])}"
        _add_body(build, row["name"], row.names("aliases"), identifier, row, "organ")


def _add_bodies(build: Build, rows: Iterable[Row]) -> None:
    for row in rows:
        identifier = row["id"] or f"body:{slug(row['name'])}"
        kind = row["kind"] or "body"
        _add_body(build, row["name"], row.names("aliases"), identifier, row, kind)


def _add_body(
    build: Build, name: str, aliases: Iterable[str], identifier: str, row: Row, kind: str
) -> None:
    number = build.first_body + len(build.base.bodies)
    is_metonym = identifier.startswith("seat:")
    dates = ["", ""] if kind == "capital" and row["code"] else [row["start"], row["end"]]
    sector = _SECTOR_OF_KIND.get(kind, row["sector"])
    country = _country(build, row)
    cells = [identifier, name, country, sector, kind, *dates, int(is_metonym)]
    build.base.bodies.append(line_of(cells))
    if sector in ("MED", "PTY", "BUS"):
        build.named_like_people.add(number)
    for form in (name, *aliases):
        build.name(form, f"b{number}")
        if sector == "PTY" and " " not in form and form.endswith("s") and not form.isupper():
            # "Republicans" gives "Republican" as well, "Tories" "Tory".
            build.name(re.sub(r"(ie)?s$", lambda m: "y" if m[1] else "", form), f"b{number}")


def _add_people(build: Build, rows: Sequence[Row]) -> None:
    known: dict[str, int] = {}
    abroad = _countries_by_name(build, rows)
    for row in rows:
        aliases = [name for name in row.names("aliases") if not name.startswith(_SHORT)]
        short = next((n[len(_SHORT) :] for n in row.names("aliases") if n.startswith(_SHORT)), "")
        country = _country(build, row)
        identifier = _person_id(row, build.reported_under.get(row["country"], ""), abroad)
        at = known.setdefault(identifier, len(build.people))
        if at == len(build.people):
            surname = short or family_name(row["person"], row["country"])
            build.people.append(PersonInMaking(identifier, row["person"], surname))
        person = build.people[at]
        person.surname = short or person.surname
        more = (row[column] for column in ("body", "sector", "start", "end"))
        tenure = (row["office"], country, *more)
        if tenure not in person.tenures:
            person.tenures.append(tenure)
        number = build.first_person + at
        for name in (row["person"], *aliases):
            build.name(name, f"h{number}")
        _add_surnames(build, number, person.surname, row, aliases)


def _country(build: Build, row: Row) -> str:
    """The country that events are recorded under for a row's own: "SUN" -> "RUS".

    Bodies of several states and whoever acts for them have none.
    """
    code = row["country"]
    if row["sector"] == "IGO":
        return ""
    if code and build.reported_under and code not in build.reported_under:
        build.problems.append(
            row.problem(f"country {code!r} is none of states.csv", "Correct it or add the state")
        )
        return ""
    return build.reported_under.get(code, code)


def _countries_by_name(build: Build, rows: Sequence[Row]) -> dict[str, set[str]]:
    countries: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["country"]:
            country = build.reported_under.get(row["country"], row["country"])
            countries[slug(row["person"])].add(country)
    return countries


def _person_id(row: Row, country: str, abroad: dict[str, set[str]]) -> str:
    """The id of a row's person: name and country, so that namesakes of two countries stay apart.

    An office of no state ("Secretary-General of the United Nations") goes to the one person of
    that name who also held office at home.
    """
    name = slug(row["person"])
    home = abroad.get(name, set())
    home_code = next(iter(home)) if len(home) == 1 else "int"
    return f"person:{name}:{country or home_code}"


def _add_surnames(
    build: Build, number: int, surname: str, row: Row, aliases: Iterable[str]
) -> None:
    names = {surname, family_name(row["person"], row["country"])}
    names.update(family_name(alias, row["country"]) for alias in aliases)
    for name in names:
        key = key_of(name)
        words = key.split(" ")
        for form in {key, words[-1]} if words[0] in _PARTICLES else {key}:
            if form and number not in build.surnames[form]:
                build.surnames[form].append(number)


def family_name(name: str, country: str) -> str:
    """The part of a name that newswire goes on with: the last word, or the first in East Asia."""
    words = name.split()
    if country in FAMILY_NAME_FIRST and 1 < len(words) <= 4 and "-" not in words[0]:
        return words[0]
    if len(words) > 2 and words[-2].casefold() in _PARTICLES:
        return " ".join(words[-2:])
    return words[-1] if words else name


def _read_words(build: Build, resources: Path) -> tuple[Offices, Nouns] | None:
    try:
        offices = read_offices(resources / "offices.yaml")
        nouns = read_nouns(resources / "titles.yaml")
    except (ValueError, KeyError) as error:
        build.problems.append(Problem("offices.yaml, titles.yaml", 0, str(error), "Correct it"))
        return None
    build.common = nouns.common
    return offices, nouns


def _add_words(build: Build, offices: Offices, nouns: Nouns) -> None:
    build.examples = [*offices.examples, *nouns.examples]
    for office in offices.offices:
        number = len(build.base.offices)
        cells = [office.key, office.sector or "", office.rank, int(office.takes_body)]
        build.base.offices.append(line_of(cells))
        for form in office.forms:
            build.name(form, f"t{number}", scanned=False)
    for small in nouns.small_words:
        build.base.small_words[small.mark] = " ".join(small.forms)
    for word in (*offices.modifiers, *nouns.nouns):
        number = len(build.base.words)
        build.base.words.append(line_of([word.mark, word.sector or ""]))
        letter = "m" if word in offices.modifiers else "n"
        for form in word.forms:
            build.name(form, f"{letter}{number}", scanned=False)


def close(build: Build) -> None:
    """Put what has no order of its own in order, so that the same sources give the same bytes."""
    for person in build.people:
        tenures = sorted(person.tenures, key=lambda cells: (cells[4], cells[5], cells[0]))
        cells = [cell for tenure in tenures for cell in tenure]
        build.base.people.append(line_of([person.id, person.name, person.surname, *cells]))
    build.base.holders = holders_of(build.base.people, build.first_person)
    for key, references in build.names.items():
        if key in build.surnames:
            references[:] = [_mark_surname(build, reference) for reference in references]
    build.base.names = {key: " ".join(refs) for key, refs in build.names.items()}
    build.base.surnames = {
        key: " ".join(map(str, numbers)) for key, numbers in build.surnames.items() if numbers
    }
    build.base.surfaces = sorted(build.surfaces)
    build.base.longest = _longest_by_first_word(build.names)


def _mark_surname(build: Build, reference: str) -> str:
    """The reference, needing a word for whose it is where it is a newspaper named like a person."""
    if reference[0] == "b" and reference[-1].isdigit():
        is_like_person = int(reference[1:]) in build.named_like_people
        return reference + "?" if is_like_person else reference
    return reference


def _longest_by_first_word(names: Iterable[str]) -> dict[str, str]:
    """First words of names of several words, with the words of the longest."""
    longest: dict[str, int] = {}
    for name in names:
        words = name.split(" ")
        longest[words[0]] = max(longest.get(words[0], 1), min(len(words), LONGEST_NAME))
    return {word: str(count) for word, count in longest.items() if count > 1}

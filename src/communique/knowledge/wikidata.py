"""Making overlays of the base from a Wikidata dump that the user has.

The dump (`latest-all.json`, plain, gzip or bzip2) is read once, line by line. What may be of use
goes into a work file beside the output, and is joined when all lines are read: positions and
countries stand anywhere in the dump. A run that breaks off goes on where it was.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.overlay import OVERLAY_BODY_COLUMNS
from communique.knowledge.sources import PERSON_COLUMNS
from communique.knowledge.wikidata_items import Choice, Item, read_choice, read_item
from communique.knowledge.wikidata_offices import Post, post_of

_BATCH = 10_000
"""Lines between two marks of how far the dump was read."""

_TABLES = """
create table if not exists done (dump text, lines integer);
create table if not exists country (id text primary key, iso text);
create table if not exists position (id text primary key, name text, places text);
create table if not exists held
    (person text, position text, start text, end text, of text,
     unique (person, position, start, end, of));
create table if not exists person (id text primary key, name text, aliases text, places text);
create table if not exists body
    (id text primary key, name text, aliases text, places text, kind text, sector text,
     start text, end text);
"""


@dataclass(frozen=True, slots=True)
class Told:
    """How far a run is.

    Attributes:
        lines: Lines read.
        share: Share of the dump's bytes read, from 0 to 1.
    """

    lines: int
    share: float


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made.

    Attributes:
        persons: Rows of office holders.
        bodies: Rows of organisations.
        skipped: Lines of the dump that were no items.
    """

    persons: int
    bodies: int
    skipped: int


def build_from_wikidata(
    dump: Path,
    folder: Path,
    *,
    base: KnowledgeBase,
    progress: Callable[[Told], None] = lambda _: None,
    complain: Callable[[str], None] = lambda _: None,
) -> Made:
    """Make `persons.csv` and `organisations.csv` in a folder, as `knowledge add` takes them.

    Args:
        dump: The dump: JSON, one item a line, plain or with the ending .gz or .bz2.
        folder: Where to put the files; it is made where there is none.
        base: The base whose offices and countries tell what a position is.
        progress: Told after every 10,000 lines.
        complain: Told of every line that cannot be read.

    Raises:
        OSError: When the dump cannot be read or the files cannot be written.
        EOFError: When a packed dump breaks off; what was read is kept for the next run.
    """
    choice = read_choice()
    folder.mkdir(parents=True, exist_ok=True)
    work = folder / "wikidata.work"
    with closing(sqlite3.connect(work)) as found:
        found.executescript(_TABLES)
        skipped = _gather(dump, found, choice, progress, complain)
        persons = _write(folder / "persons.csv", PERSON_COLUMNS, _persons(found, base, choice))
        columns = ("id", *OVERLAY_BODY_COLUMNS, "kind", "provenance")
        bodies = _write(folder / "organisations.csv", columns, _bodies(found))
    work.unlink()
    return Made(persons, bodies, skipped)


def _gather(
    dump: Path,
    found: sqlite3.Connection,
    choice: Choice,
    progress: Callable[[Told], None],
    complain: Callable[[str], None],
) -> int:
    """Put what may be of use into the work file; gives the number of lines that are no items."""
    mark = f"{dump.name} {dump.stat().st_size}"
    done = _lines_done(found, mark)
    wanted = _wanted(choice)
    size, skipped, number = max(1, dump.stat().st_size), 0, 0
    with dump.open("rb") as raw, _unpacked(dump, raw) as lines:
        for number, line in enumerate(lines, 1):
            if number <= done:
                continue
            try:
                _take(line.strip().rstrip(b","), found, choice, wanted)
            except ValueError as error:
                skipped += 1
                complain(f"{dump.name}:{number} is skipped: {error}")
            if number % _BATCH == 0:
                _mark(found, mark, number)
                progress(Told(number, raw.tell() / size))
    _mark(found, mark, number)
    return skipped


def _take(
    line: bytes, found: sqlite3.Connection, choice: Choice, wanted: tuple[bytes, ...]
) -> None:
    """Keep a line's item, if it is of use.

    Raises:
        ValueError: When the line is no item.
    """
    if line in (b"[", b"]", b""):
        return
    if not (line.startswith(b"{") and line.endswith(b"}")):
        raise ValueError("it is no JSON object")
    if any(part in line for part in wanted):
        _keep(read_item(line), found, choice)


def _unpacked(dump: Path, raw: IO[bytes]) -> IO[bytes]:
    if dump.suffix == ".gz":
        return gzip.open(raw)  # type: ignore[return-value]
    return bz2.open(raw) if dump.suffix == ".bz2" else raw


def _wanted(choice: Choice) -> tuple[bytes, ...]:
    """What stands in every line of use, so that most are passed over without being parsed."""
    ids = (*choice.positions, *(one.id for one in choice.organisations))
    return (b'"P39"', b'"P298"', *(f'"{id_}"'.encode() for id_ in ids))


def _lines_done(found: sqlite3.Connection, mark: str) -> int:
    """Lines of this dump that an earlier run read; what it found of another dump is dropped."""
    row = found.execute("select dump, lines from done").fetchone()
    if row is not None and row[0] == mark:
        return int(row[1])
    for table in ("country", "position", "held", "person", "body"):
        found.execute(f"delete from {table}")
    return 0


def _mark(found: sqlite3.Connection, mark: str, lines: int) -> None:
    found.execute("delete from done")
    found.execute("insert into done values (?, ?)", (mark, lines))
    found.commit()


def _keep(item: Item, found: sqlite3.Connection, choice: Choice) -> None:
    names = (item.id, item.name, json.dumps(item.aliases), json.dumps(item.places))
    classes = set(item.classes)
    if item.iso:
        found.execute("insert or replace into country values (?, ?)", (item.id, item.iso))
    if not item.name:
        return
    if choice.human in classes:
        found.execute("insert or replace into person values (?, ?, ?, ?)", names)
        rows = [(item.id, h.position, h.start, h.end, h.of) for h in item.held]
        found.executemany("insert or ignore into held values (?, ?, ?, ?, ?)", rows)
        return
    if classes & choice.positions:
        position = (item.id, item.name, json.dumps(item.places))
        found.execute("insert or replace into position values (?, ?, ?)", position)
        return
    kind = next((one for one in choice.organisations if one.id in classes), None)
    if kind is not None:
        row = (*names, kind.kind, kind.sector, item.start, item.end)
        found.execute("insert or replace into body values (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _persons(
    found: sqlite3.Connection, base: KnowledgeBase, choice: Choice
) -> Iterator[tuple[str, ...]]:
    posts: dict[tuple[str, str], Post | None] = {}
    rows = found.execute(
        "select h.person, p.name, p.aliases, p.places, q.name, q.places, h.start, h.end, h.of"
        " from held h join person p on p.id = h.person join position q on q.id = h.position"
        " order by cast(substr(h.person, 2) as integer), h.start, h.position"
    )
    for person, name, aliases, home, title, places, start, end, of in rows:
        given = _country(found, (of, *json.loads(places)))
        if (title, given) not in posts:
            posts[title, given] = post_of(title, given, base, choice)
        post = posts[title, given]
        if post is None or _is_unsound(start, end):
            continue
        country = post.country
        if not country and not post.body:
            citizen = [iso for one in json.loads(home) if (iso := _country(found, (one,)))]
            country = citizen[0] if len(citizen) == 1 else ""
        sector = post.sector if country or post.body else ""
        others = _joined(aliases)
        cells = (name, others, country, post.office, post.body, sector, start, end)
        yield (*cells, f"wikidata:{person}")


def _bodies(found: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    rows = found.execute(
        "select id, name, aliases, places, kind, sector, start, end from body"
        " order by cast(substr(id, 2) as integer)"
    )
    for id_, name, aliases, places, kind, sector, start, end in rows:
        if _is_unsound(start, end):
            continue
        country = "" if sector == "IGO" else _country(found, json.loads(places))
        others = _joined(aliases)
        yield (
            f"wikidata:{id_}",
            name,
            others,
            country,
            sector,
            start,
            end,
            kind,
            f"wikidata:{id_}",
        )


def _joined(aliases: str) -> str:
    return "|".join(alias.replace("|", " ") for alias in json.loads(aliases))


def _is_unsound(start: str, end: str) -> bool:
    return bool(start and end) and start[: len(end)] > end


def _country(found: sqlite3.Connection, ids: Iterable[str]) -> str:
    """The ISO 3166-1 alpha-3 code of the first item that is a country, or ""."""
    for one in ids:
        row = found.execute("select iso from country where id = ?", (one,)).fetchone()
        if row is not None:
            return str(row[0])
    return ""


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow(" ".join(cell.split()) for cell in row)
            count += 1
    return count

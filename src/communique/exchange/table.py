"""Events as CSV: one row an event."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from communique.exchange.untrusted import harmless
from communique.records import Actor, Event, Place, Reading

COLUMNS = (
    "event_id",
    "article_id",
    "published",
    "publisher",
    "title",
    "type",
    "mode",
    "quad",
    "contexts",
    "mutual",
    "actors",
    "actor_countries",
    "actor_sectors",
    "recipients",
    "recipient_countries",
    "recipient_sectors",
    "status",
    "said_by",
    "when",
    "where",
    "where_country",
    "latitude",
    "longitude",
    "geonameid",
    "confidence",
    "background",
    "trigger",
    "evidence",
    "field",
    "evidence_start",
    "evidence_end",
    "mentions",
)
"""Header of the table. Several actors, countries, sectors stand in one cell, divided by "; "; the
sentence is that of the first mention."""

_FORMULA_OPENINGS = ("=", "+", "-", "@")


def to_table(readings: Iterable[Reading]) -> Iterator[str]:
    """Gives the table line by line, header first.

    A cell whose text begins as a formula would in a spreadsheet program is preceded by an
    apostrophe (OWASP, "CSV Injection"); numbers are left alone.
    """
    yield _line(COLUMNS)
    for reading in readings:
        for event in reading.events:
            yield _line(_row(reading, event))


def _line(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow([_guarded(cell) for cell in cells])
    return buffer.getvalue()


def _guarded(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    # Before Python 3.13 the csv module leaves a lone carriage return unquoted.
    text = harmless(cell).replace("\r\n", "\n").replace("\r", "\n")
    risky = text.lstrip().startswith(_FORMULA_OPENINGS) or text.startswith("\t")
    return f"'{text}" if risky else text


def _row(reading: Reading, event: Event) -> tuple[object, ...]:
    article = reading.article
    first = event.mentions[0]
    return (
        event.id,
        article.id,
        article.published,
        article.publisher,
        article.title,
        event.type.value,
        event.mode,
        event.quad.value,
        "; ".join(event.contexts),
        event.mutual,
        *_parties(event.actors),
        *_parties(event.recipients),
        event.status.value,
        "; ".join(actor.name for actor in event.said_by),
        event.when.edtf if event.when else None,
        *_place(event.where),
        event.confidence,
        event.background,
        first.trigger.text,
        first.evidence.text,
        first.evidence.field.value,
        first.evidence.start,
        first.evidence.end,
        len(event.mentions),
    )


def _parties(actors: tuple[Actor, ...]) -> tuple[str, str, str]:
    """Gives names, countries and sectors; an unknown one keeps its place among known ones."""
    return (
        "; ".join(actor.name for actor in actors),
        _aligned([actor.country or "" for actor in actors]),
        _aligned([actor.sector or "" for actor in actors]),
    )


def _aligned(values: list[str]) -> str:
    return "; ".join(values) if any(values) else ""


def _place(place: Place | None) -> tuple[object, ...]:
    if place is None:
        return (None, None, None, None, None)
    return (place.name, place.country, place.latitude, place.longitude, place.geonameid)

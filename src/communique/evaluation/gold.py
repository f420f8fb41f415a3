"""Gold: articles with what a careful reader found in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from communique.exchange.contract_reader import reading_from_json
from communique.records import (
    AnyEventType,
    Article,
    ArticleField,
    Event,
    Place,
    Reading,
    Span,
    Statement,
    Time,
    event_type,
)

PARTS = ("events", "statements", "times", "places", "factuality")
"""What gold may hold, by the name of its key."""


class GoldError(ValueError):
    """A gold file cannot be used; the message names file, line and fault."""


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event, and other types that a careful reader could defend."""

    event: Event
    alternatives: frozenset[AnyEventType] = frozenset()

    @property
    def types(self) -> frozenset[AnyEventType]:
        """Every type that is right."""
        return self.alternatives | {self.event.type}


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement, with all the words that name its speaker and report it."""

    statement: Statement
    speaker_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place; an optional one costs nothing, missed or found."""

    place: Place
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldFactuality:
    """A word that names an event, and how sure a reader is that it happened: from -3 to 3."""

    span: Span
    value: float


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its gold; a part that the file lacks is None and is not measured."""

    article: Article
    events: tuple[GoldEvent, ...] | None = None
    statements: tuple[GoldStatement, ...] | None = None
    times: tuple[Time, ...] | None = None
    places: tuple[GoldPlace, ...] | None = None
    factuality: tuple[GoldFactuality, ...] | None = None


_Row = dict[str, object]


def load_gold(path: Path) -> tuple[GoldArticle, ...]:
    """Reads a JSON Lines file of gold, or every one of a folder.

    A line has the form that `communique read` prints; the article's fields may also stand at the
    top. Beyond it an event may have `alt`, a statement `speaker_spans`, `cue_spans` and `kind`, a
    place `optional`; dates and speakers may be plain strings; and `factuality` lists event words,
    each with its `span` and its `value` from -3 (it did not happen) to 3 (it did).

    Raises:
        GoldError: When a file is not of that form, or holds nothing.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    articles = tuple(article for file in files for article in _articles(file))
    if not articles:
        raise GoldError(f"{path}: holds no articles; a JSON Lines file, or a folder of them")
    seen: set[str] = set()
    for gold in articles:
        if gold.article.id in seen:
            raise GoldError(f"{path}: article id {gold.article.id!r} is there twice")
        seen.add(gold.article.id)
    return articles


def _articles(file: Path) -> Iterator[GoldArticle]:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{file}: cannot be read: {error}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield gold_article(json.loads(line))
            except ValueError as error:
                raise GoldError(f"{file}, line {number}: {error}") from None


def gold_article(row: object) -> GoldArticle:
    """Gives the gold of one parsed line.

    Raises:
        ValueError: When it is not of the form.
    """
    if not isinstance(row, dict):
        raise ValueError("a JSON object is wanted")
    events, statements = _rows(row, "events"), _rows(row, "statements")
    times, places = _rows(row, "times"), _rows(row, "places")
    factuality = _rows(row, "factuality")
    reading = reading_from_json(
        {
            "article": row.get("article", row),
            "events": [_event_row(item, number) for number, item in enumerate(events or (), 1)],
            "statements": list(statements or ()),
            "times": list(times or ()),
            "places": list(places or ()),
        }
    )
    words = tuple(map(_factuality, factuality)) if factuality is not None else None
    _check_spans(reading.article, [*_all_spans(reading), *(word.span for word in words or ())])
    return GoldArticle(
        reading.article,
        _events(reading, events) if events is not None else None,
        _statements(reading, statements) if statements is not None else None,
        reading.times if times is not None else None,
        _places(reading, places) if places is not None else None,
        words,
    )


def _rows(row: Mapping[str, object], part: str) -> list[_Row] | None:
    items = row.get(part)
    if items is None:
        return None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError(f"{part}: a list of objects is wanted")
    return items


def _event_row(row: _Row, number: int) -> _Row:
    """Fills in what gold may leave out."""
    when, said_by = row.get("when"), row.get("said_by")
    return {
        "id": f"gold#{number}",
        **row,
        "when": {"edtf": when} if isinstance(when, str) else when,
        "said_by": [_named(speaker) for speaker in said_by] if isinstance(said_by, list) else [],
    }


def _named(speaker: object) -> object:
    return {"name": speaker} if isinstance(speaker, str) else speaker


def _events(reading: Reading, rows: list[_Row]) -> tuple[GoldEvent, ...]:
    known = {event.type.value: event.type for event in reading.events}
    return tuple(
        GoldEvent(event, frozenset(known.get(name) or event_type(name) for name in _alt(row)))
        for event, row in zip(reading.events, rows, strict=True)
    )


def _alt(row: _Row) -> list[str]:
    return _strings(row, "alt")


def _strings(row: _Row, name: str) -> list[str]:
    items = row.get(name) or []
    return [item for item in items if isinstance(item, str)] if isinstance(items, list) else []


def _statements(reading: Reading, rows: list[_Row]) -> tuple[GoldStatement, ...]:
    return tuple(
        GoldStatement(
            statement,
            _spans(row, "speaker_spans", statement.speaker_span),
            _spans(row, "cue_spans", statement.cue),
            str(row.get("kind") or ("direct" if statement.direct else "indirect")),
        )
        for statement, row in zip(reading.statements, rows, strict=True)
    )


def _spans(row: _Row, name: str, single: Span | None) -> tuple[Span, ...]:
    match row.get(name):
        case [_, *_] as items:
            return tuple(_span(item) for item in items)
    return (single,) if single else ()


def _span(item: object) -> Span:
    match item:
        case {"field": str(field), "start": int(start), "end": int(end), "text": str(text)}:
            return Span(ArticleField(field), start, end, text)
    raise ValueError("a span is not of the form {field, start, end, text}")


def _places(reading: Reading, rows: list[_Row]) -> tuple[GoldPlace, ...]:
    return tuple(
        GoldPlace(place, bool(row.get("optional")))
        for place, row in zip(reading.places, rows, strict=True)
    )


def _factuality(row: _Row) -> GoldFactuality:
    value = row.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _SUREST:
        raise ValueError(f"factuality: a value from -3 to 3 is wanted, not {value!r}")
    return GoldFactuality(_span(row.get("span")), float(value))


_SUREST = 3


def _check_spans(article: Article, spans: Iterable[Span]) -> None:
    for span in spans:
        if article.field_text(span.field)[span.start : span.end] != span.text:
            raise ValueError(f"{span.text!r} does not stand at {span.field} {span.start}")


def _all_spans(reading: Reading) -> Iterator[Span]:
    for event in reading.events:
        for mention in event.mentions:
            yield from (mention.evidence, mention.trigger)
    for statement in reading.statements:
        yield from statement.content
    yield from (time.span for time in reading.times)
    yield from (place.span for place in reading.places if place.span)

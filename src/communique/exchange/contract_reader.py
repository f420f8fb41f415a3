"""The output contract's JSON -> readings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TypeVar

from communique.records import (
    Actor,
    AnyEventType,
    Article,
    ArticleField,
    Candidate,
    Event,
    EventMention,
    Explanation,
    Place,
    Reading,
    Resolution,
    Sector,
    Span,
    Statement,
    Status,
    Time,
    When,
    event_type,
)

_Made = TypeVar("_Made")


def reading_from_json(row: Mapping[str, object]) -> Reading:
    """Gives the reading that a JSON object of the contract's form tells of.

    Keys beyond the contract may be missing. The quad class is read for types of an own codebook,
    which have `like`; else it follows from the type.

    Args:
        row: The parsed object.

    Raises:
        ValueError: When it is not of that form; the message names the place.
    """
    fields = _Fields(row, "reading")
    return Reading(
        article=fields.one("article", _article),
        events=fields.many("events", _event),
        statements=fields.many("statements", _statement),
        times=fields.many("times", _time),
        places=fields.many("places", _place),
        notes=fields.strings("notes"),
    )


class _Fields:
    """A JSON object whose fields are checked as they are taken out."""

    def __init__(self, row: object, where: str) -> None:
        if not isinstance(row, Mapping):
            raise ValueError(f"{where}: an object is wanted")
        self._row = row
        self._where = where

    def _fail(self, name: str, wanted: str) -> ValueError:
        return ValueError(f"{self._where}.{name}: {wanted} is wanted")

    def string(self, name: str) -> str:
        value = self._row.get(name)
        if not isinstance(value, str):
            raise self._fail(name, "a string")
        return value

    def optional(self, name: str) -> str | None:
        return None if self._row.get(name) is None else self.string(name)

    def integer(self, name: str) -> int:
        value = self._row.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._fail(name, "a whole number")
        return value

    def maybe_integer(self, name: str) -> int | None:
        return None if self._row.get(name) is None else self.integer(name)

    def number(self, name: str, default: float | None = None) -> float:
        value = self._row.get(name, default)
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            raise self._fail(name, "a number")
        return float(value)

    def optional_number(self, name: str) -> float | None:
        return None if self._row.get(name) is None else self.number(name)

    def flag(self, name: str, default: bool | None = None) -> bool:
        value = self._row.get(name, default)
        if not isinstance(value, bool):
            raise self._fail(name, "true or false")
        return value

    def convert(self, name: str, convert: Callable[[str], _Made]) -> _Made:
        value = self.string(name)
        try:
            return convert(value)
        except ValueError as error:
            raise ValueError(f"{self._where}.{name}: {error}") from None

    def maybe_convert(self, name: str, convert: Callable[[str], _Made]) -> _Made | None:
        return None if self._row.get(name) is None else self.convert(name, convert)

    def one(self, name: str, make: Callable[[_Fields], _Made]) -> _Made:
        return make(_Fields(self._row.get(name), f"{self._where}.{name}"))

    def maybe(self, name: str, make: Callable[[_Fields], _Made]) -> _Made | None:
        return None if self._row.get(name) is None else self.one(name, make)

    def items(self, name: str) -> list[object]:
        value = self._row.get(name, [])
        if not isinstance(value, list):
            raise self._fail(name, "a list")
        return value

    def many(self, name: str, make: Callable[[_Fields], _Made]) -> tuple[_Made, ...]:
        return tuple(
            make(_Fields(item, f"{self._where}.{name}[{number}]"))
            for number, item in enumerate(self.items(name))
        )

    def strings(self, name: str) -> tuple[str, ...]:
        items = self.items(name)
        strings = tuple(item for item in items if isinstance(item, str))
        if len(strings) != len(items):
            raise self._fail(name, "a list of strings")
        return strings

    def scores(self, name: str) -> tuple[tuple[str, float], ...]:
        return tuple(self._score(name, item) for item in self.items(name))

    def signs(self, name: str) -> tuple[tuple[str, float], ...]:
        return tuple(self._sign(name, item) for item in self.items(name))

    def _sign(self, name: str, item: object) -> tuple[str, float]:
        match item:
            case [str(sign), int() | float() as value]:
                return sign, float(value)
        raise self._fail(name, "a list of [name, value]")

    def _score(self, name: str, item: object) -> tuple[str, float]:
        match item:
            case [str(kind), int() | float() as score]:
                return kind, float(score)
        raise self._fail(name, "a list of [type, score]")


def _article(row: _Fields) -> Article:
    return Article(
        id=row.string("id"),
        title=row.optional("title") or "",
        text=row.optional("text") or "",
        published=row.maybe_convert("published", date.fromisoformat),
        publisher=row.optional("publisher"),
        url=row.optional("url"),
    )


def _span(row: _Fields) -> Span:
    return Span(
        row.convert("field", ArticleField),
        row.integer("start"),
        row.integer("end"),
        row.string("text"),
    )


def _actor(row: _Fields) -> Actor:
    return Actor(
        name=row.string("name"),
        country=row.optional("country"),
        sector=row.maybe_convert("sector", Sector),
        id=row.optional("id"),
        span=row.maybe("span", _span),
        resolution=row.maybe("resolution", _resolution),
    )


def _resolution(row: _Fields) -> Resolution:
    return Resolution(
        row.string("method"),
        row.string("reason"),
        row.many("candidates", _candidate),
        row.optional_number("confidence"),
    )


def _candidate(row: _Fields) -> Candidate:
    return Candidate(
        name=row.string("name"),
        country=row.optional("country"),
        sector=row.maybe_convert("sector", Sector),
        score=row.number("score"),
        reason=row.string("reason"),
    )


def _event(row: _Fields) -> Event:
    return Event(
        id=row.string("id"),
        type=row.convert("type", partial(_type, row)),
        mode=row.optional("mode"),
        mutual=row.flag("mutual"),
        actors=row.many("actors", _actor),
        recipients=row.many("recipients", _actor),
        mentions=row.many("mentions", _mention),
        status=row.convert("status", Status),
        said_by=row.many("said_by", _actor),
        when=row.maybe("when", _when),
        where=row.maybe("where", _place),
        confidence=row.number("confidence", 1.0),
        background=row.flag("background", False),
        contexts=row.strings("contexts"),
        explanation=row.maybe("explanation", _explanation),
    )


def _type(row: _Fields, name: str) -> AnyEventType:
    quad, like = row.optional("quad"), row.optional("like")
    # A type that is neither PLOVER's nor said to be like one of them is more likely misspelt.
    return event_type(name, quad if like else None, like)


def _mention(row: _Fields) -> EventMention:
    return EventMention(evidence=row.one("evidence", _span), trigger=row.one("trigger", _span))


def _when(row: _Fields) -> When:
    return When(row.string("edtf"), row.maybe("span", _span), row.optional("base"))


def _place(row: _Fields) -> Place:
    return Place(
        name=row.string("name"),
        country=row.optional("country"),
        latitude=row.optional_number("lat"),
        longitude=row.optional_number("lon"),
        geonameid=row.maybe_integer("geonameid"),
        span=row.maybe("span", _span),
    )


def _explanation(row: _Fields) -> Explanation:
    return Explanation(
        row.scores("type_scores"),
        row.optional("status_cue"),
        row.strings("notes"),
        row.signs("signs"),
    )


def _statement(row: _Fields) -> Statement:
    return Statement(
        speaker=row.maybe("speaker", _actor),
        speaker_span=row.maybe("speaker_span", _span),
        cue=row.maybe("cue", _span),
        content=row.many("content", _span),
        direct=row.flag("direct"),
        addressee=row.maybe("addressee", _span),
        channel=row.maybe("channel", _span),
    )


def _time(row: _Fields) -> Time:
    return Time(row.one("span", _span), row.optional("edtf"), row.optional("base"))

"""Marks over an article's words: overlapping spans cut into pieces that do not overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from communique.records import Actor, ArticleField, Event, Reading, Span


class MarkKind(StrEnum):
    """What a mark stands for; the values are class names of the page's style sheet."""

    EVIDENCE = "evidence"
    TRIGGER = "trigger"
    ACTOR = "actor"
    TIME = "time"
    PLACE = "place"
    QUOTATION = "quotation"
    CUE = "cue"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to show over a span.

    Attributes:
        span: Where.
        kind: What it stands for.
        label: What to tell a reader who points at it.
        event: Number of the event it belongs to, from 1, or None.
        mention: Number of the mention whose trigger it is, from 1, or None.
        direct: Whether it is direct speech.
    """

    span: Span
    kind: MarkKind
    label: str
    event: int | None = None
    mention: int | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same marks lie.

    Attributes:
        start: Offset of its first character.
        text: Its characters.
        marks: The marks over it, outermost first.
    """

    start: int
    text: str
    marks: tuple[Mark, ...]


def cut_into_pieces(text: str, marks: list[Mark]) -> Iterator[Piece]:
    """Cuts a text where marks begin and end; the pieces joined are the text again."""
    begins: dict[int, list[Mark]] = {}
    edges = {0, len(text)}
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        begins.setdefault(mark.span.start, []).append(mark)
        edges |= {min(mark.span.start, len(text)), min(mark.span.end, len(text))}
    ordered = sorted(edges)
    open_marks: list[Mark] = []
    for start, end in pairwise(ordered):
        open_marks = [mark for mark in open_marks if mark.span.end > start]
        open_marks += begins.get(start, [])
        yield Piece(start, text[start:end], tuple(open_marks))


def marks_of(reading: Reading, field: ArticleField) -> list[Mark]:
    """Gives the marks of a reading that lie in one field."""
    return [mark for mark in _all_marks(reading) if mark.span.field is field]


def actor_label(actor: Actor) -> str:
    """Gives an actor's name with its country and sector."""
    codes = ", ".join(code for code in (actor.country, actor.sector) if code)
    return f"{actor.name} ({codes})" if codes else actor.name


def _all_marks(reading: Reading) -> Iterator[Mark]:
    for number, event in enumerate(reading.events, 1):
        yield from _marks_of_event(event, number)
    for statement in reading.statements:
        for content in statement.content:
            label = "direct speech" if statement.direct else "reported speech"
            yield Mark(content, MarkKind.QUOTATION, label, direct=statement.direct)
        if statement.cue:
            yield Mark(statement.cue, MarkKind.CUE, "cue of speech")
        if statement.speaker_span:
            name = actor_label(statement.speaker) if statement.speaker else "unknown"
            yield Mark(statement.speaker_span, MarkKind.ACTOR, f"speaker: {name}")
    for time in reading.times:
        yield Mark(time.span, MarkKind.TIME, f"time: {time.edtf or 'open'}")
    for place in reading.places:
        if place.span:
            country = f", {place.country}" if place.country else ""
            yield Mark(place.span, MarkKind.PLACE, f"place: {place.name}{country}")


def _marks_of_event(event: Event, number: int) -> Iterator[Mark]:
    for mention_number, mention in enumerate(event.mentions, 1):
        yield Mark(mention.evidence, MarkKind.EVIDENCE, "", number)
        label = f"event {number}: {event.type}, {event.status}"
        yield Mark(mention.trigger, MarkKind.TRIGGER, label, number, mention_number)
    for role, actors in (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("said by", event.said_by),
    ):
        for actor in actors:
            if actor.span:
                yield Mark(actor.span, MarkKind.ACTOR, f"{role}: {actor_label(actor)}", number)
    if event.when and event.when.span:
        yield Mark(event.when.span, MarkKind.TIME, f"time: {event.when.edtf}", number)
    if event.where and event.where.span:
        yield Mark(event.where.span, MarkKind.PLACE, f"place: {event.where.name}", number)

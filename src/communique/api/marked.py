"""An article's text, cut into marked pieces for its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.exchange.marks import Mark, MarkKind, cut_into_pieces, marks_of
from communique.records import ArticleField, Reading


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of text with the marks over it.

    Attributes:
        text: Its characters.
        kinds: Names of the marks' kinds, outermost first.
        events: Numbers of the events that it belongs to, from 1.
        label: What the marks stand for, in words.
        trigger: Number of the event that its words name, or None.
        anchors: Ids of the mentions that begin here.
    """

    text: str
    kinds: tuple[str, ...] = ()
    events: tuple[int, ...] = ()
    label: str = ""
    trigger: int | None = None
    anchors: tuple[str, ...] = ()


def marked_pieces(reading: Reading, field: ArticleField) -> tuple[MarkedPiece, ...]:
    """Gives the title or the text in pieces; joined, they are the field again."""
    text = reading.article.field_text(field)
    pieces = cut_into_pieces(text, marks_of(reading, field))
    return tuple(_marked(piece.start, piece.text, piece.marks) for piece in pieces if piece.text)


def _marked(start: int, text: str, marks: tuple[Mark, ...]) -> MarkedPiece:
    if not marks:
        return MarkedPiece(text)
    labels = dict.fromkeys(mark.label for mark in marks if mark.label)
    triggers = [mark.event for mark in marks if mark.kind is MarkKind.TRIGGER]
    return MarkedPiece(
        text=text,
        kinds=tuple(_kinds(marks)),
        events=tuple(dict.fromkeys(mark.event for mark in marks if mark.event)),
        label="; ".join(labels),
        trigger=triggers[0] if triggers else None,
        anchors=tuple(
            f"e{mark.event}m{mark.mention}"
            for mark in marks
            if mark.mention and mark.span.start == start
        ),
    )


def _kinds(marks: tuple[Mark, ...]) -> Iterator[str]:
    yield from dict.fromkeys(mark.kind.value for mark in marks)
    if any(mark.direct for mark in marks):
        yield "direct"

"""Statements: pieces of reported speech."""

from __future__ import annotations

from dataclasses import dataclass

from communique.records.actor import Actor
from communique.records.span import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One piece of reported speech.

    Attributes:
        speaker: Who speaks, or None where the text does not say.
        speaker_span: The words that name the speaker, or None.
        cue: The words that report the speech ("told", "according to"), or None.
        content: What is said; several spans where the cue interrupts it.
        direct: Whether it is quoted word by word.
        addressee: Whom it is said to ("reporters"), or None.
        channel: Through what it reached the reporter ("state TV channel Rossiya-1"), or None.
    """

    speaker: Actor | None
    speaker_span: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    direct: bool
    addressee: Span | None = None
    channel: Span | None = None

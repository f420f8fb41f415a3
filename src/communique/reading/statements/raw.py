"""What is found before speakers are resolved to actors."""

from __future__ import annotations

from dataclasses import dataclass

from communique.records import Span


@dataclass(frozen=True, slots=True)
class RawStatement:
    """One piece of reported speech, its speaker not yet resolved.

    Attributes:
        speaker_span: The words that name the speaker, a pronoun perhaps; None where the text
            names nobody.
        antecedent: What a relative pronoun in `speaker_span` stands for, or None.
        cue: The words that report the speech, or None.
        content: What is said; several spans where the cue interrupts it.
        direct: Whether all of the content is quoted word by word.
        addressee: Whom it is said to, or None.
        channel: Through what it reached the reporter ("in an interview with …"), or None.
    """

    speaker_span: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    direct: bool
    antecedent: Span | None = None
    addressee: Span | None = None
    channel: Span | None = None

"""Time expressions with their values."""

from __future__ import annotations

from dataclasses import dataclass

from communique.records.span import Span


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression in the article.

    Attributes:
        span: Its words.
        edtf: Its value in EDTF (ISO 8601-2), or None where it has none (durations, sets) or
            nothing settles it.
        base: The date that a relative expression was counted from, in EDTF, or None.
    """

    span: Span
    edtf: str | None
    base: str | None = None

"""Articles: one published text with its publication date and publisher."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from communique.records.span import ArticleField, Span


@dataclass(frozen=True, slots=True)
class Article:
    """One published text.

    Attributes:
        id: Identifies the article; derived from its content when the source gives none.
        title: The headline; empty where there is none.
        text: The body, paragraphs separated by line breaks, exactly as it was taken in.
        published: Day of publication, or None where it is not known.
        publisher: Name of the outlet, or None.
        url: Where it was fetched from, or None.
    """

    id: str
    title: str
    text: str
    published: date | None = None
    publisher: str | None = None
    url: str | None = None

    def field_text(self, field: ArticleField) -> str:
        """Gives the title or the text."""
        return self.title if field is ArticleField.TITLE else self.text

    def span(self, field: ArticleField, start: int, end: int) -> Span:
        """Gives the span of the characters from `start` up to `end`.

        Raises:
            ValueError: When the range is empty or lies outside the field.
        """
        return Span(field, start, end, self.field_text(field)[start:end])


def content_id(*, title: str, text: str, published: date | None = None) -> str:
    """Gives an id that depends on nothing but what the article says and its date.

    Returns:
        Sixteen hexadecimal digits of a SHA-256 digest: the same article read again has the same
        id, and a corrected version has another.
    """
    parts = (title, text, published.isoformat() if published else "")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

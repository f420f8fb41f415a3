"""Spans: half-open ranges of characters of an article's title or text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ArticleField(StrEnum):
    """The part of an article that a span points into."""

    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters of an article's title or text.

    Attributes:
        field: Which part of the article the offsets count in.
        start: Offset of the first character, in Unicode code points from 0.
        end: Offset after the last character; `end - start == len(text)`.
        text: The characters themselves, so that a span can be read without its article.

    Raises:
        ValueError: When the offsets are negative, empty, or disagree with the text's length.
    """

    field: ArticleField
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start or self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} does not fit its text {self.text!r}")

    @property
    def sort_key(self) -> tuple[bool, int, int]:
        """Reading order: the title first, then the text by offset."""
        return (self.field is ArticleField.TEXT, self.start, self.end)

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character of the same field."""
        return self.field is other.field and self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether every character of the other span lies in this one."""
        return self.field is other.field and self.start <= other.start and other.end <= self.end

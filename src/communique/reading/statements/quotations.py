"""Quotations: what stands between quotation marks, over sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.language import Paragraph, ParsedArticle
from communique.records import Article, ArticleField

_MARK = re.compile(
    r"(?P<open>[\u201c\u201e\u00ab]|``|(?<!\w)\u2018(?=\w))"
    r"|(?P<close>[\u201d\u00bb]|(?<=[.,?!;\u2026\w])\u2019(?!\w))"
    r"|(?P<either>\"|''|\u2033)"
)
_MARK_WIDTH = 2
_SINGLE = frozenset({"\u2018", "\u2019"})
_TWO_APOSTROPHES = frozenset({"``", "''"})
SHORTEST_SPEECH = 4
"""Words from which a quotation without an end mark counts as speech: shorter ones are names,
titles and scare quotes."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks.

    Attributes:
        field: Title or text.
        start: Offset of the first character after the opening mark.
        end: Offset of the closing mark, or of the paragraph's end where there is none.
        paragraph: Number of its paragraph.
        opens_paragraph: Whether the paragraph begins with it.
        open_ended: Whether it has no closing mark, so that the next paragraph goes on with it.
    """

    field: ArticleField
    start: int
    end: int
    paragraph: int
    opens_paragraph: bool
    open_ended: bool

    def holds(self, start: int, end: int) -> bool:
        """Whether a range lies in it, its marks included."""
        return start >= self.start - _MARK_WIDTH and end <= self.end + _MARK_WIDTH

    def touches(self, start: int, end: int) -> bool:
        """Whether it shares a character with a range."""
        return self.start < end and self.end > start

    def is_speech(self, text: str) -> bool:
        """Whether it is more than a name, a title or a scare quote.

        Args:
            text: The field's text.
        """
        words = text[self.start : self.end].split()
        return len(words) >= SHORTEST_SPEECH or (bool(words) and words[-1][-1] in ",.?!\u2026")


class Quotations:
    """The quotations of an article, found by place."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self._by_field: dict[ArticleField, list[Quotation]] = {field: [] for field in ArticleField}
        for quotation in _quotations(parsed):
            self._by_field[quotation.field].append(quotation)
        self._starts = {
            field: [quotation.start for quotation in found]
            for field, found in self._by_field.items()
        }

    def at(self, field: ArticleField, offset: int) -> Quotation | None:
        """Gives the quotation that holds the character at an offset, or None."""
        number = bisect_right(self._starts[field], offset) - 1
        if number < 0:
            return None
        found = self._by_field[field][number]
        return found if offset < found.end else None

    def within(self, field: ArticleField, start: int, end: int) -> Sequence[Quotation]:
        """Gives the quotations that share a character with a range, in order."""
        return [
            quotation
            for quotation in self._by_field[field]
            if quotation.start < end and quotation.end > start
        ]

    def after(self, quotation: Quotation) -> Quotation | None:
        """Gives the next quotation of the field, or None."""
        found = self._by_field[quotation.field]
        number = bisect_right(self._starts[quotation.field], quotation.start)
        return found[number] if number < len(found) else None


def _quotations(parsed: ParsedArticle) -> Iterator[Quotation]:
    """Gives the quotations in order; one without an end counts if the next paragraph goes on."""
    paragraphs = parsed.layout.paragraphs
    pieces = [list(_in_paragraph(parsed.article, paragraph)) for paragraph in paragraphs]
    for number, found in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else []
        goes_on = bool(following) and following[0].opens_paragraph
        yield from (quotation for quotation in found if goes_on or not quotation.open_ended)


def _in_paragraph(article: Article, paragraph: Paragraph) -> Iterator[Quotation]:
    text = article.field_text(paragraph.field)[paragraph.start : paragraph.end]
    first = len(text) - len(text.lstrip())
    for start, end, mark_start, closed in _pairs(text):
        yield Quotation(
            field=paragraph.field,
            start=paragraph.start + start,
            end=paragraph.start + end,
            paragraph=paragraph.index,
            opens_paragraph=mark_start == first,
            open_ended=not closed,
        )


def _pairs(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """Gives start, end, start of the opening mark, and whether a closing mark was found.

    Marks inside a quotation of another kind are left inside it.
    """
    opened: re.Match[str] | None = None
    for match in _MARK.finditer(text):
        if opened is None:
            if match["close"] is None:
                opened = match
        elif _closes(opened, match):
            if match.start() > opened.end():
                yield opened.end(), match.start(), opened.start(), True
            opened = None
    if opened is not None and opened.end() < len(text) and opened.group() not in _SINGLE:
        yield opened.end(), len(text), opened.start(), False


def _closes(opened: re.Match[str], match: re.Match[str]) -> bool:
    if match["open"] is not None:
        return False
    if opened.group() in _SINGLE or match.group() in _SINGLE:
        return opened.group() in _SINGLE and match.group() in _SINGLE
    if opened["either"] is not None and match["either"] is not None:
        return match.group() == opened.group()
    return opened.group() not in _TWO_APOSTROPHES or match.group() in _TWO_APOSTROPHES

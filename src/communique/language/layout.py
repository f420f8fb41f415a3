"""The outer form of newswire text: paragraphs, datelines, bylines and credits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.records import Article, ArticleField, Span

LONGEST_PARAGRAPH = 12_000
"""Characters that are parsed at once; longer paragraphs are cut at a sentence end or a space."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = rf"{_MONTH}\.?\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+{_MONTH}\.?(?:,?\s+\d{{4}})?"
_PLACE = (
    r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f.'\u2019-]*(?:[ /][A-Z\u00c0-\u00de][\w.'\u2019-]*){0,3}"
)
_DASH = r"(?:--|[-\u2013\u2014\u2015]|:)"
_DATELINE = re.compile(
    rf"\s*(?P<place>{_PLACE})(?:,\s*(?P<region>{_PLACE}))?"
    rf"(?:,?\s*(?P<date>{_DATE}))?"
    r"(?:,?\s*(?:\((?P<agency>[^()\n]{2,40})\)|(?P<bare_agency>[A-Z]{2,12})))?"
    rf"\s*{_DASH}+\s+"
)
_BYLINE = re.compile(
    r"\s*(?:By|BY)\s+[A-Z][\w.'\u2019-]+(?:[ ,]+(?:and\s+)?[A-Z][\w.'\u2019-]+){0,8}\s*$"
)
_CREDIT = re.compile(
    r"\s*[\[(]?(?:Additional\s+)?(?:Reporting|Writing|Editing|Compiled|Edited|Written|Translated)"
    r"\s+by\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a dispatch was filed, and by which agency.

    Attributes:
        span: The whole dateline with its dash.
        place: The words that name the place.
        date: The words of the date, or None.
        agency: The words that name the agency, or None.
    """

    span: Span
    place: Span
    date: Span | None
    agency: Span | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a field that is parsed by itself.

    Attributes:
        index: Number of the paragraph; the title is 0, the text begins with 1.
        field: Title or text.
        start: Offset of its first character in the field.
        end: Offset after its last character.
    """

    index: int
    field: ArticleField
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """An article's outer form.

    Attributes:
        paragraphs: What is to be parsed: datelines, bylines and credits are left out.
        dateline: The dateline that the text (or, failing that, the title) opens with, or None.
    """

    paragraphs: tuple[Paragraph, ...]
    dateline: Dateline | None


def lay_out(article: Article) -> Layout:
    """Finds paragraphs and dateline; bylines and credits hold no events and are left out."""
    datelines = {field: _find_dateline(article, field) for field in ArticleField}
    title, text = (_end_of(datelines[field]) for field in (ArticleField.TITLE, ArticleField.TEXT))
    pieces = [
        (ArticleField.TITLE, title + start, title + end)
        for start, end in _text_pieces(article.title[title:].replace("\n", " "), 0)
    ]
    pieces += [(ArticleField.TEXT, start, end) for start, end in _text_pieces(article.text, text)]
    first = 0 if pieces and pieces[0][0] is ArticleField.TITLE else 1
    paragraphs = tuple(
        Paragraph(first + number, field, start, end)
        for number, (field, start, end) in enumerate(pieces)
    )
    return Layout(paragraphs, datelines[ArticleField.TEXT] or datelines[ArticleField.TITLE])


def _end_of(dateline: Dateline | None) -> int:
    return dateline.span.end if dateline else 0


def _find_dateline(article: Article, field: ArticleField) -> Dateline | None:
    match = _DATELINE.match(article.field_text(field)[:200])
    if not match or not _looks_like_dateline(match):
        return None

    def part(name: str) -> Span | None:
        if match[name] is None:
            return None
        return article.span(field, match.start(name), match.end(name))

    place = part("place")
    assert place is not None
    whole = article.span(field, match.start("place"), match.end())
    return Dateline(whole, place, part("date"), part("agency") or part("bare_agency"))


def _looks_like_dateline(match: re.Match[str]) -> bool:
    """Tells "SEOUL, July 24 (Xinhua) --" from an ordinary opening such as "Russia - once…"."""
    upper = match["place"].isupper() and len(match["place"]) > 2
    return upper or match["date"] is not None or match["agency"] is not None


def _text_pieces(text: str, begin: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", text[begin:]):
        start, end = begin + match.start(), begin + match.end()
        line = text[start:end]
        if line.strip() and not _BYLINE.match(line) and not _CREDIT.match(line):
            yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts what is too long to be parsed at once, at a sentence end if there is one."""
    while end - start > LONGEST_PARAGRAPH:
        window = text[start : start + LONGEST_PARAGRAPH]
        at = max(window.rfind(". ") + 1, window.rfind(" "), 1)
        sentence_end = window.rfind(". ") + 2
        at = sentence_end if sentence_end > LONGEST_PARAGRAPH // 2 else at
        yield start, start + at
        start += at
    if text[start:end].strip():
        yield start, end

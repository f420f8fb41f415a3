"""Web page -> Article: main text, title, date and publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from communique.intake.decode import decode
from communique.intake.options import IntakeError, IntakeOptions, Notice, Notify
from communique.intake.stream import too_large
from communique.intake.walls import find_wall
from communique.records import Article, Stage, content_id

LARGEST_PAGE = 5 << 20
"""Bytes of one page. Extraction took 0.9 s for a page of 1 MB and 4.6 s for one of 5 MB (one
core, paragraphs of 120 characters)."""

DEEPEST_NESTING = 256
"""Elements within elements; here libxml2 stops, and what lies deeper is lost."""

MOST_ELEMENTS = 50_000
"""Elements of one page. Extraction took 0.12 ms for each (one core); the largest of 36 news pages
had 1,436."""

_DECLARED_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})",
    re.IGNORECASE,
)
_DECLARATION_SIZE = 4_096
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    text: str
    published: date | None
    publisher: str | None
    too_deep: bool


def read_html(
    data: bytes,
    *,
    source: str,
    options: IntakeOptions,
    notify: Notify,
    declared: str | None = None,
    url: str | None = None,
) -> Article:
    """Takes in the article of one web page.

    Args:
        data: The page.
        source: The file or URL as the user named it.
        options: What to set where the page is silent.
        notify: Receives notices.
        declared: Charset that the server gave, or None.
        url: Where the page was fetched from, or None.

    Raises:
        IntakeError: When the page is too large, too deeply nested, holds no article, or stands
            where an article should be (a log-in page, a cookie notice).
    """
    if len(data) > LARGEST_PAGE:
        raise too_large(LARGEST_PAGE)
    decoded = decode(data, declared=declared or _declared_charset(data))
    if decoded.remark:
        notify(Notice(source, decoded.remark))
    markup = _CONTROL.sub(" ", _XML_DECLARATION.sub("", decoded.text))
    page = _extract(markup, url=url)
    _refuse_other_pages(page, markup)
    if page.too_deep:
        notify(Notice(source, f"what is nested more than {DEEPEST_NESTING} deep was left out"))
    published = page.published or options.published
    return Article(
        id=options.id or content_id(title=page.title, text=page.text, published=published),
        title=page.title,
        text=page.text,
        published=published,
        publisher=page.publisher or options.publisher,
        url=url,
    )


def _declared_charset(data: bytes) -> str | None:
    match = _DECLARED_CHARSET.search(data[:_DECLARATION_SIZE])
    return match[1].decode("ascii") if match else None


def _extract(markup: str, *, url: str | None) -> _Page:
    from trafilatura import bare_extraction, load_html

    tree = load_html(markup)
    if tree is None:
        return _Page("", "", None, None, too_deep=False)
    depth, elements = _measure(tree)
    if elements > MOST_ELEMENTS:
        raise IntakeError(Stage.PARSE, f"too large: a page may have {MOST_ELEMENTS:,} elements")
    too_deep = depth >= DEEPEST_NESTING
    try:
        document = bare_extraction(
            tree,
            url=url,
            fast=True,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise IntakeError(Stage.PARSE, f"the page cannot be taken apart: {error}") from error
    if document is None or isinstance(document, dict):
        return _Page("", "", None, None, too_deep)
    title, text = (document.title or "").strip(), (document.text or "").strip()
    first, _, rest = text.partition("\n")
    if title and first.strip() == title:
        text = rest.lstrip()
    return _Page(title, text, _day(document.date), document.sitename or None, too_deep)


def _measure(tree: Iterable[Any]) -> tuple[int, int]:
    """Gives how deep elements are nested, and how many there are."""
    depth = elements = 0
    level = [tree]
    while level:
        depth += 1
        elements += len(level)
        level = [child for element in level for child in element]
    return depth, elements


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _refuse_other_pages(page: _Page, markup: str) -> None:
    from trafilatura import html2txt

    wall = find_wall(f"{page.title}\n{page.text}" if page.text else html2txt(markup))
    if wall:
        raise IntakeError(
            Stage.PARSE, f"a {wall}, not an article; save the page from a browser and read the file"
        )
    if not page.text:
        cause = f": elements are nested over {DEEPEST_NESTING} deep" if page.too_deep else ""
        raise IntakeError(Stage.PARSE, f"no article text was found on the page{cause}")

"""Marked-up text -> paragraphs, for the small markup of agencies (XHTML, NITF)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset(
    {"p", "div", "section", "article", "block", "body", "body.content", "li", "ul", "ol", "pre"}
    | {"blockquote", "bq", "h1", "h2", "h3", "h4", "h5", "h6", "hl2", "dt", "dd", "dl", "html"}
    | {"note", "main", "nitf"}
)
_LEFT_OUT = frozenset(
    {"script", "style", "head", "media", "figure", "table", "nitf-table", "object", "iframe"}
    | {"body.head", "body.end", "img", "video", "audio", "aside", "header", "footer", "nav", "form"}
)
_LINE_OF_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n(?=[ \t]+\S)")
_UNINDENTED_LINE = re.compile(r"\n\S")


def local_name(element: Any) -> str:
    """Gives the name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def paragraphs_of(element: Any) -> list[str]:
    """Gives the paragraphs of an element, in order; pictures, tables and scripts are left out."""
    return [
        words for piece in _pieces(element) for part in unwrapped(piece) if (words := _line(part))
    ]


def paragraphs_of_markup(markup: str) -> list[str]:
    """Gives the paragraphs of a piece of HTML."""
    from lxml import etree, html

    if not markup.strip():
        return []
    try:
        return paragraphs_of(html.fragment_fromstring(markup, create_parent="div"))
    except (etree.LxmlError, ValueError):
        return unwrapped(markup)


def unwrapped(text: str) -> list[str]:
    """Gives the paragraphs of text whose lines were broken by a typewriter's width.

    Agencies send whole articles in one element: lines that begin at the margin go on, indented
    ones begin a paragraph. Where every line is indented, markup was merely printed prettily.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    breaks = _LINE_OF_PARAGRAPH if _UNINDENTED_LINE.search(text) else re.compile(r"\n[ \t]*\n")
    return [line for part in breaks.split(text) if (line := _line(part))]


def _line(words: str) -> str:
    return " ".join(words.split())


def _pieces(element: Any) -> Iterator[str]:
    """Gives the running text between the borders of blocks."""
    running: list[str] = []
    for word in _walk(element):
        if word is None:
            yield "".join(running)
            running = []
        else:
            running.append(word)
    yield "".join(running)


def _walk(root: Any) -> Iterator[str | None]:
    """Gives text, and None at the borders of blocks; no recursion, for markup is untrusted."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        name = local_name(element).lower()
        border = name in _BLOCKS
        if leaving:
            yield None if border else ""
        elif name and (element is root or name not in _LEFT_OUT):
            yield None if border else ("\n" if name == "br" else "")
            yield element.text or ""
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not root:
            yield element.tail or ""

"""NewsML-G2 (IPTC, 2006 on): news items, alone or in a message -> articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.intake.blocks import local_name, paragraphs_of, paragraphs_of_markup, unwrapped
from communique.intake.dates import day_of_stamp
from communique.intake.item import Item, after_colon
from communique.intake.nitf import item_of_nitf
from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError
from communique.intake.xml import children, descendants, first, parse_xml, words
from communique.records import Stage

_OTHER_ITEMS = ("packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_MARKUP_TYPES = ("html", "xml")


def read_newsml_g2(opened: Opened) -> Iterator[Placed]:
    """Takes in the text items of a NewsML-G2 file, whether it is a message or a single item.

    Raises:
        IntakeError: When it is not well-formed, or holds no item at all.
    """
    root = parse_xml(opened.whole())
    items = list(descendants(root, "newsItem"))
    if not items:
        others = sorted({local_name(one) for one in descendants(root, *_OTHER_ITEMS)})
        found = f"only {', '.join(others)}" if others else "nothing"
        raise IntakeError(Stage.PARSE, f"no news item: the NewsML-G2 message holds {found}")
    for item in items:
        place = opened.source
        if len(items) > 1:
            place = f"{opened.source}, {item.get('guid') or 'item without guid'}"
        try:
            yield place, _item(item).article(opened)
        except IntakeError as error:
            yield place, error.issue(place)


def _item(element: Any) -> Item:
    """Gives what a `newsItem` says; its guid is the same for all versions (G2 guideline 5.2)."""
    meta = first(element, "itemMeta")
    paragraphs, inner_title = _content(element)
    return Item(
        paragraphs=paragraphs,
        title=_title(element) or inner_title,
        id=element.get("guid") or "",
        published=day_of_stamp(words(first(meta, "versionCreated")))
        or day_of_stamp(words(first(element, "contentMeta", "contentCreated"))),
        publisher=_publisher(element),
        status=_code(first(meta, "pubStatus")),
        kind=_code(first(meta, "itemClass")),
    )


def _title(element: Any) -> str:
    """Gives the headline; of several, the one without a role or with the main one."""
    meta = first(element, "contentMeta")
    headlines = list(children(meta, "headline")) if meta is not None else []
    ranked = sorted(
        headlines, key=lambda one: after_colon(one.get("role")) not in ("", "main", "headline")
    )
    return next((title for one in ranked if (title := words(one))), "")


def _publisher(element: Any) -> str:
    credit = words(first(element, "contentMeta", "creditline"))
    sources = [
        first(element, "itemMeta", "provider"),
        first(element, "contentMeta", "infoSource"),
        first(element, "rightsInfo", "copyrightHolder"),
    ]
    names = [words(first(one, "name")) for one in sources]
    literals = [one.get("literal") or "" for one in sources if one is not None]
    codes = [after_colon(one.get("qcode")) for one in sources if one is not None]
    return next((name for name in (names[0], credit, *names, *literals, *codes) if name), "")


def _code(element: Any | None) -> str:
    return after_colon(element.get("qcode")) if element is not None else ""


def _content(element: Any) -> tuple[list[str], str]:
    """Gives the paragraphs of the first content that is text, and a title found inside it."""
    for content in descendants(element, "inlineXML", "inlineData"):
        if local_name(content) == "inlineData":
            paragraphs, title = _inline_data(content), ""
        else:
            paragraphs, title = _inline_xml(content)
        if paragraphs:
            return paragraphs, title
    return [], ""


def _inline_xml(content: Any) -> tuple[list[str], str]:
    nitf = next(descendants(content, "nitf"), None)
    if nitf is not None:
        inner = item_of_nitf(nitf)
        return list(inner.paragraphs), inner.title
    return paragraphs_of(content), words(next(descendants(content, "title"), None))


def _inline_data(content: Any) -> list[str]:
    text = "".join(content.itertext())
    kind = (content.get("contenttype") or "").lower()
    # Agencies declare text/plain and send paragraphs in markup all the same.
    if any(word in kind for word in _MARKUP_TYPES) or text.lstrip().startswith("<"):
        return paragraphs_of_markup(text)
    if content.get("encoding"):
        return []
    return unwrapped(text)

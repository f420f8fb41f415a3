"""NewsML 1.0 to 1.2 (IPTC, 2000 to 2006; still sent by agencies) -> articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.intake.blocks import paragraphs_of, paragraphs_of_markup, unwrapped
from communique.intake.dates import day_of_stamp
from communique.intake.item import Item
from communique.intake.nitf import item_of_nitf
from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError
from communique.intake.xml import children, descendants, first, parse_xml, words
from communique.records import Stage

_MAIN_ROLES = frozenset({"", "main", "maintext", "body"})


def read_newsml1(opened: Opened) -> Iterator[Placed]:
    """Takes in the news items of a NewsML 1 file; what comes in several languages, in each.

    Raises:
        IntakeError: When it is not well-formed, or holds no item at all.
    """
    root = parse_xml(opened.whole())
    found = [(item, part) for item in children(root, "NewsItem") for part in _versions(item)]
    if not found:
        raise IntakeError(Stage.PARSE, "no news item: the NewsML file holds no NewsItem")
    for number, (item, part) in enumerate(found, start=1):
        place = opened.source if len(found) == 1 else f"{opened.source}, item {number}"
        try:
            yield place, _item(item, part, alone=len(found) == 1).article(opened)
        except IntakeError as error:
            yield place, error.issue(place)


def _versions(item: Any) -> list[Any]:
    """Gives the components that each tell the whole article, as translations do."""
    top = first(item, "NewsComponent")
    if top is None:
        return [item]
    inner = [
        part for part in children(top, "NewsComponent") if first(part, "NewsLines") is not None
    ]
    titled = [part for part in inner if words(first(part, "NewsLines", "HeadLine"))]
    own = words(first(top, "NewsLines", "HeadLine"))
    return titled if titled and not own else [top]


def _item(item: Any, part: Any, *, alone: bool) -> Item:
    contents = [one for one in descendants(part, "ContentItem") if _is_main_text(one)]
    paragraphs, title = _text(contents)
    stamp = first(item, "NewsManagement", "ThisRevisionCreated")
    if stamp is None:
        stamp = first(item, "NewsManagement", "FirstCreated")
    return Item(
        paragraphs=paragraphs,
        title=words(next(descendants(part, "HeadLine"), None)) or title,
        id=_id(item) if alone else "",
        published=day_of_stamp(words(stamp)),
        publisher=_publisher(item),
        status=_formal(first(item, "NewsManagement", "Status")),
        kind=_formal(next(descendants(part, "MediaType"), None)),
    )


def _id(item: Any) -> str:
    """Gives provider, day and number, which all revisions share; the revision is left out."""
    names = first(item, "Identification", "NewsIdentifier")
    parts = [words(first(names, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    return ":".join(["urn:newsml", *parts]) if all(parts) else ""


def _publisher(item: Any) -> str:
    for name in ("Provider", "Source"):
        for element in descendants(item, name):
            party = _formal(first(element, "Party"))
            if party:
                return party
    return words(first(item, "Identification", "NewsIdentifier", "ProviderId"))


def _formal(element: Any | None) -> str:
    return (element.get("FormalName") or "").strip() if element is not None else ""


def _is_main_text(content: Any) -> bool:
    kind = _formal(first(content, "MediaType")).lower()
    role = _formal(first(content.getparent(), "Role")).lower()
    return kind in ("", "text") and role in _MAIN_ROLES


def _text(contents: list[Any]) -> tuple[list[str], str]:
    """Gives the first content that holds paragraphs, and a title found inside it."""
    for content in contents:
        for data in children(content, "DataContent"):
            nitf = next(descendants(data, "nitf"), None)
            if nitf is not None:
                inner = item_of_nitf(nitf)
                paragraphs, title = list(inner.paragraphs), inner.title
            else:
                paragraphs, title = _plain(data), ""
            if paragraphs:
                return paragraphs, title
    return [], ""


def _plain(data: Any) -> list[str]:
    if len(data):
        return paragraphs_of(data)
    text = data.text or ""
    return paragraphs_of_markup(text) if text.lstrip().startswith("<") else unwrapped(text)

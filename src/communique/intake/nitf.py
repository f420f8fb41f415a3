"""NITF (IPTC News Industry Text Format, 2.5 to 3.6) -> Article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from communique.intake.blocks import paragraphs_of
from communique.intake.dates import day_of_stamp
from communique.intake.item import Item
from communique.intake.opened import Opened, Placed
from communique.intake.xml import descendants, first, parse_xml, words


def read_nitf(opened: Opened) -> Iterator[Placed]:
    """Takes in the article of a NITF file.

    Raises:
        IntakeError: When it is not well-formed, or holds no text.
    """
    yield opened.source, item_of_nitf(parse_xml(opened.whole())).article(opened)


def item_of_nitf(root: Any) -> Item:
    """Gives what a `nitf` element says.

    The id is `doc-id`'s string under its registrar or publisher, without which it is not unique.
    """
    publisher = _publisher(root)
    name = _attribute(root, "doc-id", "id-string")
    registrar = _attribute(root, "doc-id", "regsrc") or publisher
    content = next(descendants(root, "body.content"), None)
    return Item(
        paragraphs=paragraphs_of(content) if content is not None else (),
        title=_title(root),
        id=f"{registrar}:{name}" if registrar and name else "",
        published=_published(root),
        publisher=publisher,
        status=_attribute(root, "docdata", "management-status"),
    )


def _title(root: Any) -> str:
    for name in ("hl1", "hedline"):
        title = words(next(descendants(root, name), None))
        if title:
            return title
    return words(first(root, "head", "title"))


def _publisher(root: Any) -> str:
    distributor = words(next(descendants(root, "distributor"), None))
    return distributor or _attribute(root, "doc.copyright", "holder")


def _published(root: Any) -> date | None:
    for name, attribute in (
        ("date.issue", "norm"),
        ("pubdata", "date.publication"),
        ("story.date", "norm"),
        ("date.release", "norm"),
    ):
        day = day_of_stamp(_attribute(root, name, attribute))
        if day:
            return day
    return None


def _attribute(root: Any, name: str, attribute: str) -> str:
    for element in descendants(root, name):
        value = (element.get(attribute) or "").strip()
        if value:
            return str(value)
    return ""

"""ninjs (IPTC News in JSON, 1.0 to 3.1) -> articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from communique.intake.blocks import paragraphs_of_markup, unwrapped
from communique.intake.dates import day_of_stamp
from communique.intake.decode import decode
from communique.intake.item import Item
from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError
from communique.records import Article, Stage

# Names that no other form of article has; versions 1 and 2 write them small, 3 in camel case.
_MARKS = frozenset(
    {"versioncreated", "pubstatus", "body_html", "body_xhtml", "body_text", "body_nitf", "bodies"}
    | {"headlines", "firstcreated", "copyrightholder", "usageterms", "renditions", "associations"}
    | {"contentcreated", "$standard", "standard", "eventdetails", "newscoveragestatus"}
)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_IDS = ("uri", "guid", "altid")
_PLAIN_BODY = "body_text"


def looks_like_ninjs(row: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a ninjs item: it has a name and a property that only they have."""
    names = {name.lower() for name in row}
    return not names.isdisjoint(_IDS) and not names.isdisjoint(_MARKS)


def read_json_document(opened: Opened) -> Iterator[Placed]:
    """Takes in a file that is one JSON document: a ninjs item, or a list of them.

    Raises:
        IntakeError: When it is not JSON, or none of that; the message names the line.
    """
    decoded = decode(opened.whole())
    opened.remark(decoded.remark)
    rows = _items(_parse(decoded.text))
    for number, row in enumerate(rows, start=1):
        place = opened.source if len(rows) == 1 else f"{opened.source}, item {number}"
        try:
            yield place, article_of_ninjs(row, opened=opened)
        except IntakeError as error:
            yield place, error.issue(place)


def article_of_ninjs(row: Mapping[str, Any], *, opened: Opened) -> Article:
    """Gives the article of one item.

    Raises:
        IntakeError: When the item was withdrawn, or holds no text of its own.
    """
    fields = {name.lower(): value for name, value in row.items()}
    kind = _string(fields, "type")
    return Item(
        paragraphs=_paragraphs(fields) if kind in ("", "text", "composite") else (),
        title=_title(fields),
        id=next((name for key in _IDS if (name := _string(fields, key))), ""),
        published=day_of_stamp(_string(fields, "versioncreated"))
        or day_of_stamp(_string(fields, "contentcreated")),
        publisher=_string(fields, "copyrightholder") or _string(fields, "source"),
        status=_string(fields, "pubstatus"),
        kind=kind,
    ).article(opened)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise IntakeError(Stage.PARSE, "not read: its JSON is nested too deeply") from None
    except ValueError as error:
        raise IntakeError(Stage.PARSE, f"not JSON: {error}; mend it there") from None


def _items(document: Any) -> list[Mapping[str, Any]]:
    if isinstance(document, dict) and isinstance(document.get("items"), list):
        document = document["items"]
    rows = document if isinstance(document, list) else [document]
    if not rows or not all(isinstance(row, dict) and looks_like_ninjs(row) for row in rows):
        raise IntakeError(
            Stage.PARSE,
            "one JSON document, not JSON Lines, and no ninjs item; put each article on a line of "
            'its own, as {"id", "title", "text", "published", "publisher"}',
        )
    return rows


def _title(fields: Mapping[str, Any]) -> str:
    names = ("headline", "headline_text", "headline_main")
    plain = next((title for name in names if (title := _string(fields, name))), "")
    main = _by_role(fields.get("headlines"), wanted=("main", ""))
    return " ".join((plain or main).split())


def _paragraphs(fields: Mapping[str, Any]) -> list[str]:
    """Gives the body; markup before plain text, since it keeps paragraphs apart."""
    found = [*_bodies_of_version_1(fields), *_bodies_of_later_versions(fields)]
    for markup, body in sorted(found, key=lambda one: not one[0]):
        return paragraphs_of_markup(body) if markup else unwrapped(body)
    return []


def _bodies_of_version_1(fields: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    """Gives bodies, whose names an agency may choose after `body_`, and whether they are markup."""
    for name in fields:
        body = _string(fields, name) if name.startswith("body_") else ""
        if body:
            yield name != _PLAIN_BODY and bool(_TAG.search(body)), body


def _bodies_of_later_versions(fields: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    for row in _rows(fields.get("bodies")):
        body = _string(row, "value")
        kind = (_string(row, "contenttype") or _string(row, "contentType")).lower()
        if body:
            yield "html" in kind or "xml" in kind or body.startswith("<"), body


def _by_role(value: Any, *, wanted: tuple[str, ...]) -> str:
    rows = [row for row in _rows(value) if _string(row, "value")]
    ranked = sorted(rows, key=lambda row: _string(row, "role") not in wanted)
    return _string(ranked[0], "value") if ranked else ""


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _string(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""

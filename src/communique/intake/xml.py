"""XML as agencies send it, parsed without trust: no entities, no network, no depths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from communique.intake.blocks import local_name
from communique.intake.decode import decode
from communique.intake.options import IntakeError
from communique.records import Stage

_ROOT = re.compile(
    rb"\s*(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)\s*)*"
    rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)",
    re.DOTALL | re.IGNORECASE,
)
_OPENING = 1_024
_UTF_7 = re.compile(rb"encoding\s*=\s*[\"']?(?:x-)?(?:unicode-1-1-)?utf-?7\b", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,30})")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def root_name(head: bytes) -> str | None:
    """Gives the name of the root element without its prefix, from a look at the first bytes."""
    match = _ROOT.match(plain_opening(head))
    return match[1].decode("ascii") if match else None


def plain_opening(head: bytes) -> bytes:
    """Gives first bytes without byte order mark, and without the zeros of wide encodings."""
    opening = head.replace(b"\0", b"")
    for mark in _MARKS:
        opening = opening.removeprefix(mark)
    return opening.lstrip()


def refuse_entities(data: bytes) -> None:
    """Raises IntakeError when entities are declared: a few of them can be made to grow without end.

    UTF-7, in which a declaration could hide, is refused as well.
    """
    plain = data.replace(b"\0", b"")
    if b"<!ENTITY" in plain or b"<!entity" in plain:
        raise IntakeError(
            Stage.PARSE, "refused: the XML declares entities of its own; remove its <!ENTITY …>"
        )
    if _UTF_7.search(plain[:_OPENING]):
        raise IntakeError(Stage.DECODE, "refused: the XML is in UTF-7; have it sent as UTF-8")


def parse_xml(data: bytes) -> Any:
    """Gives the root element.

    Raises:
        IntakeError: When it declares entities (they can be made to grow without end), or is not
            well-formed; the message names line and column.
    """
    from lxml import etree

    # Agencies send UTF-8 that calls itself something else; `decode` believes the bytes first.
    declared = _ENCODING.search(data[:_OPENING])
    decoded = decode(data, declared=declared[1].decode("ascii") if declared else None)
    plain = decoded.text.encode("utf-8", "replace")
    refuse_entities(plain)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(plain, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = (error.msg or "it breaks off").partition(", line ")[0]
        raise IntakeError(
            Stage.PARSE,
            f"not well-formed XML at line {line}, column {column}: {reason}; "
            "mend it there, or have it sent again",
        ) from None
    except (etree.LxmlError, ValueError) as error:
        raise IntakeError(Stage.PARSE, f"not read: its XML cannot be parsed: {error}") from None


def children(element: Any, name: str) -> Iterator[Any]:
    """Gives the children of that name, in any namespace."""
    return (child for child in element if local_name(child) == name)


def descendants(element: Any, *names: str) -> Iterator[Any]:
    """Gives the descendants of those names, in any namespace, in order."""
    return (one for one in element.iter() if local_name(one) in names)


def first(element: Any, *path: str) -> Any | None:
    """Gives the first element that a path of child names leads to, or None."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def words(element: Any | None) -> str:
    """Gives all text in an element as one line; empty where there is no element."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""

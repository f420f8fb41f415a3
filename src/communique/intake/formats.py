"""Which reader takes in what: told by the first bytes, then by the server's word, then by name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from communique.intake import gdelt
from communique.intake.csv_table import read_csv
from communique.intake.decode import refuse_signature
from communique.intake.feed import read_feed
from communique.intake.jsonl import read_jsonl
from communique.intake.newsml1 import read_newsml1
from communique.intake.newsml_g2 import read_newsml_g2
from communique.intake.ninjs import read_json_document
from communique.intake.nitf import read_nitf
from communique.intake.opened import Take
from communique.intake.options import IntakeError
from communique.intake.page import read_page, read_plain
from communique.intake.parquet import read_parquet
from communique.intake.warc import read_warc
from communique.intake.xml import plain_opening, root_name
from communique.records import Stage

_HTML_OPENING = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h[1-6]|span|script|section|table"
    rb"|main|header|nav|form|center|font|b|i|a|br|link|style)\b",
    re.IGNORECASE,
)
_XML_OPENING = re.compile(rb"<\?xml|<[a-z]+(?::[a-z]+)?[\s>]|<!--", re.IGNORECASE)
_ARC_OPENING = re.compile(rb"filedesc://\S+ ")


@dataclass(frozen=True, slots=True)
class Form:
    """One form that articles come in.

    Attributes:
        name: What messages call it.
        take: Its reader.
        roots: Names of the root elements by which its XML is known, in lower case.
        opening: Whether first bytes are plainly of this form; nothing else begins so.
        suffixes: Endings of its files.
        media_types: What servers call it.
    """

    name: str
    take: Take
    roots: frozenset[str] = frozenset()
    opening: Callable[[bytes], bool] | None = None
    suffixes: frozenset[str] = frozenset()
    media_types: frozenset[str] = frozenset()


TEXT = Form("plain text", read_plain, suffixes=frozenset({".txt", ".text"}))
HTML = Form(
    "HTML",
    read_page,
    roots=frozenset({"html"}),
    suffixes=frozenset({".html", ".htm", ".xhtml"}),
    media_types=frozenset({"text/html", "application/xhtml+xml"}),
)
JSON_LINES = Form(
    "JSON Lines",
    read_jsonl,
    suffixes=frozenset({".jsonl", ".ndjson", ".jsonlines"}),
    media_types=frozenset({"application/x-ndjson", "application/jsonl", "application/json-lines"}),
)
JSON_DOCUMENT = Form("ninjs", read_json_document, media_types=frozenset({"application/json"}))
FORMS = (
    TEXT,
    HTML,
    JSON_LINES,
    JSON_DOCUMENT,
    Form(
        "feed",
        read_feed,
        roots=frozenset({"rss", "feed", "rdf", "channel"}),
        suffixes=frozenset({".rss", ".atom", ".rdf", ".cdf"}),
        media_types=frozenset({"application/rss+xml", "application/atom+xml"}),
    ),
    Form(
        "NewsML-G2",
        read_newsml_g2,
        roots=frozenset(
            {"newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem"}
            | {"planningitem"}
        ),
    ),
    Form("NewsML 1", read_newsml1, roots=frozenset({"newsml"})),
    Form("NITF", read_nitf, roots=frozenset({"nitf"}), suffixes=frozenset({".nitf"})),
    Form(
        "WARC",
        read_warc,
        opening=lambda head: head.startswith(b"WARC/") or bool(_ARC_OPENING.match(head)),
        suffixes=frozenset({".warc", ".arc", ".wet"}),
        media_types=frozenset({"application/warc"}),
    ),
    Form(
        "Parquet",
        read_parquet,
        opening=lambda head: head.startswith(b"PAR1"),
        suffixes=frozenset({".parquet", ".pq"}),
        media_types=frozenset({"application/vnd.apache.parquet"}),
    ),
    Form(
        "table",
        read_csv,
        opening=lambda head: bool(gdelt.OPENING.match(head)),
        suffixes=frozenset({".csv", ".tsv", ".tab"}),
        media_types=frozenset({"text/csv", "text/tab-separated-values"}),
    ),
)
"""All forms; a new one is a module with a reader, and a line here."""

PACKED_SUFFIXES = (".gz", ".zst", ".zstd")


def form_of(name: str, head: bytes, *, media_type: str = "") -> Form:
    """Tells the form of a source.

    Args:
        name: File name or URL.
        head: Its first bytes, decompressed.
        media_type: What the server calls it, or empty.

    Raises:
        IntakeError: When it is empty, or a form that is not read.
    """
    refuse_signature(head)
    if not head.strip():
        raise IntakeError(Stage.DECODE, "empty: it holds no text")
    by_media_type = next((form for form in FORMS if media_type in form.media_types), None)
    return _plainly(head) or by_media_type or form_of_name(name) or _likely(head)


def form_of_name(name: str) -> Form | None:
    """Gives the form that a file name promises, or None."""
    bare = name.lower()
    for ending in PACKED_SUFFIXES:
        bare = bare.removesuffix(ending)
    suffix = Path(bare).suffix
    return next((form for form in FORMS if suffix in form.suffixes), None)


def _plainly(head: bytes) -> Form | None:
    """Gives the form whose beginning no other form has, or None."""
    root = (root_name(head) or "").lower()
    for form in FORMS:
        if form.opening is not None and form.opening(head):
            return form
        if root in form.roots and form is not HTML:
            return form
    return None


def _likely(head: bytes) -> Form:
    """Gives the form that the first bytes look like; plain text if like none."""
    opening = plain_opening(head)
    first_line = opening.partition(b"\n")[0].strip()
    if first_line in (b"{", b"[") or opening.startswith((b"[{", b'["')):
        return JSON_DOCUMENT
    if opening.startswith(b"{"):
        return JSON_DOCUMENT if _breaks_off(opening, first_line) else JSON_LINES
    if _HTML_OPENING.match(opening) or root_name(head) == "html":
        return HTML
    if _XML_OPENING.match(opening):
        if b"<html" in opening.lower():
            return HTML
        raise IntakeError(
            Stage.PARSE,
            f"XML is not read with the root <{root_name(head) or '?'}>; RSS, Atom, RDF, NewsML, "
            "NITF and XHTML are, or give plain text, HTML or JSON Lines",
        )
    return TEXT


def _breaks_off(opening: bytes, first_line: bytes) -> bool:
    """Whether the first line is the beginning of a JSON document that goes on in the next."""
    if b"\n" not in opening or first_line.endswith(b"}"):
        return False
    try:
        json.loads(first_line)
    except ValueError:
        return first_line.endswith((b",", b"{", b"["))
    return False

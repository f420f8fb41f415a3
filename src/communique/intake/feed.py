"""RSS, Atom, RDF and CDF feeds -> the articles that they link to."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from communique.intake.blocks import paragraphs_of_markup, unwrapped
from communique.intake.follow import Lead
from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError
from communique.intake.stream import needed
from communique.intake.visits import Visit, now
from communique.intake.xml import refuse_entities
from communique.records import Stage

MOST_ENTRIES = 5_000
"""Entries of one feed; those of news sites have 10 to 200."""

_TAG = re.compile(r"<[a-zA-Z/!][^>]*>|&[#\w]+;")


def read_feed(opened: Opened) -> Iterator[Placed]:
    """Takes in the pages that a feed links to, or its own texts where links are not followed.

    Raises:
        IntakeError: When it is no feed, or so broken that nothing can be made of it.
    """
    needed("feedparser", "feeds")
    data = opened.whole()
    refuse_entities(data)
    parsed = _parse(data, opened)
    if parsed.get("bozo") and not parsed.get("version") and not parsed.entries:
        reason = str(parsed.get("bozo_exception"))
        raise IntakeError(Stage.PARSE, f"the feed cannot be read: {reason[:200]}; open it by hand")
    if not parsed.entries:
        opened.remark("the feed holds no entries")
    if len(parsed.entries) > MOST_ENTRIES:
        opened.remark(f"only the first {MOST_ENTRIES:,} entries of the feed were taken in")
    publisher = _plain(parsed.feed, "title")
    leads = [_lead(entry, publisher) for entry in parsed.entries[:MOST_ENTRIES]]
    for number, lead in enumerate(leads, start=1):
        place = f"{opened.source}, entry {number}"
        yield from opened.follower.take(lead, place=place, opened=opened)
    _remember(leads, opened)


def _remember(leads: list[Lead], opened: Opened) -> None:
    """Lets the feed be asked for only when it has changed, once all its pages are taken in."""
    visits = opened.follower.visits
    pages = [visits.latest(lead.url) for lead in leads]
    server = opened.page
    if server is None or not server.validators.headers:
        return
    if any(page is None or page.failed for page in pages):
        return
    articles = tuple(name for page in pages if page is not None for name in page.articles)
    visits.note(opened.source, Visit(server.validators, time=now(), articles=articles))


def _parse(data: bytes, opened: Opened) -> Any:
    import feedparser

    headers = {"content-location": opened.url} if opened.url else {}
    if opened.declared:
        headers["content-type"] = f"application/xml; charset={opened.declared}"
    try:
        return feedparser.parse(
            io.BytesIO(data),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise IntakeError(Stage.PARSE, f"the feed cannot be read: {error}") from error


def _lead(entry: Any, publisher: str) -> Lead:
    title = _plain(entry, "title")
    content = _body(entry.get("content"))
    summary = tuple(paragraphs_of_markup(_string(entry, "summary")))
    stamp = _string(entry, "published") + "\x1f" + _changed(entry)
    return Lead(
        url=_string(entry, "link"),
        told=hashlib.sha256("\x1f".join([title, stamp, *summary]).encode()).hexdigest()[:16],
        title=title,
        published=_day(entry),
        publisher=publisher,
        paragraphs=content,
        summary=summary,
    )


def _body(contents: Any) -> tuple[str, ...]:
    """Gives the longest content of an entry; several are renderings of the same text."""
    found: list[tuple[str, ...]] = [()]
    for content in contents if isinstance(contents, list) else []:
        value = content.get("value") or ""
        markup = "html" in (content.get("type") or "") or _TAG.search(value)
        found.append(tuple(paragraphs_of_markup(value) if markup else unwrapped(value)))
    return max(found, key=lambda paragraphs: sum(map(len, paragraphs)))


def _plain(fields: Any, name: str) -> str:
    value = _string(fields, name)
    return " ".join(paragraphs_of_markup(value)) if _TAG.search(value) else " ".join(value.split())


def _string(fields: Any, name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _changed(entry: Any) -> str:
    # `get` would give "published" in its place, with a warning.
    return str(dict.get(entry, "updated") or "")


def _day(entry: Any) -> date | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        stamp = dict.get(entry, name)
        if stamp:
            try:
                return date(stamp.tm_year, stamp.tm_mon, stamp.tm_mday)
            except ValueError:
                continue
    return None

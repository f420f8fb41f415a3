"""What office the English name of a Wikidata position stands for."""

from __future__ import annotations

from typing import NamedTuple

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.entries import Body, EntryKind, Office
from communique.knowledge.wikidata_items import Choice

_LINKS = ("of", "for", "to", "in")
_ARTICLE = "the "


class Post(NamedTuple):
    """An office of the base.

    Attributes:
        office: Canonical key.
        country: ISO 3166-1 alpha-3, or "".
        body: Name of the body it belongs to, or "".
        sector: Sector, or "".
    """

    office: str
    country: str
    body: str
    sector: str


def post_of(title: str, country: str, base: KnowledgeBase, choice: Choice) -> Post | None:
    """The office of a position, or None where the base has none of the kind that is taken.

    Args:
        title: "Minister of Foreign Affairs of Ukraine", "United States Secretary of State".
        country: The country that the item of the position names, or "".
        base: The base whose titles are known.
        choice: Which offices are taken.
    """
    office, rest = _office(title, base)
    if office is None or office.key in choice.left_out or office.rank > choice.lowest_rank:
        return None
    named = base.country_of(rest) if rest else None
    body = _body(rest, base)
    if rest and named is None and body is None and not country:
        return None
    if body is not None:
        sector = body.sector or office.sector
        return Post(office.key, body.country or "", body.name, sector or "")
    return Post(office.key, country or named or "", "", office.sector or "")


def _office(title: str, base: KnowledgeBase) -> tuple[Office | None, str]:
    """The office that the name starts or ends with, and what it says of whose it is."""
    words = title.split()
    for at in range(len(words), 0, -1):
        is_cut = at == len(words) or words[at].lower() in _LINKS
        office = base.office_of_title(" ".join(words[:at])) if is_cut else None
        if office is not None:
            return office, " ".join(words[at + 1 :]).removeprefix(_ARTICLE)
    for at in range(1, len(words)):
        whose = " ".join(words[:at])
        office = base.office_of_title(" ".join(words[at:])) if base.country_of(whose) else None
        if office is not None:
            return office, whose
    return None, ""


def _body(name: str, base: KnowledgeBase) -> Body | None:
    """The body of the base that a name stands for, where it is no state or seat."""
    found = [reading for reading in base.lookup(name) if name]
    if any(reading.kind in (EntryKind.STATE, EntryKind.METONYM) for reading in found):
        return None
    return next((reading.entry for reading in found if isinstance(reading.entry, Body)), None)

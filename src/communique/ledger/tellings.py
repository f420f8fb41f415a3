"""Reports with just what linking compares, without putting whole readings together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from communique.ledger.connection import Connection


@dataclass(frozen=True, slots=True)
class TellingParty:
    """An actor as one report names it: name, country, sector, and id in the knowledge base."""

    name: str
    country: str | None
    sector: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One report as it is kept; dates and codes as they are written there.

    Attributes:
        sentences: The evidence of its mentions, in their order.
        trigger: The words of the first mention's trigger.
    """

    report_id: str
    article_id: str
    published: date | None
    publisher: str | None
    type: str
    quad: str
    plover: str | None
    mode: str | None
    mutual: bool
    status: str
    edtf: str | None
    place: str | None
    place_country: str | None
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    confidence: float
    background: bool
    sentences: tuple[str, ...]
    trigger: str
    actors: tuple[TellingParty, ...]
    recipients: tuple[TellingParty, ...]
    said_by: tuple[TellingParty, ...]


def load_tellings(connection: Connection, article_ids: Sequence[str]) -> list[Telling]:
    """Gives the reports of those articles that are there, by article id and place within it."""
    return [_telling(row) for row in connection.rows(_TELLINGS, {"ids": list(article_ids)})]


_WHOLE = len(fields(Telling)) - 5
"""Columns that are taken over as they are."""


def _telling(row: tuple[Any, ...]) -> Telling:
    sentences, trigger, *sides = row[_WHOLE:]
    parties = [tuple(map(_party, side or ())) for side in sides]
    values = [*row[:_WHOLE], tuple(sentences), trigger, *parties]
    return Telling(*values)


def _party(value: Mapping[str, Any]) -> TellingParty:
    return TellingParty(value["name"], value["country"], value["sector"], value["id"])


_ONE = "{'name': \"name\", 'country': country, 'sector': sector, 'id': actor_id}"
_TELLINGS = f"""
WITH told AS (
  SELECT m.article_id, m.report_number,
    list(span_text(a.title, a."text", m.evidence) ORDER BY m.number) AS sentences,
    arg_min(span_text(a.title, a."text", m."trigger"), m.number) AS "trigger"
  FROM kept.mention m JOIN kept.article a USING (article_id)
  WHERE m.article_id IN (SELECT unnest($ids::VARCHAR[])) GROUP BY m.article_id, m.report_number
),
named AS (
  SELECT article_id, report_number,
    list({_ONE} ORDER BY number) FILTER (part = 'actor') AS actors,
    list({_ONE} ORDER BY number) FILTER (part = 'recipient') AS recipients,
    list({_ONE} ORDER BY number) FILTER (part = 'said by') AS said_by
  FROM kept.party WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
  GROUP BY article_id, report_number
)
SELECT r.report_id, r.article_id, a.published, a.publisher, r.type, r.quad, r.plover,
  r.mode, r.mutual, r.status, r.edtf, r.place, r.place_country, r.latitude, r.longitude,
  r.geonameid, r.confidence, r.background,
  t.sentences, t."trigger", n.actors, n.recipients, n.said_by
FROM kept.report r
JOIN kept.article a USING (article_id)
JOIN told t ON t.article_id = r.article_id AND t.report_number = r.number
LEFT JOIN named n ON n.article_id = r.article_id AND n.report_number = r.number
WHERE r.article_id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY r.article_id, r.number
"""

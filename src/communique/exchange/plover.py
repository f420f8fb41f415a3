"""Events as PLOVER JSON, one object a line, with the fields of the PLOVER manual (draft 2.0).

Names are those of the manual's tables "PLOVER JSON", "Information object for entities", "Location
object" and "Information object for citations"; `OWN_FIELDS` stand beyond them, which the manual
allows. A date without a year, month or day is a range from `date` to `enddate`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from communique.exchange.dyadic import codebook, quad_number
from communique.ledger import EventRow, ReportRow

EVENT_FIELDS = (
    *("id", "date", "enddate", "actor", "recipient", "event", "event_loc", "event_text"),
    *("quad_code", "event_scale", "mode", "context", "cite_info", "coder"),
)
"""Those of the manual's fields that are written."""

OWN_FIELDS = ("edtf", "status", "mutual", "confidence", "independent_reports", "said_by")
"""Fields that the manual does not know; `said_by` holds who reports it, an entry for each text."""


def plover_lines(
    events: Iterable[EventRow],
    reports: Iterable[ReportRow],
    *,
    contexts: Mapping[str, Sequence[str]],
    version: str,
) -> Iterator[str]:
    """Gives a line for each event.

    Args:
        events: Events of a ledger, of every status.
        reports: Their reports, from which texts and sources come.
        contexts: Event id -> PLOVER contexts, as `Questions.contexts` gives them.
        version: What made them.
    """
    of_event: dict[str, list[ReportRow]] = {}
    for report in reports:
        of_event.setdefault(report.event_id, []).append(report)
    for event in events:
        told = contexts.get(event.event_id, ())
        row = _event(event, of_event.get(event.event_id, ()), told, version)
        yield json.dumps(row, ensure_ascii=True) + "\n"


def _event(
    event: EventRow, reports: Sequence[ReportRow], contexts: Sequence[str], version: str
) -> dict[str, Any]:
    return {
        "id": event.event_id,
        "date": _day(event.first_day),
        "enddate": _day(event.last_day),
        "actor": _entities(event.actors, event.actor_countries, event.actor_sectors),
        "recipient": _entities(
            event.recipients, event.recipient_countries, event.recipient_sectors
        ),
        "event": [event.type],
        "event_loc": _location(event),
        "event_text": [report.sentence for report in reports],
        "quad_code": quad_number(event.quad),
        "event_scale": codebook().score(event.type, event.mode, event.quad),
        "mode": [event.mode] if event.mode else [],
        "context": list(contexts),
        "cite_info": [_citation(report) for report in reports],
        "coder": version,
        "edtf": event.edtf,
        "status": event.status,
        "mutual": event.mutual,
        "confidence": event.confidence,
        "independent_reports": event.independent_reports,
        "said_by": [list(report.said_by) for report in reports],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _entities(
    names: Sequence[str], countries: Sequence[str | None], sectors: Sequence[str | None]
) -> list[dict[str, str | None]]:
    return [
        {"code": country, "sector": sector, "entity_text": name}
        for name, country, sector in zip(names, countries, sectors, strict=True)
    ]


def _location(event: EventRow) -> dict[str, Any] | None:
    if event.place is None:
        return None
    return {
        "resolved_place": event.place,
        "geonameid": event.geonameid,
        "lat": event.latitude,
        "lon": event.longitude,
        "country_code": event.place_country,
    }


def _citation(report: ReportRow) -> dict[str, str | None]:
    return {
        "citation": report.article_id,
        "title": report.title,
        "publication": report.publisher,
    }

"""Events as PLOVER JSON, one object a line, with the fields of the PLOVER manual (draft 0.8).

Beyond them stand `status`, `mutual`, `said_by` and `reports`, which the manual does not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from communique.ledger import EventRow, ReportRow


def plover_lines(
    events: Iterable[EventRow], reports: Iterable[ReportRow], *, version: str
) -> Iterator[str]:
    """Gives a line for each event.

    Args:
        events: Events of a ledger, of every status.
        reports: Their reports, from which text and sources come.
        version: What made them.
    """
    of_event: dict[str, list[ReportRow]] = {}
    for report in reports:
        of_event.setdefault(report.event_id, []).append(report)
    for event in events:
        row = _event(event, of_event.get(event.event_id, ()), version)
        yield json.dumps(row, ensure_ascii=True) + "\n"


def _event(event: EventRow, reports: Sequence[ReportRow], version: str) -> dict[str, Any]:
    return {
        "id": event.event_id,
        "date": event.edtf,
        "event": event.type,
        "mode": event.mode,
        "context": [],
        "actor": _parties(event.actors, event.actor_countries, event.actor_sectors),
        "recipient": _parties(event.recipients, event.recipient_countries, event.recipient_sectors),
        "location": {
            "name": event.place,
            "country": event.place_country,
            "latitude": event.latitude,
            "longitude": event.longitude,
            "geonameid": event.geonameid,
        },
        "status": event.status,
        "mutual": event.mutual,
        "confidence": event.confidence,
        "reports": [_report(report) for report in reports],
        "version": version,
    }


def _parties(
    names: Sequence[str], countries: Sequence[str | None], sectors: Sequence[str | None]
) -> list[dict[str, str | None]]:
    return [
        {"entity_name": name, "country_name": country, "sector_code": sector}
        for name, country, sector in zip(names, countries, sectors, strict=True)
    ]


def _report(report: ReportRow) -> dict[str, Any]:
    return {
        "article": report.article_id,
        "publisher": report.publisher,
        "date": report.published.isoformat() if report.published else None,
        "text": report.sentence,
        "trigger": report.trigger,
        "said_by": list(report.said_by),
    }

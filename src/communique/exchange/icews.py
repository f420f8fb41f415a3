"""Events in the columns of ICEWS (Boschee et al. 2015, Harvard Dataverse).

Types become the nearest CAMEO code. Without an equivalent, and left empty: city, district and
province. Countries are codes, not names; sectors are PLOVER's. Status, `said_by` and confidence
have no column there: only events that occurred are written.
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.exchange.dyadic import DyadicEvent
from communique.ledger import Table

COLUMNS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)
"""The published columns, in order."""


def icews_table(events: Iterable[DyadicEvent]) -> Table:
    """Gives events in ICEWS's columns."""
    return Table(COLUMNS, tuple(_row(event) for event in events))


def _row(one: DyadicEvent) -> tuple[object, ...]:
    first = one.reports[0] if one.reports else None
    return (
        one.id,
        one.day,
        one.actor.name,
        one.actor.sector or "",
        one.actor.country or "",
        _text(one),
        one.cameo,
        one.score,
        one.recipient.name,
        one.recipient.sector or "",
        one.recipient.country or "",
        first.article_id if first else "",
        "",
        (first.publisher if first else None) or "",
        "",
        "",
        "",
        one.event.place_country or "",
        one.event.latitude,
        one.event.longitude,
    )


def _text(one: DyadicEvent) -> str:
    """The type and mode, where ICEWS puts the name of the CAMEO code."""
    mode = f" ({one.event.mode})" if one.event.mode else ""
    return f"{one.event.type}{mode}"

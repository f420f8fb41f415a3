"""Events in the columns of POLECAT (Halterman et al. 2023, Harvard Dataverse).

Without an equivalent, and left empty: COW numbers, titles, Wikipedia ids, city, district, province,
feature type, and the people, organizations and locations of the story. Status, `said_by` and
confidence have no column there: only events that occurred are written.
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.exchange.dyadic import DyadicEvent, Side
from communique.ledger import Table

COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
"""The published columns, in order."""

LANGUAGE = "english"


def polecat_table(events: Iterable[DyadicEvent], *, version: str) -> Table:
    """Gives events in POLECAT's columns.

    Args:
        events: Events between pairs of parties.
        version: What stands in the column "Version".
    """
    return Table(COLUMNS, tuple(_row(event, version) for event in events))


def _row(one: DyadicEvent, version: str) -> tuple[object, ...]:
    event = one.event
    first = one.reports[0] if one.reports else None
    raw = first.place if first else None
    return (
        one.id,
        one.day,
        event.type,
        event.mode or "",
        one.score,
        event.quad.upper(),
        "",
        *_party(one.actor),
        *_party(one.recipient),
        event.place or "",
        "",
        "",
        "",
        event.place_country or "",
        event.latitude,
        event.longitude,
        event.geonameid,
        raw or "",
        "",
        (first.publisher if first else None) or "",
        first.published.isoformat() if first and first.published else "",
        "",
        "",
        "",
        LANGUAGE,
        version,
    )


def _party(side: Side) -> tuple[object, ...]:
    sector = side.sector or ""
    return (side.name, side.country or "", "", sector, sector, "", side.name, "")

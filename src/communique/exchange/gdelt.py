"""Events and mentions in the columns of GDELT 2.0 (GDELT Event Codebook V2.0, 2015).

Types become the nearest CAMEO code, sectors stand in the type columns of the actors. Without an
equivalent, and left empty: ethnic, religious and known-group codes, administrative units, the
places of the actors and tone. Places carry ISO 3166-1 alpha-3 codes where GDELT has FIPS 10-4 ones.
The ids are whole numbers made from the event's id. Status, `said_by` and confidence of an event
have no column there: only events that occurred are written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from communique.exchange.dyadic import DyadicEvent, Side
from communique.ledger import ReportRow, Table

_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_PLACE = (
    "Type",
    "FullName",
    "CountryCode",
    "ADM1Code",
    "ADM2Code",
    "Lat",
    "Long",
    "FeatureID",
)
EVENT_COLUMNS = (
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    *(f"Actor1Geo_{name}" for name in _PLACE),
    *(f"Actor2Geo_{name}" for name in _PLACE),
    *(f"ActionGeo_{name}" for name in _PLACE),
    "DATEADDED",
    "SOURCEURL",
)
"""The 61 columns of the events table, in order; the published files have no header."""

MENTION_COLUMNS = (
    "GLOBALEVENTID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
)
"""The 16 columns of the mentions table, in order."""

_WORLD_CITY = 4
_COUNTRY = 1
_FROM_THE_WEB = 1


def gdelt_events(events: Iterable[DyadicEvent]) -> Table:
    """Gives dated events in the columns of GDELT's events table."""
    return Table(EVENT_COLUMNS, tuple(_event(one) for one in events if one.event.first_day))


def gdelt_mentions(events: Iterable[DyadicEvent]) -> Table:
    """Gives each report of dated events in the columns of GDELT's mentions table."""
    rows = tuple(
        _mention(one, report) for one in events if one.event.first_day for report in one.reports
    )
    return Table(MENTION_COLUMNS, rows)


def global_id(event_id: str) -> int:
    """Gives a whole number that stands for an event's id, below 2 to the power of 53."""
    return int(hashlib.sha256(event_id.encode("utf-8", "replace")).hexdigest()[:13], 16)


def _event(one: DyadicEvent) -> tuple[object, ...]:
    day = one.event.first_day
    assert day is not None
    sources = {report.publisher for report in one.reports if report.publisher}
    return (
        global_id(one.id),
        f"{day:%Y%m%d}",
        f"{day:%Y%m}",
        f"{day:%Y}",
        round(day.year + (day.month * 30 + day.day) / 365, 4),
        *_actor(one.actor),
        *_actor(one.recipient),
        int(any(not report.background for report in one.reports)),
        one.cameo,
        one.cameo[:3],
        one.cameo[:2],
        one.quad_number,
        one.score,
        len(one.reports),
        len(sources),
        len({report.article_id for report in one.reports}),
        "",
        *("",) * len(_PLACE),
        *("",) * len(_PLACE),
        *_place(one),
        _stamp(one.event.first_reported),
        "",
    )


def _actor(side: Side) -> tuple[object, ...]:
    code = f"{side.country or ''}{side.sector or ''}"
    return (code, side.name, side.country or "", "", "", "", "", side.sector or "", "", "")


def _place(one: DyadicEvent) -> tuple[object, ...]:
    event = one.event
    if event.place is None:
        return ("",) * len(_PLACE)
    kind = _WORLD_CITY if event.geonameid else _COUNTRY
    country = event.place_country or ""
    return (kind, event.place, country, "", "", event.latitude, event.longitude, event.geonameid)


def _mention(one: DyadicEvent, report: ReportRow) -> tuple[object, ...]:
    return (
        global_id(one.id),
        _stamp(one.event.first_reported),
        _stamp(report.published),
        _FROM_THE_WEB,
        report.publisher or "",
        report.article_id,
        "",
        "",
        "",
        "",
        1,
        round(report.confidence * 100),
        "",
        "",
        "",
        "",
    )


def _stamp(day: date | None) -> str:
    return f"{day:%Y%m%d}000000" if day else ""

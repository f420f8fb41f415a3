"""Readings -> rows of the evidence tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from communique.ledger.days import days_of
from communique.records import (
    Actor,
    Article,
    Event,
    Explanation,
    Reading,
    Resolution,
    Span,
    Statement,
)

EVIDENCE_TABLES = (
    "kept.article",
    "kept.reading",
    "kept.report",
    "kept.mention",
    "kept.party",
    "kept.statement",
    "kept.time",
    "kept.place",
)
"""The tables whose rows belong to one article, which their column `article_id` names."""


def rows_of(
    readings: Iterable[tuple[Reading, str]], *, maker_id: str
) -> dict[str, list[dict[str, object]]]:
    """Gives the rows of all evidence tables.

    Args:
        readings: Readings with the content ids of their articles.
        maker_id: What made the readings.

    Raises:
        ValueError: When the id of an event does not begin with its article's id and "#".
    """
    tables: dict[str, list[dict[str, object]]] = {table: [] for table in EVIDENCE_TABLES}
    for reading, content in readings:
        _add_reading(tables, reading, content=content, maker_id=maker_id)
    return tables


def _add_reading(
    tables: dict[str, list[dict[str, object]]], reading: Reading, *, content: str, maker_id: str
) -> None:
    article_id = reading.article.id
    own = {"article_id": article_id}
    found = {"reports": len(reading.events)}
    tables["kept.article"].append(_article(reading.article, content) | found)
    tables["kept.reading"].append(own | {"maker_id": maker_id, "notes": list(reading.notes)})
    for number, event in enumerate(reading.events, 1):
        if not event.id.startswith(f"{article_id}#"):
            raise ValueError(f"event {event.id!r} does not belong to article {article_id!r}")
        tables["kept.report"].append(_report(article_id, number, event))
        tables["kept.mention"] += _mentions(article_id, number, event)
        tables["kept.party"] += _parties(article_id, number, event)
    tables["kept.statement"] += [
        own | {"number": number} | _statement(statement)
        for number, statement in enumerate(reading.statements, 1)
    ]
    tables["kept.time"] += [
        own | {"number": number, "span": _span(time.span), "edtf": time.edtf, "base": time.base}
        for number, time in enumerate(reading.times, 1)
    ]
    tables["kept.place"] += [
        own
        | {
            "number": number,
            "span": _span(place.span),
            "name": place.name,
            "country": place.country,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geonameid": place.geonameid,
        }
        for number, place in enumerate(reading.places, 1)
    ]


def _article(article: Article, content: str) -> dict[str, object]:
    return {
        "article_id": article.id,
        "content_id": content,
        "title": article.title,
        "text": article.text,
        "published": article.published,
        "publisher": article.publisher,
        "url": article.url,
        "superseded_by": None,
    }


def _report(article_id: str, number: int, event: Event) -> dict[str, object]:
    when, where = event.when, event.where
    days = days_of(when.edtf) if when else None
    return {
        "article_id": article_id,
        "number": number,
        "report_id": event.id,
        "type": event.type.value,
        "quad": event.quad.value,
        "plover": event.type.plover.value,
        "mode": event.mode,
        "mutual": event.mutual,
        "status": event.status.value,
        "edtf": when.edtf if when else None,
        "date_span": _span(when.span) if when else None,
        "date_base": when.base if when else None,
        "first_day": days.first if days else None,
        "last_day": days.last if days else None,
        "place": where.name if where else None,
        "place_country": where.country if where else None,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        "geonameid": where.geonameid if where else None,
        "place_span": _span(where.span) if where else None,
        "confidence": event.confidence,
        "background": event.background,
        "contexts": list(event.contexts),
        "explanation": _explanation(event.explanation),
    }


def _mentions(article_id: str, report: int, event: Event) -> list[dict[str, object]]:
    return [
        {
            "article_id": article_id,
            "report_number": report,
            "number": number,
            "evidence": _span(mention.evidence),
            "trigger": _span(mention.trigger),
        }
        for number, mention in enumerate(event.mentions, 1)
    ]


def _parties(article_id: str, report: int, event: Event) -> list[dict[str, object]]:
    parts = (("actor", event.actors), ("recipient", event.recipients), ("said by", event.said_by))
    return [
        {
            "article_id": article_id,
            "report_number": report,
            "part": part,
            "number": number,
            "name": actor.name,
            "country": actor.country,
            "sector": actor.sector,
            "actor_id": actor.id,
            "span": _span(actor.span),
            "resolution": _resolution(actor.resolution),
        }
        for part, actors in parts
        for number, actor in enumerate(actors, 1)
    ]


def _statement(statement: Statement) -> dict[str, object]:
    speaker: Actor | None = statement.speaker
    return {
        "speaker": speaker.name if speaker else None,
        "speaker_country": speaker.country if speaker else None,
        "speaker_sector": speaker.sector if speaker else None,
        "speaker_id": speaker.id if speaker else None,
        "speaker_name_span": _span(speaker.span) if speaker else None,
        "speaker_resolution": _resolution(speaker.resolution) if speaker else None,
        "speaker_span": _span(statement.speaker_span),
        "cue": _span(statement.cue),
        "content": [_span(span) for span in statement.content],
        "direct": statement.direct,
        "addressee": _span(statement.addressee),
        "channel": _span(statement.channel),
    }


def _span(span: Span | None) -> dict[str, object] | None:
    """A span without its text: the text is the article's, from `start` up to `end`."""
    return {"field": span.field.value, "start": span.start, "end": span.end} if span else None


def _explanation(explanation: Explanation | None) -> str | None:
    return json.dumps(asdict(explanation), ensure_ascii=False) if explanation else None


def _resolution(resolution: Resolution | None) -> str | None:
    return json.dumps(asdict(resolution), ensure_ascii=False) if resolution else None

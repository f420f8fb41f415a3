"""Rows of the evidence tables -> readings, equal to those that were added."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from communique.ledger.connection import Connection
from communique.records import (
    Actor,
    Article,
    ArticleField,
    Candidate,
    Event,
    EventMention,
    Explanation,
    Place,
    Reading,
    Resolution,
    Sector,
    Span,
    Statement,
    Status,
    Time,
    When,
    event_type,
)

_Row = tuple[Any, ...]
_SpanValue = Mapping[str, Any] | None

_CHOSEN = "article_id IN (SELECT unnest(?::VARCHAR[]))"
_QUERIES = {
    "articles": 'SELECT article_id, title, "text", published, publisher, url FROM kept.article '
    "WHERE {ids} ORDER BY article_id",
    "readings": "SELECT article_id, notes FROM kept.reading WHERE {ids}",
    "reports": "SELECT article_id, number, report_id, type, quad, plover, mode, mutual, status, "
    "edtf, date_span, date_base, place, place_country, latitude, longitude, geonameid, "
    "place_span, confidence, background, contexts, explanation FROM kept.report "
    "WHERE {ids} ORDER BY number",
    "mentions": 'SELECT article_id, report_number, evidence, "trigger" FROM kept.mention '
    "WHERE {ids} ORDER BY number",
    "parties": 'SELECT article_id, report_number, part, "name", country, sector, actor_id, span, '
    "resolution FROM kept.party WHERE {ids} ORDER BY number",
    "statements": "SELECT article_id, speaker, speaker_country, speaker_sector, speaker_id, "
    "speaker_name_span, speaker_resolution, speaker_span, cue, content, direct, addressee, channel "
    "FROM kept.statement WHERE {ids} ORDER BY number",
    "times": "SELECT article_id, span, edtf, base FROM kept.time WHERE {ids} ORDER BY number",
    "places": 'SELECT article_id, span, "name", country, latitude, longitude, geonameid '
    "FROM kept.place WHERE {ids} ORDER BY number",
}


def load_articles(connection: Connection, article_ids: Sequence[str]) -> list[Article]:
    """Gives those articles that are there, by id."""
    query = _QUERIES["articles"].format(ids=_CHOSEN)
    return [_article(row) for row in connection.rows(query, [list(article_ids)])]


def load_readings(connection: Connection, article_ids: Sequence[str]) -> list[Reading]:
    """Gives the readings of those articles that are there, by article id."""
    rows = {
        name: connection.rows(query.format(ids=_CHOSEN), [list(article_ids)])
        for name, query in _QUERIES.items()
    }
    by_article = {name: _grouped(rows[name]) for name in rows}
    return [_Assembly(_article(row), by_article).reading() for row in rows["articles"]]


def _grouped(rows: Sequence[_Row]) -> Mapping[str, list[_Row]]:
    groups: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row[1:])
    return groups


def _article(row: _Row) -> Article:
    return Article(
        id=row[0], title=row[1], text=row[2], published=row[3], publisher=row[4], url=row[5]
    )


class _Assembly:
    """Puts one reading together."""

    def __init__(self, article: Article, rows: Mapping[str, Mapping[str, list[_Row]]]) -> None:
        self._article = article
        self._rows = {name: groups.get(article.id, []) for name, groups in rows.items()}

    def reading(self) -> Reading:
        notes = self._rows["readings"]
        return Reading(
            article=self._article,
            events=tuple(self._event(row) for row in self._rows["reports"]),
            statements=tuple(self._statement(row) for row in self._rows["statements"]),
            times=tuple(
                Time(self._sure(span), edtf, base) for span, edtf, base in self._rows["times"]
            ),
            places=tuple(self._place(row) for row in self._rows["places"]),
            notes=tuple(notes[0][0]) if notes else (),
        )

    def _span(self, value: _SpanValue) -> Span | None:
        if value is None:
            return None
        return self._article.span(ArticleField(value["field"]), value["start"], value["end"])

    def _sure(self, value: _SpanValue) -> Span:
        span = self._span(value)
        assert span is not None
        return span

    def _event(self, row: _Row) -> Event:
        number, event_id, kind, quad, plover, mode, mutual, status = row[:8]
        edtf, date_span, base = row[8:11]
        confidence, background, contexts, explanation = row[17:]
        return Event(
            id=event_id,
            type=event_type(kind, quad, plover),
            mode=mode,
            mutual=mutual,
            actors=self._parties(number, "actor"),
            recipients=self._parties(number, "recipient"),
            mentions=self._mentions(number),
            status=Status(status),
            said_by=self._parties(number, "said by"),
            when=When(edtf, self._span(date_span), base) if edtf is not None else None,
            where=self._where(*row[11:17]),
            confidence=confidence,
            background=background,
            contexts=tuple(contexts),
            explanation=_explanation(explanation),
        )

    def _where(
        self,
        name: str | None,
        country: str | None,
        latitude: float | None,
        longitude: float | None,
        geonameid: int | None,
        span: _SpanValue,
    ) -> Place | None:
        if name is None:
            return None
        return Place(name, country, latitude, longitude, geonameid, self._span(span))

    def _parties(self, number: int, part: str) -> tuple[Actor, ...]:
        return tuple(
            Actor(
                name=row[2],
                country=row[3],
                sector=Sector(row[4]) if row[4] else None,
                id=row[5],
                span=self._span(row[6]),
                resolution=_resolution(row[7]),
            )
            for row in self._rows["parties"]
            if row[0] == number and row[1] == part
        )

    def _mentions(self, number: int) -> tuple[EventMention, ...]:
        return tuple(
            EventMention(self._sure(evidence), self._sure(trigger))
            for report, evidence, trigger in self._rows["mentions"]
            if report == number
        )

    def _statement(self, row: _Row) -> Statement:
        name, country, sector, actor_id, name_span, resolution = row[:6]
        speaker_span, cue, content, direct, addressee, channel = row[6:]
        speaker = None
        if name is not None:
            speaker = Actor(
                name,
                country,
                Sector(sector) if sector else None,
                actor_id,
                self._span(name_span),
                _resolution(resolution),
            )
        return Statement(
            speaker=speaker,
            speaker_span=self._span(speaker_span),
            cue=self._span(cue),
            content=tuple(self._sure(span) for span in content),
            direct=direct,
            addressee=self._span(addressee),
            channel=self._span(channel),
        )

    def _place(self, row: _Row) -> Place:
        span, name, country, latitude, longitude, geonameid = row
        return Place(name, country, latitude, longitude, geonameid, self._span(span))


def _explanation(written: str | None) -> Explanation | None:
    if written is None:
        return None
    value = json.loads(written)
    return Explanation(
        tuple((kind, score) for kind, score in value["type_scores"]),
        value["status_cue"],
        tuple(value["notes"]),
    )


def _resolution(written: str | None) -> Resolution | None:
    if written is None:
        return None
    value = json.loads(written)
    candidates = tuple(
        Candidate(
            one["name"],
            one["country"],
            Sector(one["sector"]) if one["sector"] else None,
            one["score"],
            one["reason"],
        )
        for one in value["candidates"]
    )
    return Resolution(value["method"], value["reason"], candidates, value.get("confidence"))

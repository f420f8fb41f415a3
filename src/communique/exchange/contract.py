"""Readings in the form of the output contract: one JSON object an article.

The keys of the contract are always there. Beyond them stand, for users who want to know more:
`url` of an article that was fetched; `background`, `contexts` and `explanation` of an event, and
`like`, the PLOVER type that it is like, where its type is of an own codebook; `id`, `span` and
`resolution` of an actor; `span` and `base` of a date; `geonameid` and `span` of an event's place;
`addressee` and `channel` of a statement; and `notes` on the reading as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.exchange.contract_reader import reading_from_json
from communique.records import (
    Actor,
    Article,
    Candidate,
    Event,
    EventMention,
    Explanation,
    OwnType,
    Place,
    Reading,
    Resolution,
    Span,
    Statement,
    Time,
    When,
)

__all__ = ["Json", "reading_from_json", "reading_to_json"]

Json = dict[str, object]
"""A JSON object about to be written."""


def reading_to_json(reading: Reading) -> Json:
    """Gives a reading as the contract writes it; title and text come back unchanged."""
    return {
        "article": _article(reading.article),
        "events": [_event(event) for event in reading.events],
        "statements": [_statement(statement) for statement in reading.statements],
        "times": [_time(time) for time in reading.times],
        "places": [_place(place) for place in reading.places],
        "notes": list(reading.notes),
    }


def _article(article: Article) -> Json:
    row: Json = {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "published": article.published.isoformat() if article.published else None,
        "publisher": article.publisher,
    }
    return row | {"url": article.url} if article.url else row


def _span(span: Span) -> Json:
    return {"field": span.field.value, "start": span.start, "end": span.end, "text": span.text}


def _optional_span(span: Span | None) -> Json | None:
    return _span(span) if span else None


def _actor(actor: Actor) -> Json:
    return {
        "name": actor.name,
        "country": actor.country,
        "sector": actor.sector.value if actor.sector else None,
        "id": actor.id,
        "span": _optional_span(actor.span),
        "resolution": _resolution(actor.resolution) if actor.resolution else None,
    }


def _actors(actors: Iterable[Actor]) -> list[Json]:
    return [_actor(actor) for actor in actors]


def _resolution(resolution: Resolution) -> Json:
    return {
        "method": resolution.method,
        "reason": resolution.reason,
        "confidence": resolution.confidence,
        "candidates": [_candidate(candidate) for candidate in resolution.candidates],
    }


def _candidate(candidate: Candidate) -> Json:
    return {
        "name": candidate.name,
        "country": candidate.country,
        "sector": candidate.sector.value if candidate.sector else None,
        "score": candidate.score,
        "reason": candidate.reason,
    }


def _event(event: Event) -> Json:
    like = {"like": event.type.plover.value} if isinstance(event.type, OwnType) else {}
    return {
        "id": event.id,
        "type": event.type.value,
        "mode": event.mode,
        "quad": event.quad.value,
        **like,
        "mutual": event.mutual,
        "actors": _actors(event.actors),
        "recipients": _actors(event.recipients),
        "mentions": [_mention(mention) for mention in event.mentions],
        "status": event.status.value,
        "said_by": _actors(event.said_by),
        "when": _when(event.when) if event.when else None,
        "where": _place(event.where) if event.where else None,
        "confidence": event.confidence,
        "background": event.background,
        "contexts": list(event.contexts),
        "explanation": _explanation(event.explanation) if event.explanation else None,
    }


def _mention(mention: EventMention) -> Json:
    return {"evidence": _span(mention.evidence), "trigger": _span(mention.trigger)}


def _when(when: When) -> Json:
    return {"edtf": when.edtf, "span": _optional_span(when.span), "base": when.base}


def _place(place: Place) -> Json:
    return {
        "span": _optional_span(place.span),
        "name": place.name,
        "country": place.country,
        "lat": place.latitude,
        "lon": place.longitude,
        "geonameid": place.geonameid,
    }


def _explanation(explanation: Explanation) -> Json:
    return {
        "type_scores": [[str(kind), score] for kind, score in explanation.type_scores],
        "status_cue": explanation.status_cue,
        "notes": list(explanation.notes),
        "signs": [[name, round(value, 4)] for name, value in explanation.signs],
    }


def _statement(statement: Statement) -> Json:
    return {
        "speaker": _actor(statement.speaker) if statement.speaker else None,
        "speaker_span": _optional_span(statement.speaker_span),
        "cue": _optional_span(statement.cue),
        "content": [_span(span) for span in statement.content],
        "direct": statement.direct,
        "addressee": _optional_span(statement.addressee),
        "channel": _optional_span(statement.channel),
    }


def _time(time: Time) -> Json:
    return {"span": _span(time.span), "edtf": time.edtf, "base": time.base}

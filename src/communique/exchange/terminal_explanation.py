"""Why an event was read as it was, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from communique.exchange.untrusted import one_line
from communique.records import Actor, Event, Resolution

_MOST_TYPES = 3
_MOST_CANDIDATES = 3


def explain_event(event: Event) -> Iterator[str]:
    """Gives the reasons for type, status, actors and date, one line each."""
    first = event.mentions[0]
    yield f"trigger: “{one_line(first.trigger.text)}”, confidence {event.confidence:.2f}"
    yield from _explanation(event)
    for role, actors in (
        ("actor", event.actors),
        ("recipient", event.recipients),
        ("said by", event.said_by),
    ):
        for actor in actors:
            yield from _resolution(role, actor)
    yield from _date(event)


def _explanation(event: Event) -> Iterator[str]:
    explanation = event.explanation
    if explanation is None:
        return
    if explanation.type_scores:
        scores = explanation.type_scores[:_MOST_TYPES]
        yield "types: " + ", ".join(f"{kind} {score:.2f}" for kind, score in scores)
    if explanation.status_cue:
        yield f"status: {event.status}, from {one_line(explanation.status_cue)}"
    for note in explanation.notes:
        yield one_line(note)


def _resolution(role: str, actor: Actor) -> Iterator[str]:
    resolution = actor.resolution
    if resolution is None:
        return
    how = resolution.method
    if resolution.confidence is not None:
        how = f"{how}, {resolution.confidence:.2f}"
    yield one_line(f"{role}: {actor.name}: {resolution.reason} ({how})")
    if len(resolution.candidates) > 1:
        yield from _candidates(resolution)


def _candidates(resolution: Resolution) -> Iterator[str]:
    for candidate in resolution.candidates[:_MOST_CANDIDATES]:
        codes = one_line("/".join(code for code in (candidate.country, candidate.sector) if code))
        name = f"{one_line(candidate.name)} [{codes}]" if codes else one_line(candidate.name)
        yield f"  {candidate.score:.2f} {name}: {one_line(candidate.reason)}"


def _date(event: Event) -> Iterator[str]:
    when = event.when
    if when is None:
        return
    words = f"“{one_line(when.span.text)}”" if when.span else "the publication date"
    base = f", counted from {one_line(when.base)}" if when.base else ""
    yield f"date: {one_line(when.edtf)}, from {words}{base}"

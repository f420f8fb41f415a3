"""Who, in an article, will not comment or takes a charge back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.linking.cues import CueKind, find_cues
from communique.linking.report import Party, party_of
from communique.records import Actor, Reading

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”']?\s+|\n")


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence in which somebody will not comment or takes a charge back.

    Attributes:
        kind: Which of the two.
        speaker: Who.
        sentence: The words.
    """

    kind: CueKind
    speaker: Party
    sentence: str


def remarks_of(reading: Reading) -> list[Remark]:
    """Gives the remarks of an article: the actor named last before the cue, in its sentence.

    Where nobody is named before it ("there was no comment from the palace"), the first one after
    it is taken; sentences that name no actor known to the reading are left out.
    """
    actors = _actors(reading)
    return [
        Remark(kind, party_of(actor), sentence)
        for sentence in _SENTENCE_END.split(reading.article.text)
        for kind in (CueKind.DECLINES, CueKind.RETRACTS)
        for offset in find_cues(sentence, kind)[:1]
        if (actor := _nearest(sentence, offset, actors)) is not None
    ]


def _actors(reading: Reading) -> Sequence[tuple[str, Actor]]:
    found: dict[str, Actor] = {}
    for actor in _all_actors(reading):
        for words in {actor.name, actor.span.text if actor.span else actor.name}:
            found.setdefault(words.lower(), actor)
    for place in reading.places:
        if place.span and place.country:
            found.setdefault(place.span.text.lower(), Actor(place.span.text, place.country))
    return sorted(found.items())


def _all_actors(reading: Reading) -> Iterator[Actor]:
    for statement in reading.statements:
        if statement.speaker:
            yield statement.speaker
            if statement.speaker_span:
                words = statement.speaker_span.text
                yield Actor(words, statement.speaker.country, statement.speaker.sector)
    for event in reading.events:
        yield from (*event.actors, *event.recipients, *event.said_by)


def _nearest(sentence: str, offset: int, actors: Sequence[tuple[str, Actor]]) -> Actor | None:
    lowered = sentence.lower()
    before = [
        (at + len(words), len(words), actor)
        for words, actor in actors
        if (at := lowered.rfind(words, 0, offset)) >= 0
    ]
    if before:
        return max(before, key=lambda item: item[:2])[2]
    after = [
        (at, -len(words), actor)
        for words, actor in actors
        if (at := lowered.find(words, offset)) >= 0
    ]
    return min(after, key=lambda item: item[:2])[2] if after else None

"""Reports: one article's telling of an event, in the form in which it is compared with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from communique.ledger import Days, days_of
from communique.linking.words import WordCounts, stems
from communique.records import Actor, Event, EventType, Place, Reading, Sector, Status

RECENT = 3
"""Days before publication within which undated news has happened: what newswire reports without a
date is of the day or the days before."""


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as one report names it.

    Attributes:
        name: Its name there.
        country: ISO 3166-1 alpha-3, or None.
        sector: The part of state or society, or None.
        id: Id in the knowledge base, or None.
        words: The content words of its name.
    """

    name: str
    country: str | None
    sector: Sector | None
    id: str | None
    words: frozenset[str]

    @property
    def of_state(self) -> bool | None:
        """Whether it is an organ of the state; None where the sector is unknown."""
        return self.sector.of_state if self.sector else None

    @property
    def keys(self) -> frozenset[str]:
        """What it is looked up by: its country or, without one, the words of its name."""
        return frozenset((self.country,)) if self.country else self.words


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of an event.

    Attributes:
        id: The event's id in its reading.
        article_id: The article.
        published: Day of publication, or None.
        publisher: Outlet, or None.
        type: PLOVER type.
        mode: PLOVER mode, or None.
        mutual: Whether both sides act alike.
        status: Whether it happened, according to this article.
        actors: Who acts.
        recipients: Whom it is directed at.
        said_by: Who reports it.
        edtf: Its date as read, or None.
        days: The days that it may have happened on; taken from the day of publication where the
            article gives no date but tells it as news; None where nothing is known.
        dated: Whether the article gives the date.
        place: Where, or None.
        trigger: The content words of the trigger in the first mention.
        vector: The words of all its sentences, without the names of the parties.
        sentence: The evidence of the first mention.
        confidence: Probability that it is an event at all.
        background: Whether the article recalls it.
    """

    id: str
    article_id: str
    published: date | None
    publisher: str | None
    type: EventType
    mode: str | None
    mutual: bool
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    said_by: tuple[Party, ...]
    edtf: str | None
    days: Days | None
    dated: bool
    place: Place | None
    trigger: frozenset[str]
    vector: Mapping[str, float]
    sentence: str
    confidence: float
    background: bool

    @property
    def pending(self) -> bool:
        """Whether it tells of something that has not (yet) happened."""
        return self.status in (Status.PLANNED, Status.POSSIBLE, Status.NEGATED)

    @property
    def order(self) -> tuple[date, str]:
        """Reports by day of publication, undated ones last, then by id."""
        return (self.published or date.max, self.id)


def reports_of(reading: Reading, counts: WordCounts) -> list[Report]:
    """Gives the reports that a reading holds; each depends on that reading alone."""
    return [_report(reading, event, counts) for event in reading.events]


def _report(reading: Reading, event: Event, counts: WordCounts) -> Report:
    article = reading.article
    known = days_of(event.when.edtf) if event.when else None
    actors = tuple(party_of(actor) for actor in event.actors)
    recipients = tuple(party_of(actor) for actor in event.recipients)
    names = frozenset().union(*(party.words for party in (*actors, *recipients)))
    evidence = dict.fromkeys(mention.evidence.text for mention in event.mentions)
    words: dict[str, float] = {}
    for stem in stems(" ".join(evidence)):
        if stem not in names:
            words[stem] = words.get(stem, 0) + 1
    return Report(
        id=event.id,
        article_id=article.id,
        published=article.published,
        publisher=article.publisher,
        type=event.type,
        mode=event.mode,
        mutual=event.mutual,
        status=event.status,
        actors=actors,
        recipients=recipients,
        said_by=tuple(party_of(actor) for actor in event.said_by),
        edtf=event.when.edtf if event.when else None,
        days=known or _days_of_news(event, article.published),
        dated=known is not None,
        place=event.where,
        trigger=frozenset(stems(event.mentions[0].trigger.text)),
        vector=counts.vector(words),
        sentence=event.mentions[0].evidence.text,
        confidence=event.confidence,
        background=event.background,
    )


def party_of(actor: Actor) -> Party:
    """Gives an actor in the form in which it is compared."""
    return Party(
        name=actor.name,
        country=actor.country,
        sector=actor.sector,
        id=actor.id,
        words=frozenset(stems(actor.name)),
    )


def _days_of_news(event: Event, published: date | None) -> Days | None:
    if published is None or event.background:
        return None
    if event.status in (Status.PLANNED, Status.POSSIBLE):
        return None
    return Days(published - timedelta(days=RECENT), published)

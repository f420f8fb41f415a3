"""Reports: one article's telling of an event, in the form in which it is compared with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from communique.ledger import Days, days_of
from communique.ledger.tellings import Telling, TellingParty
from communique.linking.words import WordCounts, stems
from communique.records import Actor, AnyEventType, Place, Sector, Status, event_type

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
        sentences: The evidence of all mentions, without regard to case and white space.
        confidence: Probability that it is an event at all.
        background: Whether the article recalls it.
    """

    id: str
    article_id: str
    published: date | None
    publisher: str | None
    type: AnyEventType
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
    sentences: frozenset[str]
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


def report_of(telling: Telling, counts: WordCounts) -> Report:
    """Gives a report in the form in which it is compared; it depends on that report alone."""
    known = days_of(telling.edtf)
    actors = tuple(map(_party, telling.actors))
    recipients = tuple(map(_party, telling.recipients))
    names = frozenset().union(*(party.words for party in (*actors, *recipients)))
    status = Status(telling.status)
    return Report(
        id=telling.report_id,
        article_id=telling.article_id,
        published=telling.published,
        publisher=telling.publisher,
        type=event_type(telling.type, telling.quad, telling.plover),
        mode=telling.mode,
        mutual=telling.mutual,
        status=status,
        actors=actors,
        recipients=recipients,
        said_by=tuple(map(_party, telling.said_by)),
        edtf=telling.edtf,
        days=known or _days_of_news(telling, status),
        dated=known is not None,
        place=_place(telling),
        trigger=frozenset(stems(telling.trigger)),
        vector=_vector(telling, names, counts),
        sentence=telling.sentences[0],
        sentences=frozenset(" ".join(one.lower().split()) for one in telling.sentences),
        confidence=telling.confidence,
        background=telling.background,
    )


def _vector(telling: Telling, names: frozenset[str], counts: WordCounts) -> Mapping[str, float]:
    words: dict[str, float] = {}
    for stem in stems(" ".join(dict.fromkeys(telling.sentences))):
        if stem not in names:
            words[stem] = words.get(stem, 0) + 1
    return counts.vector(words)


def _place(telling: Telling) -> Place | None:
    if telling.place is None:
        return None
    return Place(
        telling.place,
        telling.place_country,
        telling.latitude,
        telling.longitude,
        telling.geonameid,
    )


def party_of(actor: Actor) -> Party:
    """Gives an actor in the form in which it is compared."""
    return _made(actor.name, actor.country, actor.sector, actor.id)


def _party(one: TellingParty) -> Party:
    return _made(one.name, one.country, Sector(one.sector) if one.sector else None, one.id)


@lru_cache(maxsize=65_536)
def _made(name: str, country: str | None, sector: Sector | None, identity: str | None) -> Party:
    """The same names come again and again: they are taken apart once."""
    return Party(name, country, sector, identity, frozenset(stems(name)))


def _days_of_news(telling: Telling, status: Status) -> Days | None:
    published = telling.published
    if published is None or telling.background:
        return None
    if status in (Status.PLANNED, Status.POSSIBLE):
        return None
    return Days(published - timedelta(days=RECENT), published)

"""Where an act happened: the place that the text joins to it, else the country it took place in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from types import MappingProxyType

from spacy.tokens import Token

from communique.knowledge.base import KnowledgeBase
from communique.language import ParsedArticle
from communique.reading.actors.home import Home
from communique.reading.events.circumstances.act import Act
from communique.reading.events.circumstances.lexicon import load_cues
from communique.reading.times.attach import FARTHEST, steps_between
from communique.records import EventType, Place

_LINKS = frozenset(
    {"in", "at", "near", "on", "outside", "inside", "around", "into", "through", "throughout",
     "along", "to"}
)  # fmt: skip
_SPEECH_LINKS = frozenset({"in", "at"})
_AWAY_LINKS = frozenset({"from"})
"""Before the place that troops or aid leave."""

_OBJECTS = frozenset({"dobj", "nsubjpass", "compound"})
_MEETING_LINKS = frozenset({"in", "at", "to"})
_WITHIN_CLAUSE = 10
_ELSEWHERE = 50
"""Rank of a place in another clause of the sentence, where a meeting may still be set."""


class Source(Enum):
    """Whose country an act without a stated place happened in."""

    RECIPIENT = "recipient"
    ACTOR = "actor"
    HOME = "home"
    THEATRE = "theatre"


_IMPLIED: Mapping[EventType, tuple[Source, ...]] = MappingProxyType(
    {
        EventType.ASSAULT: (Source.RECIPIENT, Source.HOME, Source.THEATRE),
        EventType.COERCE: (Source.RECIPIENT, Source.ACTOR, Source.HOME),
        EventType.AID: (Source.RECIPIENT,),
        EventType.RETREAT: (Source.RECIPIENT, Source.HOME),
        EventType.MOBILIZE: (Source.ACTOR, Source.HOME),
        EventType.PROTEST: (Source.ACTOR, Source.HOME),
    }
)
"""Deeds have a place even if the text leaves it to be understood; words mostly have none."""


class Sites:
    """The places of one article as the sites of its acts."""

    def __init__(
        self, parsed: ParsedArticle, places: Sequence[Place], home: Home, base: KnowledgeBase | None
    ) -> None:
        """Sorts the places by sentence.

        Args:
            parsed: The article.
            places: Its places.
            home: The country that it is about.
            base: Gives the names of countries.
        """
        self._home = home
        self._base = base
        self._by_sentence: dict[int, list[Place]] = {}
        self._here = _place_of_dateline(parsed, places)
        for place in places:
            sentence = parsed.sentence_at(place.span) if place.span is not None else None
            if sentence is not None:
                self._by_sentence.setdefault(sentence.index, []).append(place)

    def of(self, act: Act) -> Place | None:
        """Gives the place of an act, or None.

        A place of unknown country (a base, a village that the gazetteer lacks) takes the country
        that is implied.
        """
        stated = self._stated(act)
        if stated is not None and stated.country is not None:
            return stated
        implied = self._implied(act)
        if stated is None or implied is None:
            return stated or implied
        return replace(stated, country=implied.country)

    def _own(self, act: Act) -> Iterator[tuple[Place, Token]]:
        for place in self._by_sentence.get(act.sentence.index, ()):
            words = act.sentence.tokens_in(place.span) if place.span is not None else None
            if words is not None and len(words):
                yield place, words.root

    def _stated(self, act: Act) -> Place | None:
        head = act.head
        if head is None or (act.kind is EventType.CONSULT and _is_distant(act)):
            return None
        if self._here is not None and any(child.lower_ == "here" for child in head.children):
            return self._here
        ranked = [
            (rank, number, place)
            for number, (place, word) in enumerate(self._own(act))
            if (rank := _rank(act, head, word, place)) < FARTHEST
        ]
        return min(ranked, key=lambda entry: entry[:2])[2] if ranked else None

    def _implied(self, act: Act) -> Place | None:
        for source in _sources(act):
            country = self._country(act, source)
            if country is not None:
                return self._within(act, country)
        return None

    def _country(self, act: Act, source: Source) -> str | None:
        if source is Source.THEATRE:
            return self._home.country
        if source is Source.HOME:
            return self._home.country if self._home.dominant else None
        named = act.recipients if source is Source.RECIPIENT else act.actors
        return named[0] if named else None

    def _within(self, act: Act, country: str) -> Place:
        """Gives the place of that country that the sentence names, or the country itself."""
        for place, _ in self._own(act):
            if place.country == country:
                return place
        name = self._base.country_name(country) if self._base is not None else country
        return Place(name=name, country=country)


def _place_of_dateline(parsed: ParsedArticle, places: Sequence[Place]) -> Place | None:
    dateline = parsed.layout.dateline
    if dateline is None:
        return None
    inside = (p for p in places if p.span is not None and dateline.span.contains(p.span))
    return next(inside, None)


def _sources(act: Act) -> tuple[Source, ...]:
    """Gives whose country to take; a visit or a trip leads to that of those who are visited."""
    if act.kind is EventType.CONSULT:
        going = not load_cues().going.isdisjoint(_lemmas(act))
        return (Source.RECIPIENT,) if going else ()
    return _IMPLIED.get(act.kind, ())


def _lemmas(act: Act) -> Iterator[str]:
    tokens = act.sentence.tokens_in(act.words)
    return (token.lemma_.lower() for token in tokens) if tokens is not None else iter(())


def _is_distant(act: Act) -> bool:
    """Whether a talk is held by telephone or on a screen, and so at no one place."""
    cues = load_cues().distant
    near = (child.lower_ for child in act.head.children) if act.head is not None else ()
    return not cues.isdisjoint(_lemmas(act)) or not cues.isdisjoint(near)


def _rank(act: Act, head: Token, word: Token, place: Place) -> int:
    """Ranks how closely a place is joined to an act; lower is closer."""
    if word.dep_ in _OBJECTS and word.head.i == head.i:
        # "U.S. airstrikes" are flown by the United States, the "Paris attacks" hit Paris.
        acts = word.dep_ == "compound" and place.country in act.actors
        return 1 if act.kind in _GOING and not acts else FARTHEST
    links = _LINKS | _AWAY_LINKS if act.kind is EventType.RETREAT else _LINKS
    if word.dep_ != "pobj" or word.head.lower_ not in links:
        return FARTHEST
    steps = steps_between(head, word)
    if act.kind is EventType.CONSULT:
        return min(steps, _ELSEWHERE) if word.head.lower_ in _MEETING_LINKS else steps
    if act.verbal:
        told = word.head.lower_ in _SPEECH_LINKS and word.head.head.i == head.i
        return steps if told and steps < _WITHIN_CLAUSE else FARTHEST
    return steps


_GOING = frozenset({EventType.CONSULT, EventType.ASSAULT})
"""Acts whose object is their place ("visited Cairo", "shelled Homs")."""

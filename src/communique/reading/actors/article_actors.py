"""The actors of one article: the walk, the speakers behind "we", and what descriptions lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.certainty import sure
from communique.knowledge.resolve import Resolver
from communique.language import ParsedArticle, Sentence
from communique.reading.actors.home import Home, complete, home_of, setting
from communique.reading.actors.outlet import outlet_country
from communique.reading.actors.referents import Referent, ReferentKind
from communique.reading.actors.walk import Walk, parse_order
from communique.reading.events.candidates import PartyCandidate
from communique.reading.statements import RawStatement
from communique.records import Place, Sector, Span

Candidates = Mapping[int, Sequence[PartyCandidate]]
"""The party candidates of every sentence, by the sentence's index."""


@dataclass(frozen=True, slots=True)
class ArticleActors:
    """What every name, description and pronoun of an article stands for.

    Attributes:
        home: The country that the article is about.
        found: Referents by sentence index and token index.
        referents: All referents in the order in which they are introduced.
    """

    home: Home
    found: Mapping[tuple[int, int], Referent]
    referents: tuple[Referent, ...]

    def of(self, sentence: Sentence, head: Token) -> Referent | None:
        """Gives what the word stands for, or None."""
        return self.found.get((sentence.index, head.i))

    def naming(self) -> frozenset[int]:
        """Gives the indexes of the sentences that name or take up anyone."""
        return frozenset(sentence for sentence, _ in self.found)

    def at(self, parsed: ParsedArticle, span: Span) -> Referent | None:
        """Gives what the words of a span stand for: its head's referent, else any inside."""
        sentence = parsed.sentence_at(span)
        tokens = sentence.tokens_in(span) if sentence is not None else None
        if sentence is None or tokens is None or not len(tokens):
            return None
        by_head = self.of(sentence, tokens.root)
        if by_head is not None:
            return by_head
        inside = (self.of(sentence, token) for token in tokens)
        return next((r for r in inside if r is not None), None)


def find_actors(
    parsed: ParsedArticle,
    candidates: Candidates,
    statements: Sequence[RawStatement],
    places: Sequence[Place],
    *,
    base: KnowledgeBase,
    resolver: Resolver,
    on: date | None,
) -> ArticleActors:
    """Leads every candidate of an article to what it stands for."""
    seat = outlet_country(parsed.article.publisher, base=base, resolver=resolver)
    around = setting(places, seat)
    placed = _by_token(parsed, places)
    walk = Walk(base, resolver, on=on, countries=around, places=placed, seat=seat)
    for sentence in parse_order(parsed):
        walk.sentence(sentence, candidates.get(sentence.index, ()))
    home = home_of(walk.referents, around)
    for referent in walk.referents:
        complete(referent, home, walk.surroundings)
        _make_sure(referent, home)
    actors = ArticleActors(home, walk.found, tuple(walk.referents))
    author = _author(parsed.article.publisher, resolver, on)
    for sentence, head in walk.first_persons:
        speaker = _speaker(parsed, actors, statements, sentence.span_of(head), author)
        if speaker is not None:
            walk.found[sentence.index, head.i] = speaker
    return actors


def _make_sure(referent: Referent, home: Home) -> None:
    """Says how sure a resolution is after all that the article has added to it."""
    if not referent.members:
        (actor,) = referent.actors()
        referent.resolution = sure(actor, share=home.share).resolution


def _by_token(parsed: ParsedArticle, places: Sequence[Place]) -> dict[tuple[int, int], str]:
    """The countries of places by sentence index and the index of the token that heads the name."""
    found = {}
    for place in places:
        sentence = parsed.sentence_at(place.span) if place.span is not None else None
        if sentence is None or place.span is None or place.country is None:
            continue
        tokens = sentence.tokens_in(place.span)
        if tokens is not None and len(tokens):
            found[sentence.index, tokens.root.i] = place.country
    return found


def _speaker(
    parsed: ParsedArticle,
    actors: ArticleActors,
    statements: Sequence[RawStatement],
    word: Span,
    author: Referent | None,
) -> Referent | None:
    for statement in statements:
        if any(part.contains(word) for part in statement.content):
            return speaker_of(statement, parsed, actors)
    return author


def _author(publisher: str | None, resolver: Resolver, on: date | None) -> Referent | None:
    """Who says "we" outside quotations: the body whose own release the article is."""
    actor = resolver.resolve(publisher, on=on) if publisher else None
    if actor is None or actor.sector in (None, Sector.MED):
        return None
    return Referent(
        actor.name,
        ReferentKind.BODY,
        country=actor.country,
        sector=actor.sector,
        id=actor.id,
        resolution=actor.resolution,
    )


def speaker_of(
    statement: RawStatement, parsed: ParsedArticle, actors: ArticleActors
) -> Referent | None:
    """Gives who speaks, or None where the text names nobody."""
    named = statement.antecedent or statement.speaker_span
    return actors.at(parsed, named) if named is not None else None

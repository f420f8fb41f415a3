"""What is read of an annotated article before its events are learned from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.gazetteer import Gazetteer
from communique.knowledge.place_country import place_country_from
from communique.knowledge.resolve import Resolver
from communique.language import LanguageModel, ParsedArticle, Sentence
from communique.reading.actors.article_actors import ArticleActors, find_actors
from communique.reading.actors.referents import Referent
from communique.reading.events.candidates import PartyCandidate, party_candidates
from communique.reading.places import read_places
from communique.reading.statements import RawStatement, find_statements
from communique.records import Article, Sector


@dataclass(frozen=True, slots=True)
class Prepared:
    """An annotated article as the reader sees it before it looks for events."""

    parsed: ParsedArticle
    statements: Sequence[RawStatement]
    candidates: Mapping[int, tuple[PartyCandidate, ...]]
    actors: ArticleActors

    def agreeing(self, sentence: Sentence, parties: Sequence[Mapping[str, Any]]) -> set[int]:
        """Gives the heads of the candidates that stand for one of the annotated parties."""
        found = ((c, self.actors.of(sentence, c.head)) for c in self.candidates[sentence.index])
        return {
            candidate.head.i
            for candidate, referent in found
            if referent is not None and any(agrees(referent, party) for party in parties)
        }


class Groundwork:
    """Prepares annotated articles; the models are loaded once."""

    def __init__(self) -> None:
        """Loads what is read before events are."""
        self._language = LanguageModel()
        self._gazetteer = Gazetteer.load()
        self._base = KnowledgeBase.load()
        self._resolver = Resolver(self._base, place_country=place_country_from(self._gazetteer))

    def prepare(self, row: Mapping[str, Any]) -> Prepared:
        """Parses an article and finds its statements and actors."""
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        article = Article(
            row["id"], row["title"] or "", row["text"], published, row.get("publisher")
        )
        parsed = self._language.parse(article)
        statements = find_statements(parsed)
        candidates = {s.index: party_candidates(s) for s in parsed.sentences}
        actors = find_actors(
            parsed,
            candidates,
            statements,
            read_places(parsed, self._gazetteer),
            base=self._base,
            resolver=self._resolver,
            on=published,
        )
        return Prepared(parsed, statements, candidates, actors)


def agrees(referent: Referent, party: Mapping[str, Any]) -> bool:
    """Whether the scorer would take the referent for the party (guideline, "Scoring")."""
    members = referent.members or (referent,)
    return any(_agrees(member, party) for member in members)


def _agrees(referent: Referent, party: Mapping[str, Any]) -> bool:
    if referent.country and party["country"]:
        sector = Sector(party["sector"]) if party["sector"] else None
        sides = [s is None or s.of_state for s in (referent.sector, sector)]
        return bool(referent.country == party["country"]) and sides[0] == sides[1]
    return bool(referent.words & frozenset(party["name"].lower().split()))

"""The parties of a trigger: who acts and whom it is directed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from communique.language import Sentence
from communique.reading.actors.article_actors import ArticleActors
from communique.reading.actors.referents import Referent
from communique.reading.events.candidates import PartyCandidate
from communique.reading.events.triggers import FoundTrigger, PartyScore
from communique.records import Actor, Span

CLEAR = 0.3
"""Probability from which a candidate is a party; strict F1 over 120 of the annotated articles:
.403 at .3, .398 at .35, .393 at .4, .385 at .5."""

FAINT = 0.2
"""Probability from which the best candidate is taken where none is clear."""

OUTSIDE = 0.12
"""Probability from which a party that the sentence does not name is taken. Over 390 of the
annotated articles 1,205 events are strictly right at .12 with a `FAINT` of .2, and 1,169 at .2 with
one of .12; strict F1 is higher in each third of them (.418, .402, .373 against .415, .398, .371)."""

MUTUAL = 0.5
"""Probability from which both sides act alike."""


@dataclass(frozen=True, slots=True)
class Party:
    """One party of an event.

    Attributes:
        referent: What it stands for.
        span: The words that name it, or None where it is named elsewhere.
        probability: How sure the network is of the role.
    """

    referent: Referent
    span: Span | None
    probability: float

    def actors(self) -> tuple[Actor, ...]:
        """Gives the actor, or those that it consists of."""
        return self.referent.actors(self.span)


@dataclass(frozen=True, slots=True)
class Parties:
    """Both sides of an event."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    mutual: bool


def parties_of(trigger: FoundTrigger, actors: ArticleActors, outside: Outside) -> Parties:
    """Chooses the parties of a trigger: in its sentence, else in the article.

    Args:
        trigger: The trigger with what the network says of its candidates.
        actors: What the candidates stand for.
        outside: Finds the parties that the sentence does not name.
    """
    known = [s for s in trigger.parties if actors.of(trigger.sentence, s.candidate.head)]
    if trigger.mutual >= MUTUAL:
        first, second = _sides(known, trigger.sentence, actors)
        if first and not second:
            second = _outside(outside, first, acting=False)
        if first and second:
            return Parties(first, second, mutual=True)
    acting = _chosen(known, trigger.sentence, actors, acting=True)
    receiving = _chosen(known, trigger.sentence, actors, acting=False)
    receiving = tuple(p for p in receiving if all(p.referent is not a.referent for a in acting))
    acting = acting or _outside(outside, receiving, acting=True)
    receiving = receiving or _outside(outside, acting, acting=False)
    return Parties(acting, receiving, mutual=False)


class Outside(Protocol):
    """Finds a party that the sentence does not name."""

    def __call__(
        self, others: Sequence[Referent], *, acting: bool
    ) -> tuple[Referent, float] | None:
        """Gives the most probable referent with its probability, or None."""
        ...


def _outside(outside: Outside, others: Sequence[Party], *, acting: bool) -> tuple[Party, ...]:
    found = outside([party.referent for party in others], acting=acting)
    if found is None or found[1] < OUTSIDE or any(p.referent is found[0] for p in others):
        return ()
    return (Party(found[0], None, found[1]),)


def _chosen(
    scores: Iterable[PartyScore], sentence: Sentence, actors: ArticleActors, *, acting: bool
) -> tuple[Party, ...]:
    ranked = [
        (s.actor if acting else s.recipient, s.recipient if acting else s.actor, s.candidate)
        for s in scores
    ]
    clear = [(own, c) for own, other, c in ranked if own >= CLEAR and own >= other]
    if not clear:
        best = max(ranked, key=lambda entry: entry[0], default=None)
        if best is not None and best[0] >= FAINT and best[0] >= best[1]:
            clear = [(best[0], best[2])]
    return tuple(_distinct(_party(c, p, sentence, actors) for p, c in clear))


def _sides(
    scores: Iterable[PartyScore], sentence: Sentence, actors: ArticleActors
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Splits the parties of a mutual act: who leans to acting first, the rest opposite."""
    involved = [
        (s.actor - s.recipient, _party(s.candidate, max(s.actor, s.recipient), sentence, actors))
        for s in scores
        if max(s.actor, s.recipient) >= CLEAR
    ]
    parties = list(_distinct(party for _, party in involved))
    members = [p for party in parties for p in _members(party)]
    if len(members) < 2:
        return (), ()
    lean = {id(party.referent): value for value, party in involved}
    first = [p for p in members if lean.get(id(p.referent), 0.0) >= 0] or members[:1]
    second = [p for p in members if all(p is not f for f in first)]
    if not second:
        first, second = first[:1], first[1:]
    return tuple(first), tuple(second)


def _members(party: Party) -> Iterator[Party]:
    if not party.referent.members:
        yield party
    for member in party.referent.members:
        yield Party(member, party.span, party.probability)


def _party(
    candidate: PartyCandidate, probability: float, sentence: Sentence, actors: ArticleActors
) -> Party:
    referent = actors.of(sentence, candidate.head)
    assert referent is not None
    return Party(referent, sentence.span_of_tokens(candidate.phrase), probability)


def _distinct(parties: Iterable[Party]) -> Iterator[Party]:
    """Keeps one mention of every referent, the surest."""
    seen: set[int] = set()
    for party in sorted(parties, key=lambda p: -p.probability):
        if id(party.referent) not in seen:
            seen.add(id(party.referent))
            yield party

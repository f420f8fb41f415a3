"""The parties of a trigger: who acts and whom it is directed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.reading.actors.referents import Referent
from communique.reading.events.party_choice import PartyChoice
from communique.reading.events.party_signs import Option, Telling, options_of
from communique.records import Actor, Span

CLEAR = 0.3
"""The network's probability from which a word names a side of a mutual act."""

AMONG = 0.22
"""Chance from which an option is a party beside the likeliest one. Lower gives more parties, which
match more easily and are right less often. Chosen on events/dev between .15 (strict F1 .480,
countries found .898 and right .864) and .25 (.492, .888, .884)."""

LIKELY = 0.05
"""Chance that the likeliest one who acts must have; .441 at .05, .440 at .15, .428 at .3."""

MUTUAL = 0.5
"""Probability from which both sides act alike."""


@dataclass(frozen=True, slots=True)
class Party:
    """One party of an event.

    Attributes:
        referent: What it stands for.
        span: The words that name it, or None where it is named elsewhere.
        probability: How sure the choice is of the role; for a mutual act, the network.
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


def parties_of(telling: Telling, choice: PartyChoice) -> Parties:
    """Chooses the parties of a trigger among those that its sentence or its article names.

    Args:
        telling: The trigger, and who may be its parties.
        choice: The weights by which they are chosen.
    """
    if telling.trigger.mutual >= MUTUAL:
        first, second = _sides(telling)
        if first and not second:
            second = _chosen(telling, choice, first, acting=False)
        if first and second:
            return Parties(first, second, mutual=True)
    acting = _chosen(telling, choice, (), acting=True)
    return Parties(acting, _chosen(telling, choice, acting, acting=False), mutual=False)


def _chosen(
    telling: Telling, choice: PartyChoice, others: Sequence[Party], *, acting: bool
) -> tuple[Party, ...]:
    """Gives the likeliest options of one side; nobody may be likelier than any for a recipient."""
    options = options_of(telling, acting=acting)
    chances = choice.chances(options)
    nobody = chances[-1]
    taken = {id(one) for party in others for one in (party.referent, *party.referent.members)}
    ranked = sorted(
        (
            (chance, option)
            for option, chance in zip(options, chances, strict=True)
            if option.referent is not None and id(option.referent) not in taken
        ),
        key=lambda entry: -entry[0],
    )
    if not ranked or ranked[0][0] < (LIKELY if acting else nobody):
        return ()
    best, *rest = ranked
    further = [entry for entry in rest if entry[0] >= AMONG and entry[1].score is not None]
    return tuple(_distinct(_party(telling, o, chance) for chance, o in (best, *further)))


def _party(telling: Telling, option: Option, chance: float) -> Party:
    assert option.referent is not None
    if option.score is None:
        return Party(option.referent, None, chance)
    words = telling.trigger.sentence.span_of_tokens(option.score.candidate.phrase)
    return Party(option.referent, words, chance)


def _sides(telling: Telling) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Splits the parties of a mutual act: who leans to acting first, the rest opposite."""
    sentence = telling.trigger.sentence
    involved = [
        (
            score.actor - score.recipient,
            Party(
                referent,
                sentence.span_of_tokens(score.candidate.phrase),
                max(score.actor, score.recipient),
            ),
        )
        for score, referent in telling.named
        if max(score.actor, score.recipient) >= CLEAR
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


def _distinct(parties: Iterable[Party]) -> Iterator[Party]:
    """Keeps one mention of every referent, the surest."""
    seen: set[int] = set()
    for party in sorted(parties, key=lambda p: -p.probability):
        if id(party.referent) not in seen:
            seen.add(id(party.referent))
            yield party

"""When a found event is a gold one (annotation guideline, "Scoring")."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from communique.evaluation.gold import GoldEvent
from communique.evaluation.names import names_agree
from communique.evaluation.pairing import shared
from communique.records import Actor, Event

_Sides = tuple[Actor, Actor]


class Strictness(Enum):
    """What must agree besides the evidence."""

    STRICT = "strict"
    RELAXED = "relaxed"
    WITHOUT_ACTORS = "without actors"


def events_match(gold: GoldEvent, found: Event, strictness: Strictness) -> bool:
    """Whether a found event counts as a gold one.

    Evidence must overlap; the type must be right (relaxed: the quad class); and, but for
    "without actors", actors and recipients must agree.
    """
    if not evidence_shared(gold.event, found):
        return False
    if strictness is Strictness.RELAXED:
        kind_right = found.quad in {kind.quad for kind in gold.types}
    else:
        kind_right = found.type in gold.types
    if not kind_right:
        return False
    return strictness is Strictness.WITHOUT_ACTORS or parties_agree(gold.event, found)


def evidence_shared(gold: Event, found: Event) -> int:
    """The most characters that evidence of the two has in common."""
    return max(
        (shared(a.evidence, b.evidence) for a in gold.mentions for b in found.mentions), default=0
    )


def triggers_overlap(gold: Event, found: Event) -> bool:
    """Whether a trigger of the one overlaps a trigger of the other."""
    return any(a.trigger.overlaps(b.trigger) for a in gold.mentions for b in found.mentions)


def actors_agree(one: Actor, other: Actor) -> bool:
    """Same country, and both of the state or both of society; by name where either has none."""
    if one.country and other.country:
        return one.country == other.country and is_of_state(one) == is_of_state(other)
    return names_agree(one.name, other.name)


def is_of_state(actor: Actor) -> bool:
    """Whether an actor is of the state rather than of society; without a sector it is."""
    return actor.sector is None or actor.sector.of_state


def parties_agree(gold: Event, found: Event) -> bool:
    """Whether actors and recipients agree; of mutual events in either order."""
    if gold.mutual:
        return _both_sides_agree(gold, found)
    if not _any_agree(gold.actors, found.actors):
        return False
    if not gold.recipients and not found.recipients:
        return True
    return _any_agree(gold.recipients, found.recipients)


def _any_agree(gold: Sequence[Actor], found: Sequence[Actor]) -> bool:
    return any(actors_agree(one, other) for one in gold for other in found)


def _both_sides_agree(gold: Event, found: Event) -> bool:
    everybody = (*found.actors, *found.recipients)
    if len(gold.actors) + len(gold.recipients) < 2:
        return _any_agree((*gold.actors, *gold.recipients), everybody)
    offers = _opposed(found)
    return any(
        (actors_agree(one, this) and actors_agree(other, that))
        or (actors_agree(one, that) and actors_agree(other, this))
        for one, other in _opposed(gold)
        for this, that in offers
    )


def _opposed(event: Event) -> list[_Sides]:
    """Pairs of one from each side; of two different ones where one side is left empty."""
    if event.actors and event.recipients:
        return [(one, other) for one in event.actors for other in event.recipients]
    everybody = (*event.actors, *event.recipients)
    return [
        (one, other) for number, one in enumerate(everybody) for other in everybody[number + 1 :]
    ]


def speakers_agree(gold: Sequence[Actor], found: Sequence[Actor]) -> bool:
    """Whether neither has a speaker, or one of each share a content word."""
    if not gold or not found:
        return not gold and not found
    return any(names_agree(one.name, other.name) for one in gold for other in found)

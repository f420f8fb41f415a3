"""Whether the actors of events were resolved rightly, where gold names the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.evaluation.agreement import is_of_state
from communique.evaluation.calibration import Outcome
from communique.evaluation.names import names_agree
from communique.records import Actor, Event


def resolved_parties(gold: Event, found: Event) -> Iterator[tuple[Actor, bool]]:
    """Gives the parties of a found event that gold names too, and whether each is right.

    Right is a party of the same country (or of none, like gold's) and the same part: state or
    society. The same one is who is named by the same words of the text; where gold does not say
    by which, whose name shares a content word.
    """
    named = (*gold.actors, *gold.recipients)
    for actor in (*found.actors, *found.recipients):
        same = [one for one in named if _is_same(one, actor)]
        if same:
            yield actor, any(_is_right(one, actor) for one in same)


def resolution_outcomes(pairs: Iterable[tuple[Event, Event]]) -> Iterator[Outcome]:
    """Gives how sure each resolution was and whether it was right, over matched events."""
    for gold, found in pairs:
        for actor, right in resolved_parties(gold, found):
            if actor.resolution is not None and actor.resolution.confidence is not None:
                yield Outcome(actor.resolution.confidence, right)


def _is_same(gold: Actor, found: Actor) -> bool:
    if gold.span is not None and found.span is not None:
        return gold.span.overlaps(found.span)
    return names_agree(gold.name, found.name)


def _is_right(gold: Actor, found: Actor) -> bool:
    return gold.country == found.country and is_of_state(gold) == is_of_state(found)

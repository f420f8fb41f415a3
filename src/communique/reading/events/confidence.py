"""Confidence: the chance that a careful reader would record an act with this type and parties.

A logistic regression over what the network and the search for parties say; its weights lie in the
model's folder (`confidence.json`), fitted by `communique.training.confidence_fit`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from communique.reading.events.drafts import Draft
from communique.reading.events.parties import Party
from communique.weights import Sign, chance, logit

Signs = tuple[Sign, ...]
"""What a confidence is reckoned from."""


def signs_of(mentions: Sequence[Draft]) -> Signs:
    """Gives what speaks for and against an act as it was read.

    Args:
        mentions: The mentions of one act; its parties are those of the fullest.
    """
    return tuple(_signs(mentions))


def confidence_of(signs: Signs, weights: Mapping[str, float]) -> float:
    """Gives the chance, from 0 to 1, that type and parties are right.

    Args:
        signs: What speaks for and against.
        weights: The weight of each sign, which belong to the model (`EventModel`).
    """
    return chance(signs, weights)


def fullest(mentions: Sequence[Draft]) -> Draft:
    """Gives the mention that names the most sides, of several the surest."""
    return max(mentions, key=lambda draft: (_sides(draft), draft.probability))


def _sides(draft: Draft) -> int:
    return bool(draft.parties.actors) + bool(draft.parties.recipients)


def _signs(mentions: Sequence[Draft]) -> Iterator[Sign]:
    best = fullest(mentions)
    yield "always", 1.0
    yield "trigger", logit(max(draft.probability for draft in mentions))
    yield "mentions", math.log(len(mentions))
    yield from _of_side("actor", best.parties.actors)
    yield from _of_side("recipient", best.parties.recipients)
    if best.parties.mutual:
        yield "mutual", 1.0
    yield str(best.type.quad), 1.0


def _of_side(side: str, parties: Sequence[Party]) -> Iterator[Sign]:
    if not parties:
        yield f"no {side}", 1.0
        return
    surest = max(parties, key=lambda party: party.probability)
    named = f"{side} {'elsewhere' if surest.span is None else 'here'}"
    yield named, 1.0
    yield f"{named} surely", logit(surest.probability)
    if len(parties) > 1:
        yield f"several {side}s", 1.0
    if surest.referent.country is None:
        yield f"{side} without country", 1.0
    if surest.referent.sector is None:
        yield f"{side} without sector", 1.0

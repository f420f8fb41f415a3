"""Confidence: the chance that a careful reader would record an act with this type and parties.

A logistic regression over what the network and the search for parties say; its weights lie in
`confidence.json`, fitted by `communique.training.confidence_fit`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from communique.reading.events.drafts import Draft
from communique.reading.events.parties import Party

Signs = tuple[tuple[str, float], ...]
"""What a confidence is reckoned from: names with their values."""

_LEAST = 1e-4
"""Probabilities are kept this far from 0 and 1, so that their logits stay finite."""


def signs_of(mentions: Sequence[Draft]) -> Signs:
    """Gives what speaks for and against an act as it was read.

    Args:
        mentions: The mentions of one act; its parties are those of the fullest.
    """
    return tuple(_signs(mentions))


def confidence_of(signs: Signs) -> float:
    """Gives the chance, from 0 to 1, that type and parties are right."""
    weights = _weights()
    score = math.fsum(weights.get(name, 0.0) * value for name, value in signs)
    return 1.0 / (1.0 + math.exp(-score))


def fullest(mentions: Sequence[Draft]) -> Draft:
    """Gives the mention that names the most sides, of several the surest."""
    return max(mentions, key=lambda draft: (_sides(draft), draft.probability))


def _sides(draft: Draft) -> int:
    return bool(draft.parties.actors) + bool(draft.parties.recipients)


def _signs(mentions: Sequence[Draft]) -> Iterator[tuple[str, float]]:
    best = fullest(mentions)
    yield "always", 1.0
    yield "trigger", _logit(max(draft.probability for draft in mentions))
    yield "mentions", math.log(len(mentions))
    yield from _of_side("actor", best.parties.actors)
    yield from _of_side("recipient", best.parties.recipients)
    if best.parties.mutual:
        yield "mutual", 1.0
    yield str(best.type.quad), 1.0


def _of_side(side: str, parties: Sequence[Party]) -> Iterator[tuple[str, float]]:
    if not parties:
        yield f"no {side}", 1.0
        return
    surest = max(parties, key=lambda party: party.probability)
    outside = surest.span is None
    yield f"{side} {'elsewhere' if outside else 'here'}", 1.0
    yield f"{side} {'elsewhere' if outside else 'here'} surely", _logit(surest.probability)
    if len(parties) > 1:
        yield f"several {side}s", 1.0
    if surest.referent.country is None:
        yield f"{side} without country", 1.0
    if surest.referent.sector is None:
        yield f"{side} without sector", 1.0


def _logit(probability: float) -> float:
    kept = min(max(probability, _LEAST), 1.0 - _LEAST)
    return math.log(kept / (1.0 - kept))


@cache
def _weights() -> Mapping[str, float]:
    source = files(__package__) / "confidence.json"
    weights: dict[str, float] = json.loads(source.read_text(encoding="utf-8"))
    return weights

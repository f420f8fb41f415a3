"""How sure it is that an actor was resolved rightly.

A logistic regression over what the resolution tells of itself; its weights lie in
`certainty.json`, fitted on annotated articles by `communique.training.certainty_fit`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from communique.records import Actor, Resolution
from communique.weights import Sign, chance, load_weights


def sure(actor: Actor, *, share: float | None = None) -> Actor:
    """Gives an actor whose resolution has a confidence.

    Args:
        actor: An actor that was resolved.
        share: The share, from 0 to 1, of the article's mentions of countries that the country it
            is about has; None where no article is known.
    """
    if actor.resolution is None:
        return actor
    found = _certainty_of(certainty_signs(actor, actor.resolution, share=share))
    return replace(actor, resolution=replace(actor.resolution, confidence=found))


@lru_cache(maxsize=4096)
def _certainty_of(signs: tuple[Sign, ...]) -> float:
    """Gives the chance, from 0 to 1, that country and part (state or society) are right."""
    return round(chance(signs, load_weights(__package__, "certainty.json")), 3)


def certainty_signs(
    actor: Actor, resolution: Resolution, *, share: float | None
) -> tuple[Sign, ...]:
    """Gives what speaks for and against a resolution."""
    return tuple(_signs(actor, resolution, share))


def _signs(actor: Actor, resolution: Resolution, share: float | None) -> Iterator[Sign]:
    method = resolution.method
    yield "always", 1.0
    yield f"method {method}", 1.0
    yield f"sector {actor.sector or 'unknown'}", 1.0
    if actor.country is None:
        yield f"no country by {method}", 1.0
    if actor.id is not None:
        yield f"known {actor.id.partition(':')[0]}", 1.0
    if resolution.candidates:
        yield f"{method} score {resolution.candidates[0].score:.1f}", 1.0
        if any(c.country != actor.country for c in resolution.candidates[1:]):
            yield "rivals of other countries", 1.0
        if method != "context" and resolution.candidates[0].country != actor.country:
            yield "country from elsewhere", 1.0
    if method == "context" and share is not None:
        # Tenths keep the number of different signs, which are kept, small.
        yield "share of the article's country", round(share, 1)

"""How cooperative or hostile a type of event is, from the codebook."""

from __future__ import annotations

from functools import lru_cache

from communique.ontology.codebook import Codebook


@lru_cache(maxsize=1024)
def score_of(kind: str, mode: str | None = None, quad: str | None = None) -> float:
    """Gives the score of a type and mode, from -10, most hostile, to +10, most cooperative.

    The scores are the codebook's, after Goldstein (1992) and the PLOVER manual; a mode without a
    score of its own has its type's, and a type without one counts 0. An own type, whose quad class
    is then needed, scores as the usual PLOVER type of its class.
    """
    return _codebook().score(kind, mode, quad) or 0.0


@lru_cache(maxsize=1)
def _codebook() -> Codebook:
    return Codebook.load()

"""Which words of an annotated article stand for the parties that the annotation names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from communique.language import Sentence
from communique.reading.actors.referents import Referent
from communique.reading.ground import Ground, ReadGround
from communique.records import Article, Sector


def prepare(row: Mapping[str, Any], ground: Ground) -> ReadGround:
    """Reads an annotated article up to its events."""
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    return ground.read(
        Article(row["id"], row["title"] or "", row["text"], published, row.get("publisher"))
    )


def agreeing(
    prepared: ReadGround, sentence: Sentence, parties: Sequence[Mapping[str, Any]]
) -> set[int]:
    """Gives the heads of the candidates that stand for one of the annotated parties."""
    heads = (candidate.head for candidate in prepared.candidates[sentence.index])
    found = ((head.i, prepared.actors.of(sentence, head)) for head in heads)
    return {
        at
        for at, referent in found
        if referent is not None and any(agrees(referent, party) for party in parties)
    }


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

"""Parties that a sentence does not name: found among what the article speaks of.

A fifth of the parties in the annotated articles are named outside the event's sentence: the
speaker of a quotation, the government that a protest is against, the side named a sentence
before. A conditional logit over the article's referents (McFadden 1974) chooses one; its weights
lie in `implicit.json`, fitted by `communique.training.implicit_fit`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.reading.actors.article_actors import ArticleActors
from communique.reading.actors.referents import Referent
from communique.reading.events.weights import Sign, load_weights, weighed
from communique.records import EventType, Sector

_SECTOR_GROUPS = {
    Sector.GOV: "gov", Sector.MIL: "force", Sector.COP: "force", Sector.SPY: "force",
    Sector.REB: "rebel", Sector.CRM: "rebel", Sector.OPP: "opposition", Sector.PTY: "opposition",
    Sector.CVL: "people", Sector.LAB: "people", Sector.EDU: "people", Sector.REF: "people",
    Sector.JUD: "court", Sector.LEG: "parliament", Sector.MED: "media", Sector.BUS: "business",
    Sector.IGO: "international", Sector.NGO: "ngo",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and how an act is told.

    Attributes:
        sentence: Index of the sentence.
        type: The event's type.
        speakers: Who says the sentence, outermost first.
        others: The parties of the other side.
        acting: Whether the one who acts is looked for, or the one it is directed at.
    """

    sentence: int
    type: EventType
    speakers: tuple[Referent, ...]
    others: tuple[Referent, ...]
    acting: bool


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where an article mentions a referent."""

    sentences: tuple[int, ...]

    @classmethod
    def by_referent(cls, actors: ArticleActors) -> dict[int, Mentions]:
        """Gives the mentions of every referent, by the referent's identity."""
        places: dict[int, list[int]] = {}
        for (sentence, _), referent in actors.found.items():
            for one in referent.members or (referent,):
                places.setdefault(id(one), []).append(sentence)
        return {key: cls(tuple(sorted(found))) for key, found in places.items()}


def features_of(
    referent: Referent, mentions: Mentions, setting: Setting, home: str | None
) -> Iterator[Sign]:
    """Gives what speaks for and against a referent as a party that is not named."""
    role = "actor" if setting.acting else "recipient"
    yield f"{role} weight", math.log1p(len(mentions.sentences))
    yield from ((f"{role} {name}", 1.0) for name in _position(mentions, setting.sentence))
    yield from ((f"{role} {name}", 1.0) for name in _standing(referent, setting, home))
    group = _SECTOR_GROUPS.get(referent.sector, "none") if referent.sector else "none"
    yield f"{role} {group}", 1.0
    yield f"{role} {group} {setting.type.quad}", 1.0
    yield f"{role} {group} {setting.type}", 1.0


def _position(mentions: Mentions, sentence: int) -> Iterator[str]:
    before = [sentence - s for s in mentions.sentences if s < sentence]
    if sentence in mentions.sentences:
        yield "here"
    if before:
        yield f"before {min([*before, 4])}"
    else:
        yield "not before"
    if sentence + 1 in mentions.sentences:
        yield "next"
    if 0 in mentions.sentences:
        yield "title"
    if 1 in mentions.sentences:
        yield "lead"


def _standing(referent: Referent, setting: Setting, home: str | None) -> Iterator[str]:
    if any(referent is speaker for speaker in setting.speakers):
        yield "speaker"
        yield f"speaker {setting.type.quad}"
    if referent.country is None:
        yield "no country"
    elif referent.country == home:
        yield "home"
        yield f"home {setting.type}"
    for other in setting.others:
        if referent is other:
            yield "other side itself"
        elif referent.country is not None and referent.country == other.country:
            yield "country of the other side"
            yield f"country of the other side {setting.type.quad}"
    yield f"kind {referent.kind}"
    if referent.subject:
        yield "subject"


def implicit_party(
    setting: Setting, actors: ArticleActors, mentions: Mapping[int, Mentions]
) -> tuple[Referent, float] | None:
    """Chooses the most probable party that the sentence does not name.

    Returns:
        The referent and its probability among all referents, or None where there is none.
    """
    usable = usable_referents(actors, mentions)
    if not usable:
        return None
    scores = [_score(r, mentions[id(r)], setting, actors.home.country) for r in usable]
    best = max(range(len(usable)), key=scores.__getitem__)
    total = math.fsum(math.exp(score - scores[best]) for score in scores)
    return usable[best], 1.0 / total


@dataclass(frozen=True, slots=True)
class ArticleParties:
    """Finds parties among all that the article speaks of, for one trigger.

    Attributes:
        actors: What the article speaks of.
        mentions: Where it does.
        sentence: Index of the trigger's sentence.
        type: The event's type.
        speakers: Who says the sentence, outermost first.
    """

    actors: ArticleActors
    mentions: Mapping[int, Mentions]
    sentence: int
    type: EventType
    speakers: tuple[Referent, ...]

    def __call__(
        self, others: Sequence[Referent], *, acting: bool
    ) -> tuple[Referent, float] | None:
        """Gives the most probable referent with its probability, or None."""
        setting = Setting(self.sentence, self.type, self.speakers, tuple(others[:2]), acting)
        return implicit_party(setting, self.actors, self.mentions)


def _usable(referent: Referent, mentions: Mapping[int, Mentions]) -> bool:
    known = referent.country is not None or referent.sector is not None
    return known and not referent.members and id(referent) in mentions


def _score(referent: Referent, mentions: Mentions, setting: Setting, home: str | None) -> float:
    return weighed(features_of(referent, mentions, setting, home), load_weights("implicit.json"))


def usable_referents(actors: ArticleActors, mentions: Mapping[int, Mentions]) -> Sequence[Referent]:
    """Gives the referents that may be a party, in the order of the article."""
    return [r for r in actors.referents if _usable(r, mentions)]

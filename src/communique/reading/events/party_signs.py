"""Who may take part in an act, and what speaks for and against each: signs for the choice.

A party is named in the sentence, or, in a fifth of the annotated events, elsewhere in the article:
the speaker of a quotation, the government that a protest is against, the side named a sentence
before. Both are options of one choice (`party_choice`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.reading.actors.article_actors import ArticleActors
from communique.reading.actors.referents import Referent
from communique.reading.events.circumstances import Reported
from communique.reading.events.triggers import FoundTrigger, PartyScore
from communique.records import EventType, Sector
from communique.weights import Sign, logit

_SECTOR_GROUPS = {
    Sector.GOV: "gov", Sector.MIL: "force", Sector.COP: "force", Sector.SPY: "force",
    Sector.REB: "rebel", Sector.CRM: "rebel", Sector.OPP: "opposition", Sector.PTY: "opposition",
    Sector.CVL: "people", Sector.LAB: "people", Sector.EDU: "people", Sector.REF: "people",
    Sector.JUD: "court", Sector.LEG: "parliament", Sector.MED: "media", Sector.BUS: "business",
    Sector.IGO: "international", Sector.NGO: "ngo",
}  # fmt: skip

FAINT = 0.12
"""The network's probability from which the best word of the other side counts as that side."""

PLAIN = 0.6
"""The network's probability from which a word of the sentence is so plainly a party that nobody
is looked for outside; leaving those out halves the work."""

_NOBODY_HERE = -6.0
"""Stands for the logit of the best word in a sentence that has none."""


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


@dataclass(frozen=True, slots=True)
class Option:
    """Someone who may be a party.

    Attributes:
        referent: Who; None for nobody at all.
        score: The word of the sentence that names them, or None where it is named elsewhere.
        signs: What speaks for and against.
    """

    referent: Referent | None
    score: PartyScore | None
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One trigger among all that its article speaks of.

    Attributes:
        trigger: The trigger, with what the network says of the words around it.
        actors: What the article speaks of.
        mentions: Where it does, by the referent's identity.
        speakers: Who says the sentence, outermost first.
        named: The words of the sentence that stand for someone, and for whom.
    """

    trigger: FoundTrigger
    actors: ArticleActors
    mentions: Mapping[int, Mentions]
    speakers: tuple[Referent, ...]
    named: tuple[tuple[PartyScore, Referent], ...]

    @classmethod
    def of(
        cls,
        trigger: FoundTrigger,
        actors: ArticleActors,
        mentions: Mapping[int, Mentions],
        reported: Iterable[Reported],
    ) -> Telling:
        """Gathers what a trigger's sentence names.

        Args:
            trigger: The trigger.
            actors: What the article speaks of.
            mentions: Where it does.
            reported: The speech that the trigger stands in, outermost first.
        """
        speakers = tuple(one.speaker for one in reported if one.speaker is not None)
        found = ((s, actors.of(trigger.sentence, s.candidate.head)) for s in trigger.parties)
        named = tuple((score, referent) for score, referent in found if referent is not None)
        return cls(trigger, actors, mentions, speakers, named)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the signs of every option depend on."""

    telling: Telling
    type: EventType
    role: str
    other: Referent | None

    @property
    def sentence(self) -> int:
        return self.telling.trigger.sentence.index


def options_of(telling: Telling, *, acting: bool) -> list[Option]:
    """Gives everyone who may be the party of one side, and nobody as the last option.

    Args:
        telling: The trigger and its article.
        acting: Whether the one who acts is looked for, or the one it is directed at.
    """
    named = telling.named
    own = [logit(s.actor if acting else s.recipient) for s, _ in named]
    others = [logit(s.recipient if acting else s.actor) for s, _ in named]
    likeliest = max(range(len(named)), key=others.__getitem__, default=None)
    faint = likeliest is None or others[likeliest] < logit(FAINT)
    setting = _Setting(
        telling,
        telling.trigger.type.plover,
        "actor" if acting else "recipient",
        None if likeliest is None or faint else named[likeliest][1],
    )
    options = list(_here(named, own, others, likeliest, setting))
    best = max(own, default=_NOBODY_HERE)
    if best < logit(PLAIN):
        here = {id(one) for _, r in named for one in (r, *r.members)}
        options += (_elsewhere(r, setting) for r in usable_referents(telling) if id(r) not in here)
    options.append(Option(None, None, tuple(_of_nobody(best, setting))))
    return options


def _here(
    named: Sequence[tuple[PartyScore, Referent]],
    own: Sequence[float],
    others: Sequence[float],
    likeliest: int | None,
    setting: _Setting,
) -> Iterator[Option]:
    order = sorted(range(len(named)), key=lambda at: -own[at])
    ranks = {at: rank for rank, at in enumerate(order)}
    for at, (score, referent) in enumerate(named):
        rival = own[order[1]] if ranks[at] == 0 and len(order) > 1 else own[order[0]]
        signs = [
            *_with_kind("in", 1.0, setting),
            *_with_kind("own", own[at], setting),
            *_with_kind("other", others[at], setting),
            (f"{setting.role} rank {min(ranks[at], 3)}", 1.0),
            (f"{setting.role} ahead", own[at] - (rival if len(order) > 1 else _NOBODY_HERE)),
            *((f"{setting.role} path {place} {label}", 1.0)
              for place, label in enumerate(score.path)),
        ]  # fmt: skip
        if at == likeliest:
            signs += _with_kind("likeliest of the other side", 1.0, setting)
        if referent.members:
            signs.append((f"{setting.role} several", 1.0))
        places = setting.telling.mentions.get(id(referent)) or Mentions((setting.sentence,))
        yield Option(referent, score, (*signs, *_of_referent(referent, places, setting)))


def _elsewhere(referent: Referent, setting: _Setting) -> Option:
    places = setting.telling.mentions[id(referent)]
    signs = *_with_kind("out", 1.0, setting), *_of_referent(referent, places, setting)
    return Option(referent, None, signs)


def _of_nobody(best: float, setting: _Setting) -> Iterator[Sign]:
    yield f"{setting.role} nobody", 1.0
    yield f"{setting.role} nobody {setting.type}", 1.0
    yield f"{setting.role} nobody best", best
    yield f"{setting.role} nobody mutual", setting.telling.trigger.mutual


def _with_kind(name: str, value: float, setting: _Setting) -> Iterator[Sign]:
    """Gives a sign alone, by quad class and type, and by how likely both sides act alike."""
    yield f"{setting.role} {name}", value
    yield f"{setting.role} {name} {setting.type.quad}", value
    yield f"{setting.role} {name} {setting.type}", value
    yield f"{setting.role} {name} mutual", value * setting.telling.trigger.mutual


def _of_referent(referent: Referent, mentions: Mentions, setting: _Setting) -> Iterator[Sign]:
    role = setting.role
    yield f"{role} weight", math.log1p(len(mentions.sentences))
    yield from ((f"{role} {name}", 1.0) for name in _position(mentions, setting.sentence))
    yield from ((f"{role} {name}", 1.0) for name in _standing(referent, setting))
    group = _SECTOR_GROUPS.get(referent.sector, "none") if referent.sector else "none"
    yield f"{role} {group}", 1.0
    yield f"{role} {group} {setting.type.quad}", 1.0
    yield f"{role} {group} {setting.type}", 1.0


def _position(mentions: Mentions, sentence: int) -> Iterator[str]:
    before = [sentence - s for s in mentions.sentences if s < sentence]
    if sentence in mentions.sentences:
        yield "here"
    yield f"before {min([*before, 4])}" if before else "not before"
    if sentence + 1 in mentions.sentences:
        yield "next"
    if 0 in mentions.sentences:
        yield "title"
    if 1 in mentions.sentences:
        yield "lead"


def _standing(referent: Referent, setting: _Setting) -> Iterator[str]:
    if any(referent is speaker for speaker in setting.telling.speakers):
        yield "speaker"
        yield f"speaker {setting.type.quad}"
    if referent.country is None:
        yield "no country"
    elif referent.country == setting.telling.actors.home.country:
        yield "home"
        yield f"home {setting.type}"
    other = setting.other
    if referent is other:
        yield "other side itself"
    elif other is not None and referent.country and referent.country == other.country:
        yield "country of the other side"
        yield f"country of the other side {setting.type.quad}"
    yield f"kind {referent.kind}"
    if referent.subject:
        yield "subject"


def usable_referents(telling: Telling) -> Iterator[Referent]:
    """Gives the referents that may be a party, in the order of the article."""
    for referent in telling.actors.referents:
        known = referent.country is not None or referent.sector is not None
        if known and not referent.members and id(referent) in telling.mentions:
            yield referent

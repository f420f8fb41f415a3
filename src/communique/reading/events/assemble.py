"""From triggers to events: parties, status, circumstances, and mentions joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.knowledge.base import KnowledgeBase
from communique.language import ParsedArticle
from communique.reading.actors.article_actors import ArticleActors
from communique.reading.events.circumstances import (
    Act,
    Circumstances,
    last_speaker,
    reported_in,
    said_by,
)
from communique.reading.events.confidence import Signs, confidence_of, fullest, signs_of
from communique.reading.events.contexts import contexts_of
from communique.reading.events.drafts import Draft
from communique.reading.events.event_model import EventModel
from communique.reading.events.merge import join
from communique.reading.events.modes import mode_of
from communique.reading.events.occasions import at_occasions
from communique.reading.events.parties import Party, parties_of
from communique.reading.events.party_choice import PartyChoice
from communique.reading.events.party_signs import Mentions, Telling
from communique.reading.events.status import status_of
from communique.reading.events.triggers import FoundTrigger
from communique.reading.statements import RawStatement
from communique.records import (
    Actor,
    Event,
    EventMention,
    EventType,
    Explanation,
    Place,
    Sector,
    Time,
    When,
)

_BY_FORCES = frozenset({EventType.ASSAULT})
"""Types in which a state that is named alone stands for its armed forces: so are 87 of 114 in the
annotated articles. In MOBILIZE it is the government as often (24 of 42), elsewhere almost always.
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the other parts of the reading have found in the article."""

    parsed: ParsedArticle
    actors: ArticleActors
    statements: Sequence[RawStatement]
    times: Sequence[Time]
    places: Sequence[Place]
    base: KnowledgeBase


def assemble(
    triggers: Iterable[FoundTrigger],
    evidence: Evidence,
    model: EventModel,
    *,
    least: float,
    explain: bool = False,
) -> tuple[Event, ...]:
    """Makes the events of an article.

    Args:
        triggers: Triggers in reading order.
        evidence: What else was found.
        model: The model that found the triggers; it chooses parties and says how sure events are.
        least: Confidence that an event must reach.
        explain: Whether events say why they were read so.
    """
    mentions = Mentions.by_referent(evidence.actors)
    around = Circumstances(
        evidence.parsed, evidence.times, evidence.places, evidence.actors.home, base=evidence.base
    )
    found = (_draft(t, evidence, mentions, around, model.choice) for t in triggers)
    drafts = [draft for draft in found if draft is not None]
    groups = ((group, signs_of(group)) for group in join(at_occasions(drafts)))
    weighed = ((g, signs, confidence_of(signs, model.confidence)) for g, signs in groups)
    sure = (weighed_group for weighed_group in weighed if weighed_group[-1] >= least)
    identifier = evidence.parsed.article.id
    return tuple(
        _event(group, signs, confidence, f"{identifier}#{number}", evidence, explain=explain)
        for number, (group, signs, confidence) in enumerate(sure, start=1)
    )


def _draft(
    trigger: FoundTrigger,
    evidence: Evidence,
    mentions: Mapping[int, Mentions],
    around: Circumstances,
    choice: PartyChoice,
) -> Draft | None:
    sentence = trigger.sentence
    words = sentence.span_of_tokens(trigger.words)
    reported = reported_in(words, evidence.parsed, evidence.actors, evidence.statements)
    kind = trigger.type.plover
    parties = parties_of(Telling.of(trigger, evidence.actors, mentions, reported), choice)
    if not parties.actors:
        return None
    status, cue = status_of(trigger, kind)
    countries = _countries(parties.actors), _countries(parties.recipients)
    act = Act(sentence, words, kind, status, *countries)
    when = around.when(act)
    last = last_speaker(words, evidence.parsed, evidence.actors, evidence.statements)
    return Draft(
        trigger=trigger,
        parties=parties,
        status=status,
        status_cue=cue,
        said_by=said_by(act, reported, [party.referent for party in parties.actors], last),
        when=when,
        month=around.month(act),
        where=around.where(act),
        background=around.is_background(act, when),
        probability=trigger.probability,
    )


def _countries(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(a.country for party in parties for a in party.actors() if a.country is not None)


def _event(
    group: Sequence[Draft],
    signs: Signs,
    confidence: float,
    identifier: str,
    evidence: Evidence,
    *,
    explain: bool,
) -> Event:
    best = fullest(group)
    first = min(group, key=lambda d: d.trigger.sentence.index)
    return Event(
        id=identifier,
        type=best.type,
        mode=next((mode for d in (best, *group) if (mode := _mode(d)) is not None), None),
        mutual=best.parties.mutual,
        actors=_acting(best, evidence.base),
        recipients=_actors(best.parties.recipients),
        mentions=tuple(_mention(draft) for draft in group),
        status=best.status,
        said_by=best.said_by,
        when=_when((best, *group)),
        where=next((d.where for d in (best, *group) if d.where is not None), None),
        confidence=round(confidence, 4),
        background=all(draft.background for draft in group),
        contexts=contexts_of(evidence.parsed, best.type.plover, best.trigger.sentence),
        explanation=_explanation(first, group, signs) if explain else None,
    )


def _mode(draft: Draft) -> str | None:
    trigger = draft.trigger
    cues = trigger.coding.cues(draft.type)
    return mode_of(cues, trigger.words, trigger.head, trigger.sentence)


def _when(drafts: Sequence[Draft]) -> When | None:
    """Gives a date that a mention's own sentence states; else one carried; else a month."""
    dated = [(d.when, d.trigger.sentence.span) for d in drafts if d.when is not None]
    stated = (w for w, span in dated if w.span is not None and span.contains(w.span))
    month = next((draft.month for draft in drafts if draft.month is not None), None)
    return next(stated, dated[0][0] if dated else month)


def _acting(draft: Draft, base: KnowledgeBase) -> tuple[Actor, ...]:
    """Gives those who act; a state that uses force does so by its armed forces."""
    actors = _actors(draft.parties.actors)
    if draft.type.plover not in _BY_FORCES:
        return actors
    return tuple(replace(a, sector=Sector.MIL) if _is_bare_state(a, base) else a for a in actors)


def _is_bare_state(actor: Actor, base: KnowledgeBase) -> bool:
    """Whether no more is said than the state: "Russia", "Russian", "Moscow"."""
    is_government = actor.sector is Sector.GOV and actor.country is not None
    return is_government and base.country_of(actor.name) == actor.country


def _actors(parties: Iterable[Party]) -> tuple[Actor, ...]:
    found: dict[tuple[str, str | None], Actor] = {}
    for party in parties:
        for actor in party.actors():
            found.setdefault((actor.name, actor.country), actor)
    return tuple(found.values())


def _mention(draft: Draft) -> EventMention:
    sentence = draft.trigger.sentence
    return EventMention(sentence.span, sentence.span_of_tokens(draft.trigger.words))


def _explanation(first: Draft, group: Sequence[Draft], signs: Signs) -> Explanation:
    names = (kind.value for kind in first.trigger.coding.types)
    scores = sorted(
        zip(names, (float(p) for p in first.trigger.types[1:]), strict=True), key=lambda s: -s[1]
    )
    return Explanation(
        type_scores=tuple(scores[:4]),
        status_cue=first.status_cue,
        notes=tuple(_notes(group)),
        signs=signs,
    )


def _notes(group: Sequence[Draft]) -> Iterator[str]:
    if len(group) > 1:
        words = ", ".join(repr(draft.trigger.words.text) for draft in group)
        yield f"{len(group)} mentions are told as one act: {words}."
    for draft in group[:1]:
        for role, parties in (
            ("acts", draft.parties.actors),
            ("receives", draft.parties.recipients),
        ):
            for party in parties:
                where = "elsewhere" if party.span is None else repr(party.span.text)
                yield f"{party.referent.name} {role}: {where} ({party.probability:.2f})."

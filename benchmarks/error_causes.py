"""The causes of the errors of readings of events, finer than `communique evaluate --errors`.

That command tells seven causes; here a wrong party is followed to its word and its code, and
events that nobody annotated are counted as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.evaluation.agreement import (
    Strictness,
    actors_agree,
    events_match,
    evidence_shared,
    triggers_overlap,
)
from communique.evaluation.errors import Cause, misses
from communique.evaluation.events import Matching, match_events
from communique.evaluation.gold import GoldArticle, GoldEvent
from communique.evaluation.names import names_agree
from communique.records import Actor, Event, Reading

SPLIT_FROM = 40
"""Errors of one cause from which it is told apart by type."""

POOLED_BELOW = 5
"""Errors of one type below which it is counted among the other types of its cause."""

SHOWN = 30
"""Rows of the table."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of error.

    Attributes:
        cause: What went wrong, the same for every type.
        detail: The type, the pair of types, or the pair of sectors.
    """

    cause: str
    detail: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The errors of one set of articles.

    Attributes:
        name: Name of the set.
        reasons: How often each reason.
    """

    name: str
    reasons: Counter[Reason]


def count_errors(
    name: str, gold: Sequence[GoldArticle], readings: Mapping[str, Reading]
) -> Counted:
    """Counts why events were missed and why some are spurious (strict).

    What is missed and what is spurious are paired first by evidence and type, then by trigger:
    an event with a wrong party or type is one error, not two.
    """
    reasons: Counter[Reason] = Counter()
    for article in gold:
        reading = readings.get(article.article.id) or Reading(article.article)
        reasons.update(_of_article(article, reading))
    return Counted(name, reasons)


def _of_article(article: GoldArticle, reading: Reading) -> Iterator[Reason]:
    strict = match_events(article.events or (), reading.events, Strictness.STRICT)
    missed = [one for number, one in enumerate(strict.gold) if number not in strict.pairs]
    typed = match_events(missed, strict.spurious, Strictness.WITHOUT_ACTORS)
    for one, found in typed.matched:
        yield _party_reason(article, reading, one, found)
    missed = [one for number, one in enumerate(missed) if number not in typed.pairs]
    paired = {found.id for _, found in typed.matched}
    spurious = [event for event in strict.spurious if event.id not in paired]
    for one in missed:
        other = next((event for event in spurious if triggers_overlap(one.event, event)), None)
        if other is None:
            yield _missed_reason(one, strict)
        else:
            spurious.remove(other)
            detail = f"{one.event.type} as {other.type}"
            yield Reason("type: the word read as another type", detail)
    yield from (_spurious_reason(event, strict) for event in spurious)


def _party_reason(article: GoldArticle, reading: Reading, gold: GoldEvent, found: Event) -> Reason:
    """Says what is wrong with the parties of an event that is found with the right type."""
    (miss,) = misses(
        [replace(article, events=(gold,))], {article.article.id: replace(reading, events=(found,))}
    )
    if miss.cause is Cause.SWAPPED:
        return Reason(f"parties: {miss.cause}", found.type)
    side, wanted, offered = _wrong_side(miss.cause, gold.event, found)
    if miss.cause is Cause.SIDE:
        return Reason(f"{side}: {miss.cause}", _sectors(wanted, offered))
    return Reason(f"{side}: {_how(gold.event, wanted, offered)}", found.type)


def _missed_reason(gold: GoldEvent, strict: Matching) -> Reason:
    there = [event for event in strict.found if evidence_shared(gold.event, event)]
    if any(events_match(gold, event, Strictness.WITHOUT_ACTORS) for event in there):
        where = "one event found for two of its type"
    elif there:
        where = "passed over beside another event"
    else:
        where = "nothing read in the sentence"
    return Reason(f"missed: {where}", gold.event.type)


def _spurious_reason(event: Event, strict: Matching) -> Reason:
    there = [one for one in strict.gold if evidence_shared(one.event, event)]
    same_word = any(triggers_overlap(one.event, event) for one in there)
    if any(events_match(one, event, Strictness.WITHOUT_ACTORS) for one in there):
        where = "a mention read with other parties" if same_word else "a second event of its type"
    elif there:
        where = "another type on an annotated word" if same_word else "beside an annotated event"
    else:
        told = ", as background" if event.background else ""
        where = f"nothing annotated in the sentence{told}"
    return Reason(f"spurious: {where}", event.type)


def _wrong_side(
    cause: Cause, gold: Event, found: Event
) -> tuple[str, Sequence[Actor], Sequence[Actor]]:
    """Gives which side is wrong, with its gold and its found parties."""
    if gold.mutual:
        everybody = (*found.actors, *found.recipients)
        wanted = (*gold.actors, *gold.recipients)
        apart = [one for one in wanted if not any(actors_agree(one, o) for o in everybody)]
        return "party of a mutual event", apart or wanted, everybody
    actor_wrong = not any(actors_agree(a, b) for a in gold.actors for b in found.actors)
    if cause is Cause.ACTOR or (cause is Cause.SIDE and actor_wrong):
        return "actor", gold.actors, found.actors
    return "recipient", gold.recipients, found.recipients


def _how(gold: Event, wanted: Sequence[Actor], offered: Sequence[Actor]) -> str:
    if not offered:
        return "none read"
    if not wanted:
        return "one read where there is none"
    if pairs := [(a, b) for a in wanted for b in offered if _same_words(a, b)]:
        return _code_fault(*pairs[0])
    named = any(
        names_agree(actor.name, mention.evidence.text)
        for actor in wanted
        for mention in gold.mentions
    )
    place = "named in the sentence" if named else "named elsewhere"
    taken = "one from elsewhere" if all(one.span is None for one in offered) else "another word"
    return f"{place}, {taken} taken"


def _same_words(one: Actor, other: Actor) -> bool:
    if one.span and other.span and one.span.overlaps(other.span):
        return True
    return names_agree(one.name, other.name)


def _code_fault(wanted: Actor, offered: Actor) -> str:
    if wanted.country and not offered.country:
        return "right words, no country"
    if wanted.country != offered.country:
        return "right words, wrong country"
    return "right words, state and society confused"


def _sectors(wanted: Sequence[Actor], offered: Sequence[Actor]) -> str:
    for one in wanted:
        for other in offered:
            if one.country == other.country and not actors_agree(one, other):
                return f"{one.sector or 'none'} as {other.sector or 'none'}"
    return "several"


def error_rows(sets: Sequence[Counted], before: Sequence[Counted] = ()) -> Iterator[str]:
    """Gives the table of the commonest causes as lines of Markdown.

    Args:
        sets: The sets as they are read now; their errors give order and share.
        before: The same sets as they were read before, for columns of their own.
    """
    shown = (*before, *sets)
    together = _sum(sets)
    pooled = [_pooled(one.reasons, together) for one in shown]
    counts = sum(pooled[len(before) :], Counter[Reason]())
    yield f"| | cause | of | {' | '.join(one.name for one in shown)} | share |"
    yield f"| ---: | --- | --- | {' | '.join(['---:'] * len(shown))} | ---: |"
    order = sorted(counts, key=lambda reason: (-counts[reason], reason.cause, reason.detail))
    for number, reason in enumerate(order[:SHOWN], 1):
        cells = " | ".join(str(one[reason]) for one in pooled)
        share = f"{counts[reason] / counts.total():.1%}"
        yield f"| {number} | {reason.cause} | {reason.detail} | {cells} | {share} |"
    part = sum(counts[reason] for reason in order[:SHOWN]) / (counts.total() or 1)
    totals = " | ".join(str(one.total()) for one in pooled)
    yield f"| | all errors | | {totals} | {part:.1%} shown |"


def cause_rows(sets: Sequence[Counted], before: Sequence[Counted] = ()) -> Iterator[str]:
    """Gives the causes without types as lines of Markdown; arguments as of `error_rows`."""
    shown = (*before, *sets)
    by_cause = [_by_cause(one.reasons) for one in shown]
    counts = sum(by_cause[len(before) :], Counter[str]())
    yield f"| cause | {' | '.join(one.name for one in shown)} | share |"
    yield f"| --- | {' | '.join(['---:'] * len(shown))} | ---: |"
    for cause, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        cells = " | ".join(str(one[cause]) for one in by_cause)
        yield f"| {cause} | {cells} | {count / counts.total():.1%} |"
    totals = " | ".join(str(one.total()) for one in by_cause)
    yield f"| all errors | {totals} | |"


def _sum(sets: Sequence[Counted]) -> Counter[Reason]:
    return sum((one.reasons for one in sets), Counter[Reason]())


def _by_cause(reasons: Counter[Reason]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for reason, count in reasons.items():
        counts[reason.cause] += count
    return counts


def _pooled(reasons: Counter[Reason], together: Counter[Reason]) -> Counter[Reason]:
    """Puts together what is too rare to be told apart by type."""
    causes = _by_cause(together)
    pooled: Counter[Reason] = Counter()
    for reason, count in reasons.items():
        if causes[reason.cause] < SPLIT_FROM:
            detail = "every type"
        else:
            detail = "other types" if together[reason] < POOLED_BELOW else reason.detail
        pooled[Reason(reason.cause, detail)] += count
    return pooled

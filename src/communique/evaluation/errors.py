"""Why events were missed or are spurious, with counts and examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from communique.evaluation.agreement import Strictness, actors_agree, evidence_shared, parties_agree
from communique.evaluation.events import Matching, match_events
from communique.evaluation.gold import GoldArticle, GoldEvent
from communique.records import Actor, Event, Reading


class Cause(StrEnum):
    """What keeps a gold event and a found one apart, the nearest found event decides."""

    NOTHING_THERE = "no event in the sentence"
    OTHER_TYPE = "another type in the sentence"
    SWAPPED = "actor and recipient swapped"
    ACTOR = "wrong actor"
    RECIPIENT = "wrong recipient"
    SIDE = "right country, state and society confused"
    TAKEN = "one event found for two"


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold event that was missed.

    Attributes:
        article_id: Where.
        gold: The event.
        cause: Why the nearest found event does not count.
        nearest: That event, or None.
    """

    article_id: str
    gold: Event
    cause: Cause
    nearest: Event | None


def misses(gold: Sequence[GoldArticle], readings: Mapping[str, Reading]) -> tuple[Miss, ...]:
    """Gives every gold event that was missed (strict), in order, with the cause."""
    return tuple(
        miss for article in gold for miss in _misses(article, readings.get(article.article.id))
    )


def _misses(article: GoldArticle, reading: Reading | None) -> Iterator[Miss]:
    found = reading.events if reading else ()
    matching = match_events(article.events or (), found, Strictness.STRICT)
    for number, wanted in enumerate(matching.gold):
        if number not in matching.pairs:
            cause, nearest = _cause(wanted, matching)
            yield Miss(article.article.id, wanted.event, cause, nearest)


def _cause(wanted: GoldEvent, matching: Matching) -> tuple[Cause, Event | None]:
    there = [event for event in matching.found if evidence_shared(wanted.event, event)]
    if not there:
        return Cause.NOTHING_THERE, None
    typed = [event for event in there if event.type in wanted.types]
    if not typed:
        return Cause.OTHER_TYPE, there[0]
    causes = [(_party_cause(wanted.event, event), event) for event in typed]
    order = list(Cause)
    return max(causes, key=lambda each: order.index(each[0]))


def _party_cause(gold: Event, found: Event) -> Cause:
    if parties_agree(gold, found):
        return Cause.TAKEN
    if parties_agree(_without_sectors(gold), _without_sectors(found)):
        return Cause.SIDE
    if parties_agree(gold, replace(found, actors=found.recipients, recipients=found.actors)):
        return Cause.SWAPPED
    if any(actors_agree(one, other) for one in gold.actors for other in found.actors):
        return Cause.RECIPIENT
    return Cause.ACTOR


def _without_sectors(event: Event) -> Event:
    def bare(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return tuple(replace(actor, sector=None) for actor in actors)

    return replace(event, actors=bare(event.actors), recipients=bare(event.recipients))


def error_table(
    gold: Sequence[GoldArticle], readings: Mapping[str, Reading], *, examples: int
) -> str:
    """Gives counts of the causes, and some missed events of each.

    Args:
        gold: Articles with events.
        readings: By article id.
        examples: How many missed events of each cause to show.
    """
    found = misses(gold, readings)
    counts = Counter(miss.cause for miss in found)
    lines = [f"missed events: {len(found)}"]
    for cause, count in counts.most_common():
        lines += ["", f"{cause}: {count}"]
        shown = [miss for miss in found if miss.cause is cause][:examples]
        lines += [line for miss in shown for line in _lines(miss)]
    return "\n".join(lines) + "\n"


def _lines(miss: Miss) -> Iterator[str]:
    mention = miss.gold.mentions[0]
    yield f"  {miss.article_id}: {' '.join(mention.evidence.text.split())[:160]}"
    yield f"      gold   {_event(miss.gold)}"
    if miss.nearest:
        yield f"      found  {_event(miss.nearest)}"


def _event(event: Event) -> str:
    arrow = "<->" if event.mutual else "->"
    trigger = event.mentions[0].trigger.text
    return (
        f"{event.type} [{trigger}] {_actors(event.actors)} {arrow} {_actors(event.recipients)}"
        f" ({event.status})"
    )


def _actors(actors: Sequence[Actor]) -> str:
    return "; ".join(_actor(actor) for actor in actors) or "nobody"


def _actor(actor: Actor) -> str:
    codes = " ".join(code for code in (actor.country, actor.sector) if code)
    return f"{actor.name[:40]} ({codes})" if codes else actor.name[:40]

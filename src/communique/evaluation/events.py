"""Scores of events: found, typed, given parties, and what else is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.evaluation.agreement import (
    Strictness,
    events_match,
    evidence_shared,
    is_of_state,
    parties_agree,
    speakers_agree,
    triggers_overlap,
)
from communique.evaluation.calibration import Calibration, Outcome, calibration
from communique.evaluation.counts import Rates, Share, Tally, rates, ratio, total
from communique.evaluation.edtf import same_days, same_month
from communique.evaluation.gold import GoldArticle, GoldEvent
from communique.evaluation.pairing import Pair, best_pairs
from communique.evaluation.resolutions import resolution_outcomes
from communique.records import (
    Actor,
    AnyEventType,
    Event,
    EventType,
    OwnType,
    Reading,
    Status,
)

_Matched = tuple[GoldEvent, Event]

# Which of several pairings with as many matches is taken: triggers, then type, then parties, then
# the share of the evidence. A match as such outweighs all of them together.
_MATCH, _TRIGGER, _TYPE, _PARTIES, _EVIDENCE = 1_000_000, 80, 40, 20, 10


@dataclass(frozen=True, slots=True)
class TypeScore:
    """Scores of one type: of gold by its type, of what was found wrongly by the type found."""

    type: AnyEventType
    rates: Rates


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How often one status was read for another, over matched events."""

    gold: Status
    found: Status
    count: int


@dataclass(frozen=True, slots=True)
class Attributes:
    """Accuracies over matched events.

    Attributes:
        status: Status right.
        status_not_occurred: The same where gold is another than "occurred".
        statuses: Every pair of gold and found status.
        said_by: Reported by the same speaker, or by none.
        said_by_where_given: The same where gold has one.
        when: Same days.
        when_where_given: The same where gold has a date.
        when_month: Same month.
        when_month_where_given: The same where gold has a date.
        where: Same country of the place, or none.
        where_where_given: The same where gold has one.
        mutual: Mutual or not.
        country_recall: Of gold's countries of parties, those found on the same side.
        country_precision: Of the countries found, those that are gold's.
        sector_recall: Of gold's sectors, those found on the same side.
        state_or_society: Of gold's countries found on the same side, those found as what they are
            there: state or society.
    """

    status: Share
    status_not_occurred: Share
    statuses: tuple[StatusCount, ...]
    said_by: Share
    said_by_where_given: Share
    when: Share
    when_where_given: Share
    when_month: Share
    when_month_where_given: Share
    where: Share
    where_where_given: Share
    mutual: Share
    country_recall: Share
    country_precision: Share
    sector_recall: Share
    state_or_society: Share


@dataclass(frozen=True, slots=True)
class EventScores:
    """How well events were read.

    Attributes:
        articles: Number of articles.
        strict: Type and parties must agree.
        relaxed: Quad class and parties must agree.
        without_actors: The type must agree.
        ignored: Found events, of `predicted`, that repeat one already matched (strict).
        predicted: All found events.
        types: Strict scores by type.
        attributes: Over strict matches.
        attributes_without_actors: Over matches by evidence and type.
        calibration: Whether confidence keeps its word (strict).
        resolutions: How sure each party of the matches by evidence and type was that gold names
            too, and whether its country and part were right.
    """

    articles: int
    strict: Rates
    relaxed: Rates
    without_actors: Rates
    ignored: int
    predicted: int
    types: tuple[TypeScore, ...]
    attributes: Attributes
    attributes_without_actors: Attributes
    calibration: Calibration
    resolutions: tuple[Outcome, ...]

    @property
    def ignored_share(self) -> float:
        """Share of the found events that repeat one already matched."""
        return ratio(self.ignored, self.predicted)


@dataclass(frozen=True, slots=True)
class Matching:
    """Which found event is which gold one, in one article.

    Attributes:
        gold: Gold events.
        found: Found events.
        pairs: Number of a gold event -> number of a found one.
        ignored: Numbers of found events that fit a gold one that another was matched to.
    """

    gold: Sequence[GoldEvent]
    found: Sequence[Event]
    pairs: Mapping[int, int]
    ignored: frozenset[int]

    @property
    def tally(self) -> Tally:
        """The counts that rates are made of; what is ignored does not count."""
        return Tally(len(self.pairs), len(self.found) - len(self.ignored), len(self.gold))

    @property
    def matched(self) -> list[_Matched]:
        """Gold and found events that were matched."""
        return [(self.gold[i], self.found[j]) for i, j in self.pairs.items()]

    @property
    def spurious(self) -> list[Event]:
        """Found events that fit no gold event."""
        kept = self.ignored | set(self.pairs.values())
        return [event for number, event in enumerate(self.found) if number not in kept]

    @property
    def outcomes(self) -> Iterator[Outcome]:
        """The confidence of every found event that counts, and whether it is right."""
        right = set(self.pairs.values())
        for number, event in enumerate(self.found):
            if number not in self.ignored:
                yield Outcome(event.confidence, number in right)


def match_events(
    gold: Sequence[GoldEvent], found: Sequence[Event], strictness: Strictness
) -> Matching:
    """Pairs found events with gold ones, as many as possible, each once."""
    weights: dict[Pair, float] = {
        (i, j): _weight(one, other)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if events_match(one, other, strictness)
    }
    pairs = best_pairs(weights)
    repeats = {j for _, j in weights} - set(pairs.values())
    return Matching(gold, found, dict(sorted(pairs.items())), frozenset(repeats))


def _weight(gold: GoldEvent, found: Event) -> float:
    event = gold.event
    longest = max(len(mention.evidence.text) for mention in event.mentions)
    return (
        _MATCH
        + _TRIGGER * triggers_overlap(event, found)
        + _TYPE * (event.type == found.type)
        + _PARTIES * parties_agree(event, found)
        + _EVIDENCE * min(1.0, evidence_shared(event, found) / longest)
    )


def score_events(gold: Sequence[GoldArticle], readings: Mapping[str, Reading]) -> EventScores:
    """Scores the events of readings.

    Args:
        gold: Articles with events.
        readings: By article id; an article without one counts as one in which nothing was found.
    """
    by_strictness = {
        strictness: [_matching(article, readings, strictness) for article in gold]
        for strictness in Strictness
    }
    strict = by_strictness[Strictness.STRICT]
    loose = by_strictness[Strictness.WITHOUT_ACTORS]
    return EventScores(
        articles=len(gold),
        strict=rates([matching.tally for matching in strict]),
        relaxed=rates([matching.tally for matching in by_strictness[Strictness.RELAXED]]),
        without_actors=rates([matching.tally for matching in loose]),
        ignored=sum(len(matching.ignored) for matching in strict),
        predicted=sum(len(matching.found) for matching in strict),
        types=tuple(_type_scores(strict)),
        attributes=_attributes([pair for matching in strict for pair in matching.matched]),
        attributes_without_actors=_attributes(
            [pair for matching in loose for pair in matching.matched]
        ),
        calibration=calibration(
            [outcome for matching in strict for outcome in matching.outcomes],
            gold=sum(len(matching.gold) for matching in strict),
        ),
        resolutions=tuple(
            resolution_outcomes(
                (gold.event, found) for matching in loose for gold, found in matching.matched
            )
        ),
    )


def _matching(
    article: GoldArticle, readings: Mapping[str, Reading], strictness: Strictness
) -> Matching:
    reading = readings.get(article.article.id)
    return match_events(article.events or (), reading.events if reading else (), strictness)


def _type_scores(matchings: Sequence[Matching]) -> Iterator[TypeScore]:
    for kind in _types_of(matchings):
        counts = total(
            Tally(
                right := sum(gold.event.type == kind for gold, _ in matching.matched),
                right + sum(event.type == kind for event in matching.spurious),
                sum(gold.event.type == kind for gold in matching.gold),
            )
            for matching in matchings
        )
        if counts.found or counts.gold:
            yield TypeScore(kind, counts.rates())


def _types_of(matchings: Sequence[Matching]) -> tuple[AnyEventType, ...]:
    """Gives PLOVER's types in its order, and after them the own ones by name."""
    kinds = {gold.event.type for matching in matchings for gold in matching.gold}
    kinds |= {event.type for matching in matchings for event in matching.found}
    own = sorted((kind for kind in kinds if isinstance(kind, OwnType)), key=str)
    return (*EventType, *own)


def _attributes(pairs: Sequence[_Matched]) -> Attributes:
    events = [(gold.event, found) for gold, found in pairs]
    spoken = [(gold, found) for gold, found in events if gold.said_by]
    dated = [(gold, found) for gold, found in events if gold.when]
    placed = [(gold, found) for gold, found in events if _place(gold)]
    changed = [(gold, found) for gold, found in events if gold.status is not Status.OCCURRED]
    return Attributes(
        status=Share.of(gold.status is found.status for gold, found in events),
        status_not_occurred=Share.of(gold.status is found.status for gold, found in changed),
        statuses=_status_counts(events),
        said_by=Share.of(speakers_agree(gold.said_by, found.said_by) for gold, found in events),
        said_by_where_given=Share.of(
            speakers_agree(gold.said_by, found.said_by) for gold, found in spoken
        ),
        when=Share.of(same_days(_date(gold), _date(found)) for gold, found in events),
        when_where_given=Share.of(same_days(_date(gold), _date(found)) for gold, found in dated),
        when_month=Share.of(same_month(_date(gold), _date(found)) for gold, found in events),
        when_month_where_given=Share.of(
            same_month(_date(gold), _date(found)) for gold, found in dated
        ),
        where=Share.of(_place(gold) == _place(found) for gold, found in events),
        where_where_given=Share.of(_place(gold) == _place(found) for gold, found in placed),
        mutual=Share.of(gold.mutual is found.mutual for gold, found in events),
        country_recall=Share.of(
            hit for gold, found in events for hit in _recalled(gold, found, _countries)
        ),
        country_precision=Share.of(
            hit for gold, found in events for hit in _confirmed(gold, found)
        ),
        sector_recall=Share.of(
            hit for gold, found in events for hit in _recalled(gold, found, _sectors)
        ),
        state_or_society=Share.of(hit for gold, found in events for hit in _placed(gold, found)),
    )


def _date(event: Event) -> str | None:
    return event.when.edtf if event.when else None


def _place(event: Event) -> str | None:
    return event.where.country if event.where else None


def _status_counts(events: Sequence[tuple[Event, Event]]) -> tuple[StatusCount, ...]:
    counts = Counter((gold.status, found.status) for gold, found in events)
    return tuple(
        StatusCount(gold, found, counts[gold, found])
        for gold in Status
        for found in Status
        if counts[gold, found]
    )


def _countries(actors: Sequence[Actor]) -> set[str]:
    return {actor.country for actor in actors if actor.country}


def _sectors(actors: Sequence[Actor]) -> set[str]:
    return {actor.sector.value for actor in actors if actor.sector}


def _recalled(
    gold: Event, found: Event, codes: Callable[[Sequence[Actor]], set[str]]
) -> Iterator[bool]:
    everybody = (*found.actors, *found.recipients)
    for wanted, offered in (
        (gold.actors, found.actors),
        (gold.recipients, found.recipients),
    ):
        have = codes(everybody if gold.mutual else offered)
        yield from (code in have for code in codes(wanted))


def _confirmed(gold: Event, found: Event) -> Iterator[bool]:
    everybody = (*gold.actors, *gold.recipients)
    for offered, wanted in (
        (found.actors, gold.actors),
        (found.recipients, gold.recipients),
    ):
        have = _countries(everybody if gold.mutual else wanted)
        yield from (code in have for code in _countries(offered))


def _placed(gold: Event, found: Event) -> Iterator[bool]:
    """Whether each country that was found is there the state, or society, as gold has it."""
    everybody = (*found.actors, *found.recipients)
    for wanted, offered in (
        (gold.actors, found.actors),
        (gold.recipients, found.recipients),
    ):
        have = everybody if gold.mutual else offered
        alike = {country for country, _ in _parts(wanted) & _parts(have)}
        yield from (country in alike for country in _countries(wanted) & _countries(have))


def _parts(actors: Sequence[Actor]) -> set[tuple[str, bool]]:
    return {(actor.country, is_of_state(actor)) for actor in actors if actor.country}

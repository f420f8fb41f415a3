"""Measures linking on what a reader reads of the annotated articles, and says whose fault it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from communique.evaluation.agreement import evidence_shared, parties_agree, triggers_overlap
from communique.evaluation.counts import f1
from communique.evaluation.edtf import same_days
from communique.evaluation.linking import (
    LinkingGold,
    b_cubed,
    linked,
    main_events,
    wrong_results,
)
from communique.evaluation.pairing import best_pairs
from communique.records import Event, Reading


class Fault(StrEnum):
    """Why a report is not with the others of its event."""

    NOT_READ = "not read"
    PARTIES = "parties read otherwise"
    TYPE = "type read otherwise"
    DATE = "date read otherwise"
    LINKING = "linking"


@dataclass(frozen=True, slots=True)
class ReadLinkingScore:
    """How well reading and linking did together.

    Attributes:
        precision: B-cubed precision of event identity, over annotated reports that were read.
        recall: B-cubed recall over them.
        read: Number of annotated reports that were read.
        annotated: Number of annotated reports.
        claims: Share of annotated claims whose standing is right.
        outcomes: Share of annotated agenda items whose outcome is right.
        faults: Reports that are not with most of their event's, by what is to blame.
        errors: A sentence for each claim or outcome that is wrong.
    """

    precision: float
    recall: float
    read: int
    annotated: int
    claims: float
    outcomes: float
    faults: Mapping[Fault, int]
    errors: tuple[str, ...]

    @property
    def f1(self) -> float:
        """Event identity over annotated reports that were read."""
        return f1(self.precision, self.recall)

    @property
    def f1_of_all(self) -> float:
        """The same where an annotated report that was not read counts as one without company."""
        return f1(self.precision, self.recall * self.read / self.annotated)


def score_read(gold: LinkingGold, readings: Sequence[Reading]) -> ReadLinkingScore:
    """Links readings of the annotated articles in memory and compares what comes out.

    A report that was read is the annotated one whose sentence it shares, if the type is the same
    or the triggers overlap. What was read beyond the annotation is linked too, and not counted.
    """
    pairs = list(_pairs(gold, readings))
    event_of = {found.id: gold.event_of[wanted.id] for wanted, found in pairs}
    result = linked(readings, today=gold.today)
    precision, recall = b_cubed(event_of, result.event_of) if event_of else (0.0, 0.0)
    main = main_events(event_of, result.event_of)
    wrong_claims = list(wrong_results("claim", gold.claims, result.claims, main))
    wrong_outcomes = list(wrong_results("outcome", gold.outcomes, result.outcomes, main))
    apart = [
        (wanted, found)
        for wanted, found in pairs
        if result.event_of[found.id] != main[event_of[found.id]]
    ]
    faults = Counter(_fault(wanted, found) for wanted, found in apart)
    faults[Fault.NOT_READ] = len(gold.event_of) - len(pairs)
    return ReadLinkingScore(
        precision=precision,
        recall=recall,
        read=len(pairs),
        annotated=len(gold.event_of),
        claims=1 - len(wrong_claims) / len(gold.claims),
        outcomes=1 - len(wrong_outcomes) / len(gold.outcomes),
        faults=faults,
        errors=(*wrong_claims, *wrong_outcomes),
    )


def _pairs(gold: LinkingGold, readings: Sequence[Reading]) -> Iterable[tuple[Event, Event]]:
    """Gives annotated and read reports that are one."""
    found_in = {reading.article.id: reading.events for reading in readings}
    for reading in gold.readings:
        found = found_in.get(reading.article.id, ())
        weights = {
            (i, j): 1.0 + (one.type == other.type) + triggers_overlap(one, other)
            for i, one in enumerate(reading.events)
            for j, other in enumerate(found)
            if evidence_shared(one, other)
            and (one.type == other.type or triggers_overlap(one, other))
        }
        for i, j in best_pairs(weights).items():
            yield reading.events[i], found[j]


def _fault(wanted: Event, found: Event) -> Fault:
    if wanted.type != found.type:
        return Fault.TYPE
    if not parties_agree(wanted, found):
        return Fault.PARTIES
    if wanted.when and found.when and not same_days(wanted.when.edtf, found.when.edtf):
        return Fault.DATE
    return Fault.LINKING

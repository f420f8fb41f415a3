"""What an event's reports together say: date, place, type, status; and where they disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from communique.ledger import Days, days_of
from communique.linking.agenda import latest_date
from communique.linking.features import party_likeness
from communique.linking.identity import event_id
from communique.linking.report import Party, Report
from communique.records import AnyEventType, Place, Status

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class LinkedEvent:
    """One event with what its reports settle.

    Attributes:
        id: Comes from its earliest report.
        reports: Ids of its reports, earliest first.
        type: The type that most independent reports give.
        mode: Likewise, or None.
        mutual: Whether most of them say that both sides act alike.
        status: See `settle_status`.
        actors: Who acts, each once, by the fullest name.
        recipients: Whom it is directed at.
        edtf: The settled date, or None.
        days: Its days, or None.
        place: The settled place, or None.
        confidence: Probability that at least one independent report is right.
        independent: Number of reports that do not copy one another.
        disagreement: A sentence for each thing on which the reports differ.
        first_reported: Day of the earliest report, or None.
        last_reported: Day of the latest report, or None.
    """

    id: str
    reports: tuple[str, ...]
    type: AnyEventType
    mode: str | None
    mutual: bool
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    edtf: str | None
    days: Days | None
    place: Place | None
    confidence: float
    independent: int
    disagreement: tuple[str, ...]
    first_reported: date | None
    last_reported: date | None


def settle(reports: Sequence[Report], independent: Mapping[str, str]) -> LinkedEvent:
    """Settles an event from its reports.

    Args:
        reports: At least one; their order makes no difference.
        independent: Article id -> id of the article whose text it shares.
    """
    ordered = sorted(reports, key=lambda report: report.order)
    votes = _Votes(ordered, independent)
    status = settle_status(ordered)
    edtf = _settled_date(votes, status)
    kinds: list[tuple[AnyEventType, int]] = votes.count(lambda report: report.type)
    places = votes.count(lambda report: report.place.name if report.place else None)
    place_name = _first(places)
    days = days_of(edtf) or _days_of_news(ordered)
    actors, recipients = _parties(ordered)
    published = [report.published for report in ordered if report.published]
    return LinkedEvent(
        id=event_id(ordered),
        reports=tuple(report.id for report in ordered),
        type=_sure(kinds),
        mode=_first(votes.count(lambda report: report.mode)),
        mutual=_sure(votes.count(lambda report: report.mutual)),
        status=status,
        actors=actors,
        recipients=recipients,
        edtf=edtf,
        days=days,
        place=_place(ordered, place_name),
        confidence=votes.confidence(),
        independent=votes.voters,
        disagreement=_disagreement(votes),
        first_reported=min(published, default=None),
        last_reported=max(published, default=None),
    )


def settle_status(reports: Sequence[Report]) -> Status:
    """Gives the status that reports together settle.

    What one report tells as having happened, has happened. Failing that, what a party alleges is
    alleged even where another denies it (the dispute is kept as a claim); what is only denied is
    denied. What is pending has the status of its latest report: a summit that was planned, called
    off and planned again is planned.
    """
    found = {report.status for report in reports}
    for status in (Status.OCCURRED, Status.ALLEGED, Status.DENIED):
        if status in found:
            return status
    return max(reports, key=lambda report: (report.published or date.min, report.id)).status


class _Votes:
    """Counts what independent reports say: copies of one text have one vote."""

    def __init__(self, ordered: Sequence[Report], independent: Mapping[str, str]) -> None:
        self.ordered = ordered
        self._source = {
            report.id: independent.get(report.article_id, report.article_id) for report in ordered
        }

    @property
    def voters(self) -> int:
        return len(set(self._source.values()))

    def count(
        self,
        value_of: Callable[[Report], _Value | None],
        *,
        among: Callable[[Report], bool] = lambda _report: True,
    ) -> list[tuple[_Value, int]]:
        """Gives each value with its number of independent reports, the commonest first.

        Of equally common ones, that of the earliest report comes first.
        """
        sources: dict[_Value, set[str]] = defaultdict(set)
        for report in self.ordered:
            value = value_of(report)
            if value is not None and among(report):
                sources[value].add(self._source[report.id])
        # A stable sort keeps the order of the reports, in which the values were first seen.
        return sorted(((value, len(who)) for value, who in sources.items()), key=lambda x: -x[1])

    def confidence(self) -> float:
        best: dict[str, float] = defaultdict(float)
        for report in self.ordered:
            source = self._source[report.id]
            best[source] = max(best[source], report.confidence)
        wrong = 1.0
        for source in sorted(best):
            wrong *= 1.0 - best[source]
        return round(1.0 - wrong, 6)


def _first(counted: Sequence[tuple[_Value, int]]) -> _Value | None:
    return counted[0][0] if counted else None


def _sure(counted: Sequence[tuple[_Value, int]]) -> _Value:
    return counted[0][0]


def _settled_date(votes: _Votes, status: Status) -> str | None:
    """The commonest date of the reports that share the settled status; the finer one on a tie.

    For what is pending, the latest report's date counts: it is the one that stands.
    """
    if status in (Status.PLANNED, Status.POSSIBLE, Status.NEGATED):
        return latest_date([one.edtf for one in votes.ordered if one.dated and one.edtf])
    counted = votes.count(
        lambda report: report.edtf, among=lambda report: report.status is status and report.dated
    ) or votes.count(lambda report: report.edtf, among=lambda report: report.dated)
    if not counted:
        return None
    return min(counted, key=lambda item: (-item[1], _length(item[0])))[0]


def _length(edtf: str) -> int:
    days = days_of(edtf)
    return days.length if days else 1_000_000


def _days_of_news(ordered: Sequence[Report]) -> Days | None:
    """Where no report gives a date, the last day on which the earliest news may have happened."""
    known = [report.days for report in ordered if report.days]
    return Days(known[0].last, known[0].last) if known else None


def _place(ordered: Sequence[Report], name: str | None) -> Place | None:
    found = (report.place for report in ordered if report.place and report.place.name == name)
    return next(found, None)


def _parties(ordered: Sequence[Report]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Joins the parties of all reports; those of mutual events that are told turned are put right.

    The parties of the report that names most are taken, with the fullest name found for each.
    """
    base = max(ordered, key=lambda report: len(report.actors) * 100 + len(report.recipients))
    actors, recipients = list(base.actors), list(base.recipients)
    if not recipients:
        recipients = next((list(one.recipients) for one in ordered if one.recipients), [])
    everyone = [party for report in ordered for party in (*report.actors, *report.recipients)]
    return (
        tuple(_fullest(party, everyone) for party in actors),
        tuple(_fullest(party, everyone) for party in recipients),
    )


def _fullest(party: Party, everyone: Sequence[Party]) -> Party:
    same = [
        other
        for other in everyone
        if other.words and party_likeness(party, other) >= 0.9 and party.country == other.country
    ]
    return max(same, key=lambda other: (len(other.words), len(other.name)), default=party)


def _disagreement(votes: _Votes) -> tuple[str, ...]:
    asked: tuple[tuple[str, Callable[[Report], str | None]], ...] = (
        ("type", lambda report: report.type.value),
        ("status", lambda report: report.status.value),
        ("date", lambda report: report.edtf if report.dated else None),
        ("place", lambda report: report.place.name if report.place else None),
    )
    found: list[str] = []
    for name, value_of in asked:
        counted = votes.count(value_of)
        if len(counted) > 1:
            told = ", ".join(f"{value} ({count})" for value, count in counted)
            found.append(f"{name}: {told}")
    return tuple(found)

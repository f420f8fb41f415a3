"""By what reports are looked up, so that not every one is compared with every other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from communique.ledger import Days
from communique.linking.report import RECENT, Report

NEAR_DAYS = 3
"""Days between the dates of two reports of one event, at most, unless it was planned."""

PLANNED_DAYS = 200
"""Days over which a planned event is followed to the day on which it is held."""

RECALLED_DAYS = 400
"""Days before publication to which undated background may refer."""


RAREST = 4
"""Words of a report's sentences by which it is found over a longer time."""


@dataclass(frozen=True, slots=True)
class BlockKey:
    """One key under which a report is looked up.

    Attributes:
        report_id: The report.
        article_id: Its article; reports of one article are never compared.
        type: Its type; only alike types are compared.
        key: Two parties, divided by "|", or one.
        first: First day on which another report of the event may lie, or None where unknown.
        last: Last such day, or None.
        near_first: First of the days that need no other mark to be compared, or None.
        near_last: Last such day, or None.
        marks: Place, trigger and rarest words: reports on days further apart share one of them.
    """

    report_id: str
    article_id: str
    type: str
    key: str
    first: date | None
    last: date | None
    near_first: date | None
    near_last: date | None
    marks: tuple[str, ...]

    @property
    def dyad(self) -> bool:
        """Whether it names two parties."""
        return "|" in self.key


def block_keys(report: Report) -> Iterator[BlockKey]:
    """Gives the keys of a report: each party, and each pair of an actor and a recipient.

    Reports of articles that may tell one story are compared when they share a party, reports of
    articles that are less alike when they share a party and a mark. All others are compared when
    they share a pair of parties and their days overlap: those on near days always, those that a
    plan or a recollection may join over a longer time when they share a mark.
    """
    days, near, marks = reach(report), report.days, _marks(report)
    for key in sorted(_keys(report)):
        yield BlockKey(
            report_id=report.id,
            article_id=report.article_id,
            type=report.type.value,
            key=key,
            first=days.first if days else None,
            last=days.last if days else None,
            near_first=near.first - timedelta(days=NEAR_DAYS) if near else None,
            near_last=near.last if near else None,
            marks=marks,
        )


def _marks(report: Report) -> tuple[str, ...]:
    rarest = sorted(report.vector, key=lambda stem: (-report.vector[stem], stem))[:RAREST]
    place = [report.place.name.lower()] if report.place else []
    return tuple(sorted({*rarest, *report.trigger, *place}))


def _keys(report: Report) -> set[str]:
    actors = {key for party in report.actors for key in party.keys}
    recipients = {key for party in report.recipients for key in party.keys}
    among = actors if report.mutual and not recipients else recipients
    pairs = {"|".join(sorted((one, other))) for one in actors for other in among}
    return actors | recipients | pairs


def reach(report: Report) -> Days | None:
    """Gives the days on which another report of the same event may lie; None where unknown.

    They begin `NEAR_DAYS` before its own, reach `PLANNED_DAYS` beyond them where it tells of what
    is pending, and `RECALLED_DAYS` back from publication for undated background.
    """
    published = report.published
    days = report.days
    if days is None:
        if published is None:
            return None
        before = RECALLED_DAYS if report.background else RECENT
        days = Days(published - timedelta(days=before), published)
    first, last = days.first, days.last
    if report.pending:
        first = min(first, published or first)
        last = max(last, published or last) + timedelta(days=PLANNED_DAYS)
    return Days(first - timedelta(days=NEAR_DAYS), last)

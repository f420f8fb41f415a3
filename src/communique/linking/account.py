"""How an event came to be, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.ledger import EventRow, Ledger, Questions, ReportRow
from communique.ledger.linked import LinkStore
from communique.linking.features import compare
from communique.linking.identity import LINKER, SAME_EVENT
from communique.linking.judgement import Judgement, Verdict
from communique.linking.shelf import Shelf
from communique.linking.words import packaged_counts


def account(ledger: Ledger, event_id: str) -> list[str] | None:
    """Gives the lines that tell what an event rests on; None where there is no such event.

    Args:
        ledger: The ledger.
        event_id: Id of an event, or of one of its reports.
    """
    asked = Questions(ledger)
    event = asked.event(event_id)
    if event is None:
        return None
    reports = asked.reports([event.event_id])
    ids = [report.report_id for report in reports]
    judgements = [
        Judgement(Verdict(row[0]), *row[1:]) for row in LinkStore(ledger.connection).judgements()
    ]
    return [
        *_heading(event),
        *(line for report in reports for line in _report(report)),
        *_pairs(ledger, reports),
        *(_judgement(one) for one in judgements if one.first in ids or one.second in ids),
    ]


def _heading(event: EventRow) -> Iterator[str]:
    parties = f"{'; '.join(event.actors)} → {'; '.join(event.recipients) or '—'}"
    yield f"{event.event_id}: {event.type}, {event.status}: {parties}"
    where = f", {event.place}" if event.place else ""
    yield (
        f"  {event.edtf or 'no date'}{where}; {event.independent_reports} independent of "
        f"{event.reports} reports"
    )
    for sentence in event.disagreement:
        yield f"  the reports differ on {sentence}"


def _report(report: ReportRow) -> Iterator[str]:
    said = f", said by {'; '.join(report.said_by)}" if report.said_by else ""
    copied = f", copies {report.copy_of}" if report.copy_of else ""
    recalled = ", recalled" if report.background else ""
    yield ""
    yield (
        f"{report.report_id} ({report.publisher or 'unknown outlet'}, "
        f"{report.published or 'undated'}{copied}): {report.type}, {report.status}{said}{recalled}"
    )
    yield f"  {' '.join(report.sentence.split())}"


def _pairs(ledger: Ledger, reports: Sequence[ReportRow]) -> Iterator[str]:
    """Each compared pair with one of the reports: those within the event, and near misses."""
    store = LinkStore(ledger.connection)
    own = {report.report_id for report in reports}
    pairs = store.pairs_of(sorted(own))
    homes = store.report_articles({one for pair in pairs for one in pair[:2]})
    shelf = Shelf(ledger, packaged_counts())
    shelf.fetch(homes.values())
    news = store.article_pairs(sorted(set(homes.values())))
    for first, second, score, _features in pairs:
        articles = sorted((homes[first], homes[second]))
        within = first in own and second in own
        decided = "one event" if within else "kept apart"
        yield ""
        yield f"{first} and {second}: {score:.2f} (linker {LINKER}, from {SAME_EVENT}): {decided}"
        likeness = news.get((articles[0], articles[1]), 0.0)
        for feature in compare(shelf.report(first), shelf.report(second), news=likeness):
            value = " —  " if feature.value is None else f"{feature.value:.2f}"
            yield f"  {feature.name:<10} {value}  {feature.reason}"


def _judgement(one: Judgement) -> str:
    told = f"judgement {one.id}: {one.first} and {one.second} are {one.verdict}"
    note = f" ({one.note})" if one.note else ""
    gone = f"; withdrawn by {one.withdrawn_by} on {one.withdrawn}" if not one.stands else ""
    return f"{told}, says {one.signed} on {one.made}{note}{gone}"

"""The reports at hand while linking: made from readings once, held while they may be needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.ledger import Ledger
from communique.linking.claims import is_denial
from communique.linking.remarks import Remark, remarks_of
from communique.linking.report import Report, reports_of
from communique.linking.words import WordCounts
from communique.records import Reading

MOST_ARTICLES = 60_000
"""Articles whose reports are held at once: some hundreds of megabytes."""


class Shelf:
    """Reports and remarks by article."""

    def __init__(self, ledger: Ledger, counts: WordCounts) -> None:
        self._ledger = ledger
        self._counts = counts
        self._reports: dict[str, list[Report]] = {}
        self._remarks: dict[str, list[Remark]] = {}
        self._by_id: dict[str, Report] = {}

    def put(self, readings: Iterable[Reading]) -> None:
        """Adds the reports of readings."""
        if len(self._reports) > MOST_ARTICLES:
            self.drop(list(self._reports))
        for reading in readings:
            reports = reports_of(reading, self._counts)
            self._reports[reading.article.id] = reports
            self._remarks[reading.article.id] = remarks_of(reading)
            self._by_id.update((report.id, report) for report in reports)

    def fetch(self, articles: Iterable[str]) -> None:
        """Adds the reports of those articles that are not here yet, from the ledger."""
        missing = sorted(set(articles) - self._reports.keys())
        if missing:
            self.put(self._ledger.readings(missing))

    def drop(self, articles: Sequence[str]) -> None:
        """Forgets articles."""
        for article in articles:
            for report in self._reports.pop(article, ()):
                del self._by_id[report.id]
            self._remarks.pop(article, None)

    def report(self, report_id: str) -> Report:
        """Gives a report that was put or fetched."""
        return self._by_id[report_id]

    def of_article(self, article_id: str) -> Sequence[Report]:
        """Gives the reports of an article that was put or fetched."""
        return self._reports[article_id]

    def denials(self, article_id: str) -> Sequence[Report]:
        """Gives the reports of that article in which somebody turns a charge down."""
        return [report for report in self._reports[article_id] if is_denial(report)]

    def remarks(self, article_id: str) -> Sequence[Remark]:
        """Gives what is said in that article about silence and retraction."""
        return self._remarks[article_id]

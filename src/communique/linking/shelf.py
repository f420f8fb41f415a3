"""The reports at hand while linking: made from the ledger once, held while they may be needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.ledger import Ledger
from communique.linking.claims import is_denial
from communique.linking.remarks import Remark, remarks_of
from communique.linking.report import Report, report_of
from communique.linking.words import WordCounts

MOST_ARTICLES = 120_000
"""Articles whose reports are held at once: about a gigabyte."""

FETCHED_AT_ONCE = 5_000
"""Articles that are fetched in one query: some tens of megabytes."""


class Shelf:
    """Reports and remarks by article."""

    def __init__(self, ledger: Ledger, counts: WordCounts) -> None:
        self._ledger = ledger
        self._counts = counts
        self._reports: dict[str, list[Report]] = {}
        self._remarks: dict[str, list[Remark]] = {}
        self._by_id: dict[str, Report] = {}

    def make_room(self) -> None:
        """Forgets everything once there is much; what is needed is fetched again."""
        if len(self._reports) > MOST_ARTICLES:
            self.drop(list(self._reports))

    def fetch(self, articles: Iterable[str]) -> None:
        """Adds the reports of those articles that are not here yet, from the ledger."""
        missing = sorted(set(articles) - self._reports.keys())
        for start in range(0, len(missing), FETCHED_AT_ONCE):
            some = missing[start : start + FETCHED_AT_ONCE]
            self._reports.update((article, []) for article in some)
            for telling in self._ledger.tellings(some):
                report = report_of(telling, self._counts)
                self._reports[report.article_id].append(report)
                self._by_id[report.id] = report

    def fetch_remarks(self, articles: Iterable[str]) -> None:
        """Adds the remarks of those articles whose remarks are not here yet."""
        missing = sorted(set(articles) - self._remarks.keys())
        for reading in self._ledger.readings(missing):
            self._remarks[reading.article.id] = remarks_of(reading)

    def drop(self, articles: Sequence[str]) -> None:
        """Forgets articles."""
        for article in articles:
            for report in self._reports.pop(article, ()):
                del self._by_id[report.id]
            self._remarks.pop(article, None)

    def report(self, report_id: str) -> Report:
        """Gives a report that was fetched."""
        return self._by_id[report_id]

    def of_article(self, article_id: str) -> Sequence[Report]:
        """Gives the reports of an article that was fetched."""
        return self._reports[article_id]

    def denials(self, article_id: str) -> Sequence[Report]:
        """Gives the reports of that article in which somebody turns a charge down."""
        return [report for report in self._reports[article_id] if is_denial(report)]

    def remarks(self, article_id: str) -> Sequence[Remark]:
        """Gives what is said there about silence and retraction, where that was fetched."""
        return self._remarks.get(article_id, ())

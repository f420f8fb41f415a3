"""Links a ledger: what is new is compared with what is there, and what it touches settled anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from communique.ledger import Ledger, LedgerError
from communique.ledger.candidates import Candidate, candidates, types_told_of
from communique.ledger.linked import FingerprintColumns, LinkStore
from communique.linking.articles import Fingerprint, fingerprint
from communique.linking.blocking import BlockKey, block_keys
from communique.linking.features import LIKE_NEWS, compare, same_sentence
from communique.linking.grouping import Pair, components
from communique.linking.identity import COPIED, LINKER, LOWEST_SCORE, SAME_EVENT, events, score
from communique.linking.judgement import Judgement, Verdict, bonds
from communique.linking.news import (
    COPY_CANDIDATE,
    SAME_STORY,
    STORY_WINDOW,
    UNDATED,
    FingerprintTable,
    NewsIndex,
    copies,
    shared_texts,
    stories,
)
from communique.linking.report import Report
from communique.linking.rows import article_rows, event_rows, story_rows
from communique.linking.shelf import Shelf
from communique.linking.types import type_likeness
from communique.linking.words import packaged_counts
from communique.records import AnyEventType

BATCH = 10_000
"""Articles that are compared and committed together."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking did.

    Attributes:
        articles: Articles that were linked.
        pairs: Pairs of reports that were compared.
        events: Events that were settled anew.
    """

    articles: int = 0
    pairs: int = 0
    events: int = 0

    def __add__(self, other: Linked) -> Linked:
        return Linked(
            self.articles + other.articles,
            self.pairs + other.pairs,
            self.events + other.events,
        )


class Linker:
    """Derives copies, stories, events, claims and the agenda of a ledger.

    What comes out depends on which articles the ledger holds and on the judgements, not on the
    order or the batches in which they came.
    """

    def __init__(self, ledger: Ledger, *, batch: int = BATCH) -> None:
        """Takes a ledger that is open for writing.

        Args:
            ledger: The ledger.
            batch: Articles that are compared and committed together.
        """
        self._ledger = ledger
        self._store = LinkStore(ledger.connection)
        self._counts = packaged_counts()
        self._batch = batch
        self._shelf = Shelf(ledger, self._counts)

    def link(self, *, rebuild: bool = False) -> Linked:
        """Links all articles that are new, changed or gone since the last time.

        Args:
            rebuild: Whether to forget all that was derived and begin anew.

        Raises:
            LedgerError: When the ledger cannot be written.
        """
        connection = self._ledger.connection
        if rebuild or self._store.linker() != LINKER:
            with connection.transaction():
                self._store.clear(linker=LINKER)
        done = self._drop_stale()
        unlinked = self._store.unlinked()
        for start in range(0, len(unlinked), self._batch):
            with connection.transaction():
                done += self._add(unlinked[start : start + self._batch])
        return done

    def judge(
        self, verdict: Verdict, first: str, second: str, *, signed: str, note: str = ""
    ) -> Judgement:
        """Keeps a person's decision about two reports and settles what it touches.

        Raises:
            LedgerError: When one of the reports is not in the ledger.
            ValueError: When the two are one report, or nobody signs.
        """
        if first == second:
            raise ValueError("a report cannot be judged against itself")
        if not signed.strip():
            raise ValueError("a judgement needs the name of who makes it")
        missing = {first, second} - self._store.report_articles([first, second]).keys()
        if missing:
            raise LedgerError(f"there is no report {sorted(missing)[0]!r} in {self._ledger.path}")
        low, high = sorted((first, second))
        now = datetime.now(UTC).replace(tzinfo=None)
        judgement = Judgement(verdict, low, high, signed, now, note)
        with self._ledger.connection.transaction():
            self._store.add_judgement(
                {
                    "judgement_id": judgement.id,
                    "verdict": verdict.value,
                    "report_a": low,
                    "report_b": high,
                    "signed": signed,
                    "made": now.isoformat(),
                    "note": note,
                }
            )
            self._settle([low, high])
        return judgement

    def withdraw(self, judgement_id: str, *, signed: str) -> None:
        """Withdraws a judgement: the events are again as they were without it.

        Raises:
            LedgerError: When there is no such judgement that stands.
        """
        now = datetime.now(UTC).replace(tzinfo=None).isoformat()
        with self._ledger.connection.transaction():
            if not self._store.withdraw_judgement(judgement_id, signed=signed, at=now):
                raise LedgerError(f"there is no standing judgement {judgement_id!r}")
            judged = next(one for one in self.judgements() if one.id == judgement_id)
            self._settle([judged.first, judged.second])

    def judgements(self) -> list[Judgement]:
        """Gives all judgements, standing or withdrawn, oldest first."""
        return [Judgement(Verdict(row[0]), *row[1:]) for row in self._store.judgements()]

    def _drop_stale(self) -> Linked:
        stale = self._store.stale()
        if not stale:
            return Linked()
        with self._ledger.connection.transaction():
            return self._drop(stale)

    def _drop(self, stale: Sequence[str]) -> Linked:
        """Takes articles out; what they held together is settled anew."""
        gone = set(stale)
        story_mates = self._store.story_mates(stale)
        copy_mates = self._store.copy_mates(stale)
        dropped = self._store.linked_reports(stale)
        held = self._store.events_with(dropped)
        self._store.drop_articles(stale)
        self._store.replace_events(sorted(held), {})
        self._settle_news([one for one in story_mates if one not in gone])
        renewed = self._settle_copies([one for one in copy_mates if one not in gone])
        self._shelf.drop(stale)
        mates = {report for reports in held.values() for report in reports}
        return self._settle(sorted(mates - set(dropped)), renewed)

    def _add(self, ids: Sequence[str]) -> Linked:
        """Links new articles: fingerprints, then news, copies, pairs of reports, events."""
        self._shelf.make_room()
        prints = [fingerprint(article, self._counts) for article in self._ledger.articles(ids)]
        self._store.add_fingerprints([_fingerprint_row(one) for one in prints])
        self._store.add_article_pairs(self._likenesses(prints))
        self._settle_news(ids)
        self._compare_texts(ids)
        renewed = self._settle_copies(ids)
        self._shelf.fetch(ids)
        fresh = [report for one in ids for report in self._shelf.of_article(one)]
        homes = {report.id: report.article_id for report in fresh}
        self._store.add_reports(homes, [_key_row(key) for one in fresh for key in block_keys(one)])
        compared = self._compare(ids)
        settled = self._settle([report.id for report in fresh], renewed)
        return Linked(len(ids), compared, settled.events)

    def _likenesses(self, prints: Sequence[Fingerprint]) -> dict[Pair, float]:
        """Compares new articles with all in their window."""
        days = [one.published.toordinal() for one in prints if one.published]
        undated = len(days) < len(prints)
        first = None if undated else min(days) - STORY_WINDOW
        last = None if undated else max(days) + STORY_WINDOW
        index = NewsIndex(_table(self._store.fingerprints(first, last)))
        pairs: dict[Pair, float] = {}
        for one in prints:
            for other, likeness in index.like(one):
                pairs[min(one.article_id, other), max(one.article_id, other)] = likeness
        return pairs

    def _settle_news(self, seeds: Sequence[str]) -> None:
        """Groups the stories that the articles touch anew."""
        if seeds:
            touched = self._store.story_mates(seeds)
            members = self._store.connected_articles([*seeds, *touched], least=SAME_STORY)
            grouped = stories(members, self._store.article_pairs(members))
            self._store.replace_stories(members, story_rows(grouped))

    def _compare_texts(self, ids: Sequence[str]) -> None:
        """Compares new articles, word by word, with those that are alike."""
        likely = self._store.like_articles(ids, least=COPY_CANDIDATE)
        pairs = [*likely, *self._store.same_texts(ids)]
        articles = self._ledger.articles({one for pair in pairs for one in pair})
        self._store.add_text_pairs(shared_texts(articles, pairs))

    def _settle_copies(self, seeds: Sequence[str]) -> set[str]:
        """Finds out anew which articles share the text of these; gives those known otherwise."""
        if not seeds:
            return set()
        touched = self._store.copy_mates(seeds)
        members = self._store.connected_texts([*seeds, *touched])
        grouped = components(members, self._store.text_pairs(members))
        several = [one for group in grouped if len(group) > 1 for one in group]
        found = copies(grouped, self._ledger.articles(several))
        before = self._store.independent(members)
        self._store.replace_copies(members, article_rows(found))
        return {
            one.article_id
            for one in found
            if before.get(one.article_id, one.independent_id) != one.independent_id
        }

    def _compare(self, new: Sequence[str]) -> int:
        """Compares new reports with those that may tell of the same; gives how many pairs."""
        connection = self._ledger.connection
        alike = _alike_types(types_told_of(connection))
        with candidates(connection, new, alike, like=SAME_STORY) as found:
            self._shelf.fetch(found.articles())
            for some in found.groups():
                self._store.add_report_pairs(list(self._scored(some)))
            return found.count

    def _scored(self, pairs: Iterable[Candidate]) -> Iterator[Mapping[str, object]]:
        for one in pairs:
            first, second = self._shelf.report(one.first), self._shelf.report(one.second)
            features = compare(first, second, news=one.news)
            copied = one.news >= LIKE_NEWS and self._is_copied(first, second)
            probability = COPIED if copied else score(features)
            if probability >= LOWEST_SCORE:
                yield {
                    "first": one.first,
                    "second": one.second,
                    "score": probability,
                    "features": [feature.value for feature in features],
                }

    def _is_copied(self, first: Report, second: Report) -> bool:
        """Whether two reports are one sentence, and no other of their articles' could be meant."""
        return same_sentence(first, second) and not any(
            same_sentence(one, other)
            for one, article in ((first, second.article_id), (second, first.article_id))
            for other in self._shelf.of_article(article)
            if other is not first and other is not second
        )

    def _settle(self, seeds: Sequence[str], renewed: Iterable[str] = ()) -> Linked:
        """Groups the reports that these touch anew, and settles the events that have changed.

        Args:
            seeds: Report ids.
            renewed: Articles that share another's text, or no longer do.
        """
        told_again = self._store.linked_reports(sorted(renewed))
        seeds = sorted({*seeds, *told_again})
        if not seeds:
            return Linked()
        judgements = self.judgements()
        touched = self._store.event_mates(seeds)
        members = self._store.connected_reports(
            [*seeds, *touched], least=SAME_EVENT, bonds=bonds(judgements)
        )
        homes = self._store.report_articles(members)
        grouped = events(homes, self._store.report_pairs(sorted(homes)), judgements)
        before = self._store.events_with(sorted(homes))
        again = set(told_again)
        same = set(before.values()).intersection(grouped)
        same = {reports for reports in same if again.isdisjoint(reports)}
        gone = sorted(event for event, reports in before.items() if reports not in same)
        changed = [reports for reports in grouped if reports not in same]
        self._replace(gone, changed, homes)
        return Linked(events=len(changed))

    def _replace(
        self, gone: Sequence[str], changed: Sequence[Sequence[str]], homes: Mapping[str, str]
    ) -> None:
        """Takes events out and settles others from the ids of their reports."""
        articles = sorted({homes[report] for reports in changed for report in reports})
        self._shelf.fetch(articles)
        settled = [[self._shelf.report(one) for one in reports] for reports in changed]
        independent = self._store.independent(articles)
        self._store.replace_events(
            gone, event_rows(settled, independent=independent, shelf=self._shelf)
        )


def _alike_types(types: Sequence[AnyEventType]) -> list[tuple[str, str]]:
    return [
        (one.value, other.value)
        for one in types
        for other in types
        if type_likeness(one, other) > 0
    ]


def _fingerprint_row(one: Fingerprint) -> dict[str, object]:
    return {
        "article_id": one.article_id,
        "day": one.published.toordinal() if one.published else None,
        "text_hash": one.text_hash,
        "terms": list(one.terms),
        "weights": list(one.terms.values()),
    }


def _table(columns: FingerprintColumns) -> FingerprintTable:
    days = [UNDATED if day is None else day for day in columns.days]
    return FingerprintTable(
        columns.ids,
        np.array(days, dtype=np.int64),
        columns.rows,
        columns.terms,
        columns.weights,
    )


def _key_row(key: BlockKey) -> dict[str, object]:
    return {
        "report_id": key.report_id,
        "article_id": key.article_id,
        "type": key.type,
        "key": key.key,
        "dyad": key.dyad,
        "first": key.first,
        "last": key.last,
        "near_first": key.near_first,
        "near_last": key.near_last,
        "marks": list(key.marks),
    }

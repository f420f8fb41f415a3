"""What is derived from all articles together: kept, looked up and replaced piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communique.ledger.connection import Connection, Row, one_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EVENT_TABLES = (
    "linked.event_report",
    "linked.event",
    "linked.dyad",
    "linked.claim",
    "linked.stance",
    "linked.agenda",
    "linked.agenda_change",
    "linked.event_country",
)
"""The tables whose rows belong to one event, which their column `event_id` names."""

_DERIVED_TABLES = (
    "linked.version",
    "linked.fingerprint",
    "linked.article_pair",
    "linked.text_pair",
    "linked.story_article",
    "linked.copy",
    "linked.linked_report",
    "linked.report_key",
    "linked.report_pair",
    *EVENT_TABLES,
)
_IN = "(SELECT unnest(?::VARCHAR[]))"


@dataclass(frozen=True, slots=True)
class FingerprintColumns:
    """Fingerprints as columns: one entry for each term of each article.

    Attributes:
        ids: Article ids.
        days: Their days of publication as day numbers; None where unknown.
        rows: For each entry, the article's place in `ids`.
        terms: The terms.
        weights: Their weights.
    """

    ids: Sequence[str]
    days: Sequence[int | None]
    rows: NDArray[np.int64]
    terms: NDArray[np.int64]
    weights: NDArray[np.int64]


class LinkStore:
    """The derived tables of a ledger."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def linker(self) -> str | None:
        """Version of what linked the ledger; None for one that never was."""
        found = self._db.rows("SELECT linker FROM linked.version")
        return str(found[0][0]) if found else None

    def clear(self, *, linker: str) -> None:
        """Empties all derived tables and notes what links from now on."""
        for table in _DERIVED_TABLES:
            self._db.execute(f"DELETE FROM {table}")
        self._db.insert("linked.version", [{"linker": linker}])

    def stale(self) -> list[str]:
        """Gives linked articles that are gone, have other words, or were read anew."""
        return self._column(
            "SELECT article_id FROM linked.fingerprint f WHERE NOT EXISTS ("
            "SELECT 1 FROM kept.article a JOIN kept.reading r USING (article_id) "
            "WHERE a.article_id = f.article_id AND a.superseded_by IS NULL "
            "AND a.content_id = f.content_id AND r.maker_id = f.maker_id) ORDER BY 1"
        )

    def unlinked(self) -> list[str]:
        """Gives articles that stand and are not linked yet, by id."""
        return self._column(
            "SELECT article_id FROM kept.article WHERE superseded_by IS NULL "
            "AND article_id NOT IN (SELECT article_id FROM linked.fingerprint) ORDER BY 1"
        )

    def drop_articles(self, ids: Sequence[str]) -> None:
        """Takes articles and their reports out of fingerprints, keys and pairs."""
        for table in ("linked.fingerprint", "linked.story_article", "linked.copy"):
            self._db.execute(f"DELETE FROM {table} WHERE article_id IN {_IN}", [list(ids)])
        for table in ("linked.article_pair", "linked.text_pair"):
            self._db.execute(
                f"DELETE FROM {table} WHERE first IN {_IN} OR second IN {_IN}",
                [list(ids), list(ids)],
            )
        reports = self.linked_reports(ids)
        self._db.execute(
            f"DELETE FROM linked.report_pair WHERE first IN {_IN} OR second IN {_IN}",
            [reports, reports],
        )
        for table in ("linked.report_key", "linked.linked_report"):
            self._db.execute(f"DELETE FROM {table} WHERE article_id IN {_IN}", [list(ids)])

    def add_fingerprints(self, rows: Sequence[Row]) -> None:
        """Keeps fingerprints: `article_id`, `day`, `text_hash`, `terms`, `weights`."""
        ids = [row["article_id"] for row in rows]
        found = self._db.rows(
            "SELECT a.article_id, a.content_id, r.maker_id FROM kept.article a "
            f"JOIN kept.reading r USING (article_id) WHERE a.article_id IN {_IN}",
            [ids],
        )
        versions = {article: (content, maker) for article, content, maker in found}
        self._db.insert(
            "linked.fingerprint",
            [
                {
                    **row,
                    "content_id": versions[str(row["article_id"])][0],
                    "maker_id": versions[str(row["article_id"])][1],
                }
                for row in rows
            ],
        )

    def fingerprints(self, first_day: int | None, last_day: int | None) -> FingerprintColumns:
        """Gives the fingerprints of articles of those days and of undated ones.

        Args:
            first_day: Day number; all days if None.
            last_day: Day number; all days if None.
        """
        chosen = "day IS NULL OR $first IS NULL OR (day >= $first AND day <= $last)"
        query = (
            "SELECT article_id, day, row_number() OVER (ORDER BY article_id) - 1 AS place, "
            f"terms, weights FROM linked.fingerprint WHERE {chosen}"
        )
        values = {"first": first_day, "last": last_day}
        articles = self._db.rows(f"SELECT article_id, day FROM ({query}) ORDER BY place", values)
        columns = self._db.columns(
            f"SELECT place, unnest(terms) AS term, unnest(weights) AS weight FROM ({query}) "
            "ORDER BY place",
            values,
        )
        return FingerprintColumns(
            [article for article, _ in articles],
            [day for _, day in articles],
            columns["place"].astype("int64"),
            columns["term"].astype("int64"),
            columns["weight"].astype("int64"),
        )

    def same_texts(self, ids: Sequence[str]) -> list[tuple[str, str]]:
        """Gives pairs of articles with the same text, one of which is among the ids."""
        rows = self._db.rows(
            "SELECT DISTINCT least(a.article_id, b.article_id), greatest(a.article_id, "
            "b.article_id) FROM linked.fingerprint a JOIN linked.fingerprint b "
            "ON a.text_hash = b.text_hash AND a.article_id <> b.article_id "
            f"WHERE a.article_id IN {_IN} ORDER BY 1, 2",
            [list(ids)],
        )
        return [(first, second) for first, second in rows]

    def add_article_pairs(self, pairs: Mapping[tuple[str, str], float]) -> None:
        """Keeps likenesses of articles."""
        self._db.insert("linked.article_pair", _pair_rows(pairs))

    def add_text_pairs(self, pairs: Mapping[tuple[str, str], float]) -> None:
        """Keeps which articles share their text, and how much of the shorter one."""
        self._db.insert("linked.text_pair", _pair_rows(pairs))

    def add_reports(self, homes: Mapping[str, str], keys: Sequence[Row]) -> None:
        """Keeps which reports are linked, and their keys.

        Args:
            homes: Report id -> article id.
            keys: `report_id`, `article_id`, `type`, `key`, `dyad`, `marks` and days.
        """
        rows = [{"report_id": one, "article_id": article} for one, article in homes.items()]
        self._db.insert("linked.linked_report", rows)
        self._db.insert("linked.report_key", keys)

    def add_report_pairs(self, rows: Sequence[Row]) -> None:
        """Keeps compared reports: `first`, `second`, `score`, `features`."""
        self._db.insert("linked.report_pair", rows)

    def judgements(self) -> list[tuple[Any, ...]]:
        """Gives all judgements, standing or withdrawn, as they are kept."""
        return self._db.rows(
            "SELECT verdict, report_a, report_b, signed, made, note, withdrawn_by, withdrawn "
            "FROM kept.judgement ORDER BY made, judgement_id"
        )

    def add_judgement(self, row: Row) -> None:
        """Keeps a judgement."""
        self._db.insert("kept.judgement", [row])

    def withdraw_judgement(self, judgement_id: str, *, signed: str, at: str) -> bool:
        """Marks a judgement as withdrawn; gives whether there was one that stood."""
        found = self._db.rows(
            "UPDATE kept.judgement SET withdrawn_by = ?, withdrawn = CAST(? AS TIMESTAMP) "
            "WHERE judgement_id = ? AND withdrawn IS NULL RETURNING judgement_id",
            [signed, at, judgement_id],
        )
        return bool(found)

    def report_articles(self, report_ids: Iterable[str]) -> dict[str, str]:
        """Gives report id -> article id for reports that have been linked."""
        rows = self._db.rows(
            f"SELECT report_id, article_id FROM linked.linked_report WHERE report_id IN {_IN}",
            [list(report_ids)],
        )
        return dict(rows)

    def linked_reports(self, articles: Sequence[str]) -> list[str]:
        """Gives the ids of those reports of articles that have been linked."""
        return self._column(
            f"SELECT report_id FROM linked.linked_report WHERE article_id IN {_IN} ORDER BY 1",
            [list(articles)],
        )

    def event_mates(self, reports: Sequence[str]) -> list[str]:
        """Gives all reports of the events that hold one of these reports."""
        return self._column(
            "SELECT DISTINCT report_id FROM linked.event_report WHERE event_id IN ("
            f"SELECT event_id FROM linked.event_report WHERE report_id IN {_IN}) ORDER BY 1",
            [list(reports)],
        )

    def story_mates(self, articles: Sequence[str]) -> list[str]:
        """Gives all articles of the stories that hold one of these articles."""
        return self._column(
            "SELECT DISTINCT article_id FROM linked.story_article WHERE story_id IN ("
            f"SELECT story_id FROM linked.story_article WHERE article_id IN {_IN}) ORDER BY 1",
            [list(articles)],
        )

    def copy_mates(self, articles: Sequence[str]) -> list[str]:
        """Gives all articles that share their text with one of these articles."""
        return self._column(
            "SELECT DISTINCT article_id FROM linked.copy WHERE independent_id IN ("
            f"SELECT independent_id FROM linked.copy WHERE article_id IN {_IN}) ORDER BY 1",
            [list(articles)],
        )

    def connected_articles(self, seeds: Iterable[str], *, least: float) -> list[str]:
        """Gives the articles that pairs of at least that likeness connect with the seeds."""
        return self._connected("linked.article_pair", seeds, least, ())

    def connected_texts(self, seeds: Iterable[str]) -> list[str]:
        """Gives the articles that shared text connects with the seeds."""
        return self._connected("linked.text_pair", seeds, 0.0, ())

    def connected_reports(
        self, seeds: Iterable[str], *, least: float, bonds: Sequence[tuple[str, str]] = ()
    ) -> list[str]:
        """Gives the reports that pairs of at least that score, or bonds, connect with the seeds."""
        return self._connected("linked.report_pair", seeds, least, bonds)

    def article_pairs(self, ids: Sequence[str]) -> dict[tuple[str, str], float]:
        """Gives the pairs among articles."""
        return self._pairs("linked.article_pair", ids)

    def text_pairs(self, ids: Sequence[str]) -> dict[tuple[str, str], float]:
        """Gives the pairs among articles that share their text."""
        return self._pairs("linked.text_pair", ids)

    def like_articles(self, ids: Sequence[str], *, least: float) -> list[tuple[str, str]]:
        """Gives the pairs, of at least that likeness, with one of these articles."""
        rows = self._db.rows(
            f"SELECT first, second FROM linked.article_pair WHERE score >= ? "
            f"AND (first IN {_IN} OR second IN {_IN}) ORDER BY 1, 2",
            [least, list(ids), list(ids)],
        )
        return [(first, second) for first, second in rows]

    def report_pairs(self, ids: Sequence[str]) -> dict[tuple[str, str], float]:
        """Gives the pairs among reports."""
        return self._pairs("linked.report_pair", ids)

    def pairs_of(self, report_ids: Sequence[str]) -> list[tuple[Any, ...]]:
        """Gives the compared pairs with one of these reports: ids, score, feature values."""
        found = "SELECT first, second, score, features FROM linked.report_pair WHERE"
        ids = one_of(report_ids)
        return self._db.rows(
            # With OR in place of the two parts, all pairs would be looked at.
            f"{found} first {ids} UNION ALL {found} second {ids} AND NOT first {ids} "
            "ORDER BY first, second",
            [*report_ids] * 3,
        )

    def event_of_reports(self) -> dict[str, str]:
        """Gives report id -> event id."""
        return dict(self._db.rows("SELECT report_id, event_id FROM linked.event_report"))

    def independent(self, articles: Sequence[str]) -> dict[str, str]:
        """Gives article id -> id of the article whose text it shares."""
        rows = self._db.rows(
            f"SELECT article_id, independent_id FROM linked.copy WHERE article_id IN {_IN}",
            [list(articles)],
        )
        return dict(rows)

    def replace_stories(self, articles: Sequence[str], rows: Sequence[Row]) -> None:
        """Puts new story rows in the place of those of the articles."""
        self._db.execute(
            f"DELETE FROM linked.story_article WHERE article_id IN {_IN}", [list(articles)]
        )
        self._db.insert("linked.story_article", rows)

    def replace_copies(self, articles: Sequence[str], rows: Sequence[Row]) -> None:
        """Puts new copy rows in the place of those of the articles."""
        self._db.execute(f"DELETE FROM linked.copy WHERE article_id IN {_IN}", [list(articles)])
        self._db.insert("linked.copy", rows)

    def events_with(self, reports: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Gives the events that hold one of these reports, each with all its reports, sorted."""
        rows = self._db.rows(
            "SELECT event_id, list(report_id ORDER BY report_id) FROM linked.event_report "
            "WHERE event_id IN (SELECT event_id FROM linked.event_report "
            f"WHERE report_id IN {_IN}) GROUP BY event_id",
            [list(reports)],
        )
        return {event: tuple(held) for event, held in rows}

    def replace_events(self, gone: Sequence[str], tables: Mapping[str, Sequence[Row]]) -> None:
        """Takes out all rows of events by id, and adds those of new ones."""
        for table in EVENT_TABLES:
            if gone:
                self._db.execute(f"DELETE FROM {table} WHERE event_id IN {_IN}", [list(gone)])
            self._db.insert(table, tables.get(table, ()))

    def _connected(
        self,
        table: str,
        seeds: Iterable[str],
        least: float,
        bonds: Sequence[tuple[str, str]],
    ) -> list[str]:
        found = set(seeds)
        frontier = found
        while frontier:
            values = [list(frontier), least, list(frontier), least]
            reached = self._column(
                f"SELECT second FROM {table} WHERE first IN {_IN} AND score >= ? "
                f"UNION SELECT first FROM {table} WHERE second IN {_IN} AND score >= ?",
                values,
            )
            bound = [
                other for pair in bonds for one, other in (pair, pair[::-1]) if one in frontier
            ]
            frontier = {*reached, *bound} - found
            found = found | frontier
        return sorted(found)

    def _pairs(self, table: str, ids: Sequence[str]) -> dict[tuple[str, str], float]:
        rows = self._db.rows(
            f"SELECT first, second, score FROM {table} WHERE first IN {_IN} AND second IN {_IN}",
            [list(ids), list(ids)],
        )
        return {(first, second): score for first, second, score in rows}

    def _column(self, sql: str, values: Sequence[object] = ()) -> list[str]:
        return [row[0] for row in self._db.rows(sql, values)]


def _pair_rows(pairs: Mapping[tuple[str, str], float]) -> list[Row]:
    return [
        {"first": first, "second": second, "score": score}
        for (first, second), score in pairs.items()
    ]

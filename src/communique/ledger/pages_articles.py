"""Questions that pages ask about articles, stories, outlets and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from communique.ledger.answers import frozen
from communique.ledger.filters import STANDS
from communique.ledger.pages_rows import ArticleRow, OutletRow, StoryRow, VersionRow
from communique.ledger.store import Ledger, Maker

_ARTICLE = """
SELECT a.article_id, a.title, a.published, a.publisher, a.url, a.reports,
  CASE WHEN k.independent_id <> a.article_id THEN k.independent_id END
FROM kept.article a LEFT JOIN copies k ON k.article_id = a.article_id
WHERE a.article_id IN (FROM chosen) AND a.superseded_by IS NULL
"""
_WORDS = '(contains(lower(title), lower($words)) OR contains(lower("text"), lower($words)))'
_NEWEST = (60, 365)
"""Days before the last one of the ledger that are searched before all others."""

_ARTICLE_AFTER = (
    "(coalesce(published, DATE '0001-01-01'), article_id) < ("
    "SELECT (coalesce(published, DATE '0001-01-01'), article_id) FROM articles "
    "WHERE article_id = $after)"
)


class ArticlePages:
    """Articles by pages, stories, outlets, older versions, and what made the readings."""

    def __init__(self, ledger: Ledger) -> None:
        """Takes an open ledger."""
        self._db = ledger.connection

    def articles(
        self,
        *,
        words: str | None = None,
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
        after: str | None = None,
        limit: int = 100,
        oldest: bool = True,
    ) -> tuple[ArticleRow, ...]:
        """Gives articles, the latest first.

        Args:
            words: Part of title or text.
            publisher: Outlet.
            since: First day of publication.
            until: Last day of publication.
            after: Id of the last article of the page before.
            limit: At most so many.
            oldest: Whether words are looked for in the oldest texts, too (see `searched_since`).
        """
        parts: dict[str, tuple[str, object]] = {
            _WORDS: ("words", words),
            "publisher = $publisher": ("publisher", publisher),
            "published >= $since": ("since", since),
            "published <= $until": ("until", until),
            _ARTICLE_AFTER: ("after", after),
        }
        # What is not asked for is left out of the SQL, or all texts would be read.
        chosen = {part: pair for part, pair in parts.items() if pair[1] is not None}
        if words is None:
            return self._articles(chosen, limit=limit)
        # Older texts are read only where the newer ones do not hold the words often enough.
        found: tuple[ArticleRow, ...] = ()
        parts_of_time = self._parts()
        for part in parts_of_time if oldest else parts_of_time[:-1] or parts_of_time:
            found += self._articles({**chosen, **part}, limit=limit - len(found))
            if len(found) == limit:
                break
        return found

    def searched_since(self) -> date | None:
        """Gives the first day whose texts a search looks at that leaves the oldest out.

        None where that is all of them.
        """
        starts = self._starts()
        first = self._db.rows("SELECT min(published) FROM articles")[0][0]
        return starts[-1] if starts and first < starts[-1] else None

    def _starts(self) -> tuple[date, ...]:
        """The first days of the newer parts of the ledger; none where no article has a day."""
        last = self._db.rows("SELECT max(published) FROM articles")[0][0]
        return tuple(last - timedelta(days=days) for days in _NEWEST) if last else ()

    def _parts(self) -> tuple[Mapping[str, tuple[str, object]], ...]:
        """The days of the ledger in parts, the latest first, as conditions with their value."""
        starts = self._starts()
        if not starts:
            return ({},)
        newest, older = (f"published >= ${name}" for name in ("newest", "older"))
        return (
            {newest: ("newest", starts[0])},
            {"published < $newest": ("newest", starts[0]), older: ("older", starts[1])},
            {"(published < $older OR published IS NULL)": ("older", starts[1])},
        )

    def _articles(
        self, chosen: Mapping[str, tuple[str, object]], *, limit: int
    ) -> tuple[ArticleRow, ...]:
        rows = self._db.rows(
            "WITH chosen AS (SELECT article_id FROM articles WHERE "
            f"{' AND '.join(chosen) or 'true'} "
            f"ORDER BY published DESC NULLS LAST, article_id DESC LIMIT {int(limit)}) "
            f"{_ARTICLE} ORDER BY a.published DESC NULLS LAST, a.article_id DESC",
            dict(chosen.values()),
        )
        return tuple(ArticleRow(*row) for row in rows)

    def story_mates(self, article_id: str, *, limit: int = 50) -> tuple[ArticleRow, ...]:
        """Gives the other articles that tell the news of this one, earliest first."""
        rows = self._db.rows(
            "WITH chosen AS (SELECT s.article_id FROM stories s WHERE s.story_id IN ("
            "SELECT story_id FROM stories WHERE article_id = $id) AND s.article_id <> $id) "
            f"{_ARTICLE} ORDER BY a.published NULLS LAST, a.article_id LIMIT $limit",
            {"id": article_id, "limit": limit},
        )
        return tuple(ArticleRow(*row) for row in rows)

    def versions(self, article_id: str) -> tuple[VersionRow, ...]:
        """Gives the older versions of an article, latest first; or, for one, what stands now."""
        rows = self._db.rows(
            "SELECT article_id, superseded_by, title, published FROM superseded_articles "
            "WHERE superseded_by = $id OR article_id = $id ORDER BY added DESC, article_id",
            {"id": article_id},
        )
        return tuple(VersionRow(*row) for row in rows)

    def stories(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        article_id: str | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> tuple[StoryRow, ...]:
        """Gives stories, the latest first.

        Args:
            since: First day of the last article.
            until: Last day of the first article.
            article_id: Only the story of this article.
            after: Id of the last story of the page before.
            limit: At most so many.
        """
        rows = self._db.rows(
            _STORIES,
            {"since": since, "until": until, "id": article_id, "after": after, "limit": limit},
        )
        return tuple(StoryRow(*frozen(row)) for row in rows)

    def outlets(self, *, limit: int = 500) -> tuple[OutletRow, ...]:
        """Gives outlets with what they contribute, the busiest first."""
        rows = self._db.rows(
            # Copies are few: only they are looked up, and joined to the sums of their outlets.
            "WITH outlet AS (SELECT publisher, count(*) AS articles, sum(reports)::BIGINT "
            "AS reports, min(published) AS first, max(published) AS last FROM kept.article "
            "WHERE superseded_by IS NULL GROUP BY publisher), "
            "copying AS (SELECT publisher, count(*) AS copies FROM articles WHERE article_id IN ("
            "SELECT article_id FROM copies WHERE independent_id <> article_id) GROUP BY publisher) "
            "SELECT o.publisher, o.articles, coalesce(c.copies, 0), o.reports, o.first, o.last "
            "FROM outlet o LEFT JOIN copying c ON o.publisher IS NOT DISTINCT FROM c.publisher "
            "ORDER BY o.articles DESC, o.publisher NULLS LAST LIMIT $limit",
            {"limit": limit},
        )
        return tuple(OutletRow(*row) for row in rows)

    def copied(self, *, limit: int = 50) -> tuple[tuple[str | None, str | None, int], ...]:
        """Gives who copied whom: outlet, outlet whose text it shares, number of articles."""
        rows = self._db.rows(
            "SELECT a.publisher, o.publisher, count(*) FROM copies k "
            "JOIN articles a ON a.article_id = k.article_id "
            "JOIN articles o ON o.article_id = k.independent_id "
            "WHERE k.independent_id <> k.article_id GROUP BY 1, 2 "
            "ORDER BY count(*) DESC, 1, 2 LIMIT $limit",
            {"limit": limit},
        )
        return tuple((row[0], row[1], int(row[2])) for row in rows)

    def makers(self) -> Mapping[Maker, int]:
        """Gives what made the readings, with the number of articles that each read."""
        rows = self._db.rows(
            "SELECT reader, model, knowledge, codebook, articles FROM ("
            f"SELECT maker_id, count(*) AS articles FROM kept.reading WHERE {STANDS} "
            "GROUP BY maker_id) JOIN kept.maker USING (maker_id) ORDER BY articles DESC, reader"
        )
        return {Maker(*row[:4]): int(row[4]) for row in rows}

    def event_of_reports(self, article_id: str) -> Mapping[str, str]:
        """Gives the ids of an article's reports with those of the events that they tell of."""
        rows = self._db.rows(
            "SELECT report_id, event_id FROM event_reports WHERE report_id IN ("
            "SELECT report_id FROM kept.report WHERE article_id = ?)",
            [article_id],
        )
        return dict(rows)


_STORIES = """
WITH told AS (
  SELECT s.story_id, a.article_id, a.title, a.published,
    k.independent_id IS NULL OR k.independent_id = a.article_id AS independent
  FROM stories s JOIN articles a USING (article_id) LEFT JOIN copies k USING (article_id)
  WHERE $id IS NULL OR s.story_id IN (SELECT story_id FROM stories WHERE article_id = $id)
),
grouped AS (
  SELECT story_id, arg_min(title, coalesce(published, DATE '9999-12-31')) AS title,
    count(*) AS articles, count(*) FILTER (independent) AS independent,
    min(published) AS first_published, max(published) AS last_published,
    list(article_id ORDER BY published NULLS LAST, article_id) AS article_ids
  FROM told GROUP BY story_id
)
SELECT * FROM grouped
WHERE ($since IS NULL OR last_published >= $since) AND ($until IS NULL OR first_published <= $until)
  AND ($after IS NULL OR (coalesce(last_published, DATE '0001-01-01'), story_id) < (
    SELECT (coalesce(last_published, DATE '0001-01-01'), story_id) FROM grouped
    WHERE story_id = $after))
ORDER BY last_published DESC NULLS LAST, story_id DESC LIMIT $limit
"""

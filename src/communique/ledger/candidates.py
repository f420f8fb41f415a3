"""Which reports are worth comparing: found in SQL, by parties, types and days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from communique.ledger.connection import Connection
from communique.records import AnyEventType, EventType, event_type

AT_ONCE = 100_000
"""Candidates that are handed out together: some tens of megabytes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two reports that are worth comparing.

    Attributes:
        first: Id of one report; the smaller of the two.
        second: Id of the other.
        first_article: Article of the first.
        second_article: Article of the second.
        news: Likeness of the two articles; 0 where it is below what is kept.
    """

    first: str
    second: str
    first_article: str
    second_article: str
    news: float


class Candidates:
    """Pairs of reports that were found and not yet handed out."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.count = int(connection.rows("SELECT count(*) FROM candidate")[0][0])

    def articles(self) -> list[str]:
        """Gives the articles of all candidates."""
        rows = self._db.rows(
            "SELECT first_article FROM candidate UNION SELECT second_article FROM candidate"
        )
        return [row[0] for row in rows]

    def groups(self) -> Iterator[list[Candidate]]:
        """Gives the candidates, many at a time."""
        for start in range(0, self.count, AT_ONCE):
            rows = self._db.rows(
                "SELECT first, second, first_article, second_article, news FROM candidate "
                "WHERE place > ? AND place <= ?",
                [start, start + AT_ONCE],
            )
            yield [Candidate(*row) for row in rows]


def types_told_of(connection: Connection) -> tuple[AnyEventType, ...]:
    """Gives PLOVER's types, and the own types that reports of a ledger tell of."""
    own = connection.rows(
        "SELECT DISTINCT type, quad, plover FROM kept.report WHERE type <> plover ORDER BY ALL"
    )
    return (*EventType, *(event_type(*row) for row in own))


@contextmanager
def candidates(
    connection: Connection, new: Sequence[str], alike: Sequence[tuple[str, str]], *, like: float
) -> Iterator[Candidates]:
    """Finds pairs of reports, one at least of a new article, that are worth comparing.

    They share a party and their articles tell like news, or they share two parties and their days
    overlap (`communique.linking.blocking.block_keys`).

    Args:
        connection: The ledger's.
        new: Article ids.
        alike: Pairs of types, in both directions, that may be one event.
        like: Likeness from which two articles may tell one story.
    """
    connection.execute(_FRESH, [[f"{one}|{other}" for one, other in alike], list(new)])
    connection.execute(_CANDIDATE, {"like": like})
    try:
        yield Candidates(connection)
    finally:
        for table in ("fresh", "candidate"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")


# A row for each type that a new report is compared with: so the joins are on equal types.
_FRESH = """
CREATE OR REPLACE TEMP TABLE fresh AS
WITH alike AS (
  SELECT split_part(pair, '|', 1) AS one, split_part(pair, '|', 2) AS other
  FROM (SELECT unnest(?::VARCHAR[]) AS pair)
)
SELECT k.* EXCLUDE (type), alike.other AS type FROM linked.report_key k
JOIN alike ON k.type = alike.one WHERE k.article_id IN (SELECT unnest(?::VARCHAR[]))
"""

_WEEKS = (
    "unnest(range((near_first - DATE '0001-01-01') // 7, "
    "(near_last - DATE '0001-01-01') // 7 + 1)) AS week"
)
# Overlapping days are found by the weeks that they have in common, far ones by their marks: joins
# on equal values, whose cost grows with what they find and not with the square of the ledger.
_CANDIDATE = f"""
CREATE OR REPLACE TEMP TABLE candidate AS
WITH near AS (
  SELECT n.report_id AS a, o.report_id AS b, n.article_id AS article_a, o.article_id AS article_b
  FROM (SELECT *, {_WEEKS} FROM fresh WHERE dyad) n
  JOIN (
    SELECT *, {_WEEKS} FROM linked.report_key WHERE dyad
    AND "key" IN (SELECT "key" FROM fresh)
    AND near_last >= (SELECT min(near_first) FROM fresh)
    AND near_first <= (SELECT max(near_last) FROM fresh)
  ) o ON n."key" = o."key" AND n.type = o.type AND n.week = o.week
    AND n.near_first <= o.near_last AND o.near_first <= n.near_last
  WHERE n.article_id <> o.article_id
),
marked AS (
  SELECT n.report_id AS a, o.report_id AS b, n.article_id AS article_a, o.article_id AS article_b
  FROM (SELECT *, unnest(marks) AS mark FROM fresh WHERE dyad) n
  JOIN (
    SELECT *, unnest(marks) AS mark FROM linked.report_key WHERE dyad
    AND "key" IN (SELECT "key" FROM fresh)
    AND last >= (SELECT min(first) FROM fresh) AND first <= (SELECT max(last) FROM fresh)
  ) o ON n."key" = o."key" AND n.type = o.type AND n.mark = o.mark
    AND n.first <= o.last AND o.first <= n.last
  WHERE n.article_id <> o.article_id
),
told AS (SELECT DISTINCT article_id FROM fresh),
like_news AS (
  SELECT first AS article_a, second AS article_b, score FROM linked.article_pair
  WHERE first IN (FROM told)
  UNION ALL
  SELECT second, first, score FROM linked.article_pair WHERE second IN (FROM told)
),
by_news AS (
  SELECT n.report_id AS a, o.report_id AS b, n.article_id AS article_a, o.article_id AS article_b
  FROM fresh n
  JOIN like_news p ON p.article_a = n.article_id
  JOIN linked.report_key o
    ON o.article_id = p.article_b AND n."key" = o."key" AND n.type = o.type
  WHERE NOT n.dyad AND NOT o.dyad AND (p.score >= $like OR list_has_any(n.marks, o.marks))
),
ordered AS (
  SELECT DISTINCT least(a, b) AS first, greatest(a, b) AS second,
    CASE WHEN a < b THEN article_a ELSE article_b END AS first_article,
    CASE WHEN a < b THEN article_b ELSE article_a END AS second_article
  FROM (FROM near UNION ALL FROM marked UNION ALL FROM by_news)
)
SELECT o.*, coalesce(p.score, 0.0) AS news, row_number() OVER () AS place
FROM ordered o
LEFT JOIN (
  SELECT * FROM linked.article_pair WHERE first IN (FROM told) OR second IN (FROM told)
) p
  ON p.first = least(o.first_article, o.second_article)
  AND p.second = greatest(o.first_article, o.second_article)
"""

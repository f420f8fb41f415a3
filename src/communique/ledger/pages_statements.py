"""Statements by pages: a list goes on where the page before it ended."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from communique.ledger.answers import StatementRow
from communique.ledger.connection import one_of
from communique.ledger.filters import STATEMENTS_WANTED, is_named
from communique.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class StatementOrder:
    """Where a list of statements goes on.

    Attributes:
        day: Day of publication of the last statement shown, or None where it has none.
        article_id: Its article.
        number: Its place in the article.
    """

    day: date | None
    article_id: str
    number: int


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A page of statements, and where the next one begins; None on the last page."""

    items: tuple[StatementRow, ...]
    next: StatementOrder | None


_COLUMNS = ", ".join(field.name for field in fields(StatementRow))
_AFTER = "coalesce(published, DATE '9999-12-31'), article_id, number"


def statement_page(
    ledger: Ledger,
    *,
    speaker: str | None = None,
    words: str | None = None,
    since: date | None = None,
    until: date | None = None,
    after: StatementOrder | None = None,
    limit: int = 100,
) -> StatementPage:
    """Gives a page of what `Questions.statements` gives whole, in the same order.

    Args:
        ledger: An open ledger.
        speaker: Country code or whole words of the speaker's name.
        words: Part of what is said.
        since: First day of publication.
        until: Last day of publication.
        after: The last statement of the page before; from the beginning if None.
        limit: At most so many.
    """
    values: dict[str, object] = {
        "speaker": speaker,
        "words": words,
        "since": since,
        "until": until,
    }
    where = STATEMENTS_WANTED
    if after is not None:
        where += f"AND ({_AFTER}) > ($day, $article, $number)"
        values |= {
            "day": after.day or date(9999, 12, 31),
            "article": after.article_id,
            "number": after.number,
        }
    rows = ledger.connection.rows(
        f"SELECT number, {_COLUMNS} FROM statements WHERE {where} "
        "ORDER BY published NULLS LAST, article_id, number LIMIT $limit",
        values | {"limit": limit + 1},
    )
    shown = [StatementRow(*row[1:]) for row in rows[:limit]]
    if len(rows) <= limit:
        return StatementPage(tuple(shown), None)
    last = shown[-1]
    return StatementPage(
        tuple(shown), StatementOrder(last.published, last.article_id, rows[limit - 1][0])
    )


def latest_statements(ledger: Ledger, speaker: str, *, limit: int) -> tuple[StatementRow, ...]:
    """Gives what was said by whoever bears a name, the latest published first.

    Args:
        ledger: An open ledger.
        speaker: Whole words of the speaker's name.
        limit: At most so many.
    """
    # One step after the other, each on few rows: together, all texts would be taken apart.
    names = ledger.connection.rows(
        # An aggregate in the condition has each name looked at once.
        "SELECT speaker FROM kept.statement GROUP BY speaker "
        f"HAVING {is_named('any_value(speaker)', '$speaker')}",
        {"speaker": speaker},
    )
    if not names:
        return ()
    said = ledger.connection.rows(
        "SELECT article_id, number FROM kept.statement JOIN kept.article USING (article_id) "
        f"WHERE superseded_by IS NULL AND speaker {one_of(names)} "
        f"ORDER BY published DESC NULLS LAST, article_id, number LIMIT {int(limit)}",
        [name for (name,) in names],
    )
    articles = sorted({article for article, _ in said})
    rows = ledger.connection.rows(
        f"SELECT number, {_COLUMNS} FROM statements WHERE article_id {one_of(articles)} "
        "ORDER BY published DESC NULLS LAST, article_id, number",
        articles,
    )
    chosen = set(said)
    found = [(number, StatementRow(*row)) for number, *row in rows]
    return tuple(one for number, one in found if (one.article_id, number) in chosen)

"""What may be asked of a ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date

import duckdb

from communique.ledger.answers import (
    AgendaRow,
    ClaimRow,
    DyadEvent,
    EventRow,
    ReportRow,
    StanceRow,
    StatementRow,
    Table,
    frozen,
)
from communique.ledger.connection import LedgerError, one_of
from communique.ledger.filters import STATEMENTS_WANTED, EventFilter, conditions
from communique.ledger.store import Ledger


class Questions:
    """Answers questions about a ledger; reads only."""

    def __init__(self, ledger: Ledger) -> None:
        """Takes an open ledger."""
        self._db = ledger.connection
        self._path = ledger.path

    def events(
        self, wanted: EventFilter | None = None, *, limit: int | None = None
    ) -> tuple[EventRow, ...]:
        """Gives events by date, undated ones last.

        Args:
            wanted: Which; all if None.
            limit: At most so many; no limit if None.
        """
        where, values = conditions(self._db, wanted or EventFilter())
        rows = self._db.rows(
            f"SELECT {_EVENT_COLUMNS} FROM events WHERE {where} "
            "ORDER BY first_day NULLS LAST, last_day, event_id "
            f"{'' if limit is None else f'LIMIT {int(limit)}'}",
            values,
        )
        return tuple(EventRow(*frozen(row)) for row in rows)

    def event(self, event_id: str) -> EventRow | None:
        """Gives the event of that id, or that holds the report of that id; else None."""
        held = self._db.rows("SELECT event_id FROM event_reports WHERE report_id = ?", [event_id])
        rows = self._db.rows(
            f"SELECT {_EVENT_COLUMNS} FROM events WHERE event_id = ?",
            [held[0][0] if held else event_id],
        )
        return EventRow(*frozen(rows[0])) if rows else None

    def reports(self, event_ids: Iterable[str]) -> tuple[ReportRow, ...]:
        """Gives the reports of events with their sentences, earliest first."""
        ids = list(event_ids)
        told = self._db.rows(
            "SELECT e.report_id, e.event_id, l.article_id FROM linked.event_report e "
            f"JOIN linked.linked_report l USING (report_id) WHERE e.event_id {one_of(ids)}",
            ids,
        )
        if not told:
            return ()
        events = {report: event for report, event, _ in told}
        articles = sorted({article for _, _, article in told})
        found = [
            ReportRow(events[row[0]], *frozen(row))
            for row in self._db.rows(_REPORTS.format(chosen=one_of(articles)), articles * 2)
            if row[0] in events
        ]
        # The rows come earliest first, and sorting keeps that.
        return tuple(sorted(found, key=lambda report: report.event_id))

    def contexts(self, event_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Gives the PLOVER contexts of events, those that most of their reports have first."""
        ids = list(event_ids)
        rows = self._db.rows(
            "WITH told AS (SELECT event_id, unnest(contexts) AS context FROM kept.report "
            f"JOIN linked.event_report USING (report_id) WHERE event_id {one_of(ids)}), "
            "counted AS (SELECT event_id, context, count(*) AS reports FROM told GROUP BY ALL) "
            "SELECT event_id, list(context ORDER BY reports DESC, context) FROM counted "
            "GROUP BY event_id",
            ids,
        )
        return {event: tuple(found) for event, found in rows}

    def dyad(
        self,
        actor: str,
        recipient: str,
        *,
        both_ways: bool = False,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[DyadEvent, ...]:
        """Gives the dated events between two states, by day.

        Args:
            actor: ISO 3166-1 alpha-3 of who acts.
            recipient: ISO 3166-1 alpha-3 of whom it is directed at.
            both_ways: Whether to give the acts of the recipient towards the actor, too.
            since: First day.
            until: Last day.
        """
        turned = " OR (actor = $recipient AND recipient = $actor)" if both_ways else ""
        rows = self._db.rows(
            "SELECT event_id, actor, recipient, type, quad, mode, status, day, confidence, "
            "independent_reports FROM dyads "
            f"WHERE ((actor = $actor AND recipient = $recipient){turned}) AND day IS NOT NULL "
            "AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until) "
            "ORDER BY day, event_id, actor",
            {"actor": actor, "recipient": recipient, "since": since, "until": until},
        )
        return tuple(DyadEvent(*row) for row in rows)

    def all_dyads(
        self, *, since: date | None = None, until: date | None = None
    ) -> tuple[DyadEvent, ...]:
        """Gives the dated events between all pairs of states, by day."""
        rows = self._db.rows(
            "SELECT event_id, actor, recipient, type, quad, mode, status, day, confidence, "
            "independent_reports FROM dyads WHERE day IS NOT NULL "
            "AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until) "
            "ORDER BY day, event_id, actor, recipient",
            {"since": since, "until": until},
        )
        return tuple(DyadEvent(*row) for row in rows)

    def claims(
        self, *, standing: str | None = None, party: str | None = None
    ) -> tuple[ClaimRow, ...]:
        """Gives claims with their stances, by day.

        Args:
            standing: "open", "uncontested", "disputed" or "conceded"; all if None.
            party: Country code or whole words of a name of an actor, a recipient or a speaker.
        """
        stances = self._stances()
        rows = self._db.rows(
            "SELECT claim_id, event_id, standing, type, actors, recipients, edtf, place "
            "FROM claims WHERE ($standing IS NULL OR standing = $standing) "
            "ORDER BY opened NULLS LAST, claim_id",
            {"standing": standing},
        )
        found = [ClaimRow(*frozen((*row, stances.get(row[0], ())))) for row in rows]
        if party is None:
            return tuple(found)
        ids = {event.event_id for event in self.events(EventFilter(party=party))}
        return tuple(one for one in found if one.event_id in ids or _speaks(one, party))

    def _stances(self) -> Mapping[str, tuple[StanceRow, ...]]:
        found: dict[str, tuple[StanceRow, ...]] = {}
        for claim_id, *row in self._db.rows(
            "SELECT claim_id, speaker, speaker_country, stance, taken, report_id FROM stances "
            "ORDER BY claim_id, number"
        ):
            found[claim_id] = (*found.get(claim_id, ()), StanceRow(*row))
        return found

    def agenda(self) -> tuple[AgendaRow, ...]:
        """Gives what was announced, by due date, things without one last.

        The outcome is that of the reports; `communique.linking.agenda.outcome_on` tells what it
        looks like on a day.
        """
        rows = self._db.rows(
            "SELECT item_id, event_id, type, actors, recipients, place, announced, due, "
            "due_first, due_last, outcome, last_reported FROM agenda "
            "ORDER BY due_last NULLS LAST, announced, item_id"
        )
        return tuple(AgendaRow(*frozen(row)) for row in rows)

    def statements(
        self,
        *,
        speaker: str | None = None,
        words: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = None,
    ) -> tuple[StatementRow, ...]:
        """Gives statements by day of publication.

        Args:
            speaker: Country code or whole words of the speaker's name.
            words: Part of what is said.
            since: First day of publication.
            until: Last day of publication.
            limit: At most so many; no limit if None.
        """
        rows = self._db.rows(
            "SELECT article_id, published, publisher, speaker, speaker_country, cue, content, "
            f"direct FROM statements WHERE {STATEMENTS_WANTED} "
            "ORDER BY published NULLS LAST, article_id, number LIMIT $limit",
            {
                "speaker": speaker,
                "words": words,
                "since": since,
                "until": until,
                "limit": limit if limit is not None else _NO_LIMIT,
            },
        )
        return tuple(StatementRow(*row) for row in rows)

    def story(self, article_id: str) -> tuple[str, ...]:
        """Gives the ids of all articles that tell the news of this one, itself among them."""
        rows = self._db.rows(
            "SELECT article_id FROM stories WHERE story_id IN "
            "(SELECT story_id FROM stories WHERE article_id = ?) ORDER BY 1",
            [article_id],
        )
        return tuple(row[0] for row in rows)

    def story_articles(self, article_id: str) -> tuple[tuple[object, ...], ...]:
        """Gives the articles of the story that this one belongs to, earliest first.

        Returns:
            Id, day, outlet, title, relation to the first article of its text, and that article's
            id; nothing where the article is not linked.
        """
        rows = self._db.rows(
            "SELECT a.article_id, a.published, a.publisher, a.title, c.relation, "
            "c.independent_id FROM articles a JOIN copies c USING (article_id) "
            "WHERE a.article_id IN (SELECT unnest(?::VARCHAR[])) "
            "ORDER BY a.published NULLS LAST, a.article_id",
            [list(self.story(article_id))],
        )
        return tuple(rows)

    def last_day(self) -> date | None:
        """Gives the last day of publication in the ledger."""
        found: date | None = self._db.rows("SELECT max(published) FROM articles")[0][0]
        return found

    def counts(self) -> Mapping[str, int]:
        """Gives how many articles, reports, events, claims and issues there are."""
        return {
            name: int(self._db.rows(f"SELECT count(*) FROM {table}")[0][0])
            for name, table in _COUNTED.items()
        }

    def sql(self, query: str, values: Sequence[object] = ()) -> Table:
        """Answers a query on the views.

        Args:
            query: One SELECT (or WITH, SHOW, DESCRIBE, SUMMARIZE) statement.
            values: For its question marks.

        Raises:
            LedgerError: When it is not a query, or the database does not understand it.
        """
        try:
            statements = duckdb.extract_statements(query)
        except duckdb.Error as error:
            raise LedgerError(f"the query cannot be read: {error}") from error
        if len(statements) != 1 or statements[0].type.name not in _READING:
            raise LedgerError("one query that reads is wanted, for instance SELECT … FROM events")
        columns, rows = self._db.table(query, values)
        return Table(tuple(columns), tuple(frozen(row) for row in rows))


_NO_LIMIT = 1 << 62
_REPORTS = """
WITH named AS (
  SELECT article_id, report_number,
    coalesce(list("name" ORDER BY number) FILTER (part = 'actor'), []) AS actors,
    coalesce(list("name" ORDER BY number) FILTER (part = 'recipient'), []) AS recipients,
    coalesce(list("name" ORDER BY number) FILTER (part = 'said by'), []) AS said_by
  FROM kept.party WHERE article_id {chosen} GROUP BY article_id, report_number
)
SELECT r.report_id, r.article_id, a.published, a.publisher, a.title, r.type, r.status,
  coalesce(n.actors, []), coalesce(n.recipients, []), coalesce(n.said_by, []), r.edtf, r.place,
  r.confidence, r.background, span_text(a.title, a."text", m.evidence),
  span_text(a.title, a."text", m."trigger"),
  CASE WHEN k.independent_id <> r.article_id THEN k.independent_id END
FROM kept.report r
JOIN kept.article a ON a.article_id = r.article_id AND a.superseded_by IS NULL
JOIN kept.mention m
  ON m.article_id = r.article_id AND m.report_number = r.number AND m.number = 1
LEFT JOIN named n ON n.article_id = r.article_id AND n.report_number = r.number
LEFT JOIN copies k ON k.article_id = r.article_id
WHERE r.article_id {chosen}
ORDER BY a.published NULLS LAST, r.report_id
"""
_COUNTED = {
    "articles": "articles",
    "event_reports": "linked.event_report",
    "events": "linked.event",
    "claims": "linked.claim",
    "agenda": "linked.agenda",
    "stories": "stories",
    "issues": "issues",
}
"""What is counted; the views of claims and of the agenda would join them with their events."""

_READING = ("SELECT", "EXPLAIN", "PRAGMA")
_EVENT_COLUMNS = ", ".join(field.name for field in fields(EventRow))


def _speaks(claim: ClaimRow, party: str) -> bool:
    wanted = _words(party)
    return any(
        stance.country == party or (wanted != _words("") and wanted in _words(stance.speaker))
        for stance in claim.stances
    )


def _words(text: str) -> str:
    """The words of a text between blanks, so that whole ones are found (`filters.has_words`)."""
    found = " ".join(re.findall(r"[^\W_]+", text.lower()))
    return f" {found} "

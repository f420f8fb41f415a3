"""Questions that pages ask about events: one page of a list at a time, never the whole ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from communique.ledger.answers import AgendaRow, ClaimRow, EventRow, ReportRow, StanceRow, frozen
from communique.ledger.connection import one_of
from communique.ledger.filters import EventFilter, conditions
from communique.ledger.pages_rows import AgendaSum, ChangeRow, EventOrder, JudgementRow, PlaceRow
from communique.ledger.questions import Questions
from communique.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Between:
    """Further conditions on events that a page sets; what is None is not asked for.

    Attributes:
        country: ISO 3166-1 alpha-3 of a state on either side.
        name: Whole name of a party on either side, as the ledger has it.
        actor: ISO 3166-1 alpha-3 of the acting state of a dyad.
        recipient: ISO 3166-1 alpha-3 of the other state of the dyad.
        both_ways: Whether the acts of the dyad's recipient towards its actor count, too.
        words: Part of a sentence that tells of the event.
        reported_since: First day of the last report.
    """

    country: str | None = None
    name: str | None = None
    actor: str | None = None
    recipient: str | None = None
    both_ways: bool = True
    words: str | None = None
    reported_since: date | None = None


_NOT_ASKED = Between()


class EventPages:
    """Lists of events, claims and agenda items by pages."""

    def __init__(self, ledger: Ledger) -> None:
        """Takes an open ledger."""
        self._db = ledger.connection
        self._questions = Questions(ledger)

    def events(
        self,
        wanted: EventFilter,
        *,
        among: Between = _NOT_ASKED,
        after: EventOrder | None = None,
        newest_first: bool = False,
        limit: int = 100,
    ) -> tuple[EventRow, ...]:
        """Gives events by their first day, undated ones last.

        Args:
            wanted: Which.
            among: Further conditions.
            after: The last event of the page before; from the beginning if None.
            newest_first: Whether the last day comes first.
            limit: At most so many.
        """
        where, values = self._where(wanted, among)
        if after is not None:
            where += f" AND ({_after(after, newest_first=newest_first)})"
            values |= {"after_id": after.event_id}
            if after.day is not None:
                values["after_day"] = after.day
        direction = "DESC" if newest_first else "ASC"
        # With the limit as a number, DuckDB keeps the wide rows out of the sort.
        rows = self._db.rows(
            f"SELECT {_EVENT_COLUMNS} FROM events WHERE {where} "
            f"ORDER BY first_day {direction} NULLS LAST, event_id LIMIT {int(limit)}",
            values,
        )
        return tuple(EventRow(*frozen(row)) for row in rows)

    def told_in(
        self, article_ids: Sequence[str], words: str, *, limit: int
    ) -> tuple[EventRow, ...]:
        """Gives events that sentences of some articles tell of, the last day first.

        Args:
            article_ids: The articles.
            words: Part of the sentence.
            limit: At most so many.
        """
        rows = self._db.rows(
            f"SELECT {_EVENT_COLUMNS} FROM events WHERE event_id IN ("
            f"{_TELLING.format(chosen=one_of(article_ids))}) "
            f"ORDER BY first_day DESC NULLS LAST, event_id LIMIT {int(limit)}",
            [*article_ids] * 3 + [words],
        )
        return tuple(EventRow(*frozen(row)) for row in rows)

    def count(self, wanted: EventFilter, *, among: Between = _NOT_ASKED) -> int:
        """Gives the number of events."""
        short = _short_count(among) if wanted == EventFilter() else None
        if short is not None:
            return int(self._db.rows(*short)[0][0])
        where, values = self._where(wanted, among)
        return int(self._db.rows(f"SELECT count(*) FROM events WHERE {where}", values)[0][0])

    def _where(self, wanted: EventFilter, among: Between) -> tuple[str, dict[str, object]]:
        where, values = conditions(self._db, wanted)
        parts = [where]
        for name, condition in _BETWEEN.items():
            value = getattr(among, name)
            if value is not None:
                parts.append(condition)
                values[name] = value
        if among.actor and among.recipient:
            parts.append(_DYAD.format(back="" if among.both_ways else "AND mutual"))
            values |= {"dyad_actor": among.actor, "dyad_recipient": among.recipient}
        return " AND ".join(parts), values

    def reported_on(self, *, since: date, until: date, limit: int = 100) -> tuple[EventRow, ...]:
        """Gives events that were first reported in a period; most independent reports first."""
        rows = self._db.rows(
            f"SELECT {_EVENT_COLUMNS} FROM events WHERE first_reported BETWEEN $since AND $until "
            "ORDER BY independent_reports DESC, confidence DESC, event_id "
            f"LIMIT {int(limit)}",
            {"since": since, "until": until},
        )
        return tuple(EventRow(*frozen(row)) for row in rows)

    def reports(self, event_id: str) -> tuple[ReportRow, ...]:
        """Gives the reports of one event with their sentences, earliest first."""
        return self._questions.reports([event_id])

    def claims(
        self,
        *,
        standing: str | None = None,
        country: str | None = None,
        claim_id: str | None = None,
        event_id: str | None = None,
        dyad: tuple[str, str] | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> tuple[ClaimRow, ...]:
        """Gives claims with their stances, the latest first.

        Args:
            standing: "open", "uncontested", "disputed" or "conceded".
            country: ISO 3166-1 alpha-3 of a party or a speaker.
            claim_id: Only this one.
            event_id: Only that of this event.
            dyad: Two states, both of which are parties or speakers.
            after: Id of the last claim of the page before.
            limit: At most so many.
        """
        countries = _codes(country, dyad)
        parts = {
            "c.standing = $standing": ("standing", standing),
            "c.claim_id = $claim": ("claim", claim_id),
            "c.event_id = $event": ("event", event_id),
            _with(countries, "c"): ("countries", countries or None),
            _CLAIM_AFTER: ("after", after),
        }
        chosen = {part: pair for part, pair in parts.items() if pair[1] is not None}
        rows = self._db.rows(
            _CLAIMS.format(where=" AND ".join(chosen) or "true"),
            dict(chosen.values()) | {"limit": limit},
        )
        reported = {row[1]: row[3] for row in rows}
        told = self._told(reported, "type, actors, recipients, edtf, place")
        stances = self._stances(list(reported))
        return tuple(
            ClaimRow(*frozen((*row[:3], *told[row[1]], stances.get(row[1], ()))))
            for row in rows
            if row[1] in told
        )

    def _told(self, reported: Mapping[str, date | None], columns: str) -> dict[str, Sequence[Any]]:
        """Some columns of events, by id; joined, all events would be looked at.

        Args:
            reported: Event id -> day of the last report, by which most events are skipped.
            columns: Which.
        """
        where, values = f"event_id {one_of(list(reported))}", list[object](reported)
        days = [day for day in reported.values() if day is not None]
        if days and len(days) == len(reported):
            where += " AND last_reported BETWEEN ? AND ?"
            values += [min(days), max(days)]
        rows = self._db.rows(f"SELECT event_id, {columns} FROM events WHERE {where}", values)
        return {row[0]: row[1:] for row in rows}

    def _stances(self, events: Sequence[str]) -> dict[str, tuple[StanceRow, ...]]:
        found: dict[str, tuple[StanceRow, ...]] = {}
        for event_id, *row in self._db.rows(
            "SELECT event_id, speaker, speaker_country, stance, taken, report_id "
            f"FROM linked.stance WHERE event_id {one_of(events)} ORDER BY event_id, number",
            events,
        ):
            found[event_id] = (*found.get(event_id, ()), StanceRow(*row))
        return found

    def agenda(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        country: str | None = None,
        dyad: tuple[str, str] | None = None,
        event_id: str | None = None,
        undated: bool | None = None,
        limit: int = 500,
    ) -> tuple[AgendaRow, ...]:
        """Gives what was announced, by due date; things without one last, the latest told first.

        Args:
            since: Leaves out what was due before, and what has no date.
            until: Leaves out what is due later, and what has no date.
            country: ISO 3166-1 alpha-3 of a party.
            dyad: Two states that are parties.
            event_id: Only that of this event.
            undated: Whether only what has no date.
            limit: At most so many.
        """
        countries = _codes(country, dyad)
        parts = {
            "$undated::BOOLEAN AND a.due_last IS NULL": ("undated", undated),
            "a.due_last >= $since": ("since", since),
            "a.due_first <= $until": ("until", until),
            "a.event_id = $event": ("event", event_id),
            _with(countries, "a"): ("countries", countries or None),
        }
        chosen = {part: pair for part, pair in parts.items() if pair[1] is not None}
        rows = self._db.rows(
            _AGENDA.format(where=" AND ".join(chosen) or "true"),
            dict(chosen.values()) | {"limit": limit},
        )
        told = self._told({row[1]: row[-1] for row in rows}, "type, actors, recipients, place")
        return tuple(
            AgendaRow(*frozen((*row[:2], *told[row[1]], *row[2:])))
            for row in rows
            if row[1] in told
        )

    def agenda_changes(self, item_ids: Sequence[str]) -> tuple[ChangeRow, ...]:
        """Gives the reports that said something new about items, earliest first."""
        rows = self._db.rows(
            "SELECT item_id, reported, status, due, report_id FROM agenda_changes "
            f"WHERE item_id {one_of(item_ids)} ORDER BY item_id, number",
            item_ids,
        )
        return tuple(ChangeRow(*row) for row in rows)

    def agenda_sums(self, *, stale: date, country: str | None = None) -> tuple[AgendaSum, ...]:
        """Gives how much is on the agenda, by the month that it is due in.

        Args:
            stale: What was due and last reported before this day is called overdue.
            country: ISO 3166-1 alpha-3 of a party.
        """
        rows = self._db.rows(
            "SELECT CASE WHEN date_trunc('month', due_first) = date_trunc('month', due_last) "
            "THEN date_trunc('month', due_first)::DATE END AS month, outcome, coalesce("
            "due_last < $stale AND (last_reported IS NULL OR last_reported < $stale), false) "
            "AS overdue, count(*) FROM linked.agenda "
            f"WHERE {'list_contains(countries, $country)' if country else 'true'} "
            "GROUP BY ALL ORDER BY ALL",
            {"stale": stale} | ({"country": country} if country else {}),
        )
        return tuple(AgendaSum(*row) for row in rows)

    def judgements(self, report_ids: Sequence[str]) -> tuple[JudgementRow, ...]:
        """Gives the judgements on reports, standing or withdrawn, oldest first."""
        rows = self._db.rows(
            "SELECT judgement_id, verdict, report_a, report_b, signed, "
            "strftime(made, '%Y-%m-%d %H:%M'), note, withdrawn_by, "
            "strftime(withdrawn, '%Y-%m-%d %H:%M') FROM judgements "
            "WHERE report_a IN (SELECT unnest($ids::VARCHAR[])) "
            "OR report_b IN (SELECT unnest($ids::VARCHAR[])) ORDER BY made, judgement_id",
            {"ids": list(report_ids)},
        )
        return tuple(JudgementRow(*row) for row in rows)

    def places(self, wanted: EventFilter, *, limit: int = 500) -> tuple[PlaceRow, ...]:
        """Gives places with coordinates where events happened, the busiest first."""
        where, values = conditions(self._db, wanted)
        rows = self._db.rows(
            "SELECT place, place_country, avg(latitude), avg(longitude), count(*), "
            "count(*) FILTER (quad LIKE '%cooperation'), count(*) FILTER (quad LIKE '%conflict') "
            f"FROM events WHERE {where} AND latitude IS NOT NULL AND longitude IS NOT NULL "
            "GROUP BY place, place_country ORDER BY count(*) DESC, place LIMIT $limit",
            values | {"limit": limit},
        )
        return tuple(PlaceRow(*row) for row in rows)


_EVENT_COLUMNS = ", ".join(field.name for field in fields(EventRow))

_TELLING = """
SELECT e.event_id FROM kept.report r JOIN linked.event_report e USING (report_id)
JOIN kept.mention m ON m.article_id = r.article_id AND m.report_number = r.number
JOIN kept.article a ON a.article_id = r.article_id
WHERE r.article_id {chosen} AND m.article_id {chosen} AND a.article_id {chosen}
  AND contains(lower(span_text(a.title, a."text", m.evidence)), lower(?))
"""
_CLAIM_AFTER = (
    "(coalesce(c.opened, DATE '0001-01-01'), c.claim_id) < (SELECT "
    "(coalesce(k.opened, DATE '0001-01-01'), k.claim_id) FROM linked.claim k "
    "WHERE k.claim_id = $after)"
)
_CLAIMS = """
SELECT c.claim_id, c.event_id, c.standing, c.last_reported FROM linked.claim c WHERE {where}
ORDER BY c.opened DESC NULLS LAST, c.claim_id DESC LIMIT $limit
"""
_AGENDA = """
SELECT a.item_id, a.event_id, a.announced, a.due, a.due_first, a.due_last, a.outcome,
  a.last_reported
FROM linked.agenda a WHERE {where}
ORDER BY a.due_last NULLS LAST, CASE WHEN a.due_last IS NULL THEN -epoch(a.announced) END,
  a.announced, a.item_id LIMIT $limit
"""

_BETWEEN = {
    "country": "(list_contains(actor_countries, $country) OR "
    "list_contains(recipient_countries, $country))",
    "name": "(list_contains(actors, $name) OR list_contains(recipients, $name))",
    "words": "event_id IN (SELECT r.event_id FROM event_reports r JOIN mentions m "
    "USING (report_id) WHERE contains(lower(m.sentence), lower($words)))",
    "reported_since": "last_reported >= $reported_since",
}
_ACTS = "list_contains(actor_countries, $dyad_{one}) AND list_contains({side}, $dyad_{other})"
_THERE = _ACTS.format(one="actor", side="recipient_countries", other="recipient")
_BACK = _ACTS.format(one="recipient", side="recipient_countries", other="actor")
_TOGETHER = (
    _ACTS.format(one="actor", side="actor_countries", other="recipient")
    + " AND mutual AND coalesce(list_aggregate(recipient_countries, 'count'), 0) = 0"
)
# The same events as in the view `dyads`, which would have to be joined: that takes longer.
_DYAD = f"(({_THERE}) OR ({_BACK} {{back}}) OR ({_TOGETHER}))"


def _short_count(among: Between) -> tuple[str, list[object]] | None:
    """Gives a query that counts the events of a state or of two without looking at all events."""
    if among.country and among == Between(country=among.country):
        return "SELECT count(*) FROM linked.event_country WHERE country = ?", [among.country]
    one, other = among.actor, among.recipient
    if not one or not other or one == other:
        return None
    if among != Between(actor=one, recipient=other, both_ways=among.both_ways):
        return None
    counted = "SELECT count(*) FROM linked.dyad WHERE"
    if not among.both_ways:
        return f"{counted} actor = ? AND recipient = ?", [one, other]
    pair = "actor = ? AND recipient = ?"
    return f"{counted} ({pair} OR {pair}) AND counted", [one, other, other, one]


def _codes(country: str | None, dyad: tuple[str, str] | None) -> list[str]:
    return [*((country,) if country else ()), *(dyad or ())]


def _with(countries: Sequence[str], own: str) -> str:
    """Gives the condition that all states are parties to a row's event, or speak on it."""
    # `list_contains` for each state is seven times as fast as `list_has_all`.
    return " AND ".join(
        f"list_contains({own}.countries, ($countries::VARCHAR[])[{number}])"
        for number in range(1, len(countries) + 1)
    )


def _after(order: EventOrder, *, newest_first: bool) -> str:
    if order.day is None:
        return "first_day IS NULL AND event_id > $after_id"
    beyond = "<" if newest_first else ">"
    return (
        f"first_day {beyond} $after_day OR first_day IS NULL "
        "OR (first_day = $after_day AND event_id > $after_id)"
    )

"""Questions that pages ask about states, speakers and names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from communique.ledger.connection import one_of
from communique.ledger.filters import STANDS
from communique.ledger.pages_rows import (
    CountryRow,
    NameRow,
    PartnerRow,
    SpeakerRow,
    TieRow,
)
from communique.ledger.store import Ledger

_PERIOD = "($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)"
# `counted` picks one of the two rows of an event that counts both ways.
_COOPERATION = "count(*) FILTER (counted AND quad LIKE '%cooperation')"
_CONFLICT = "count(*) FILTER (counted AND quad LIKE '%conflict')"


class ActorPages:
    """States and their partners, the network of states, who speaks, and search by name."""

    def __init__(self, ledger: Ledger) -> None:
        """Takes an open ledger."""
        self._db = ledger.connection

    def partners(
        self,
        country: str,
        *,
        since: date | None = None,
        until: date | None = None,
        limit: int = 50,
    ) -> tuple[PartnerRow, ...]:
        """Gives the states that a state shares events with, the commonest first.

        Args:
            country: ISO 3166-1 alpha-3.
            since: First day.
            until: Last day.
            limit: At most so many.
        """
        rows = self._db.rows(
            "WITH own AS (SELECT *, actor = $country AS acting, "
            "CASE WHEN actor = $country THEN recipient ELSE actor END AS partner FROM linked.dyad "
            f"WHERE (actor = $country OR recipient = $country) AND actor <> recipient "
            f"AND status = 'occurred' AND {_PERIOD}) "
            "SELECT partner, count(*) FILTER (acting), "
            f"count(*) FILTER (NOT acting), {_COOPERATION}, {_CONFLICT}, max(day) "
            "FROM own GROUP BY partner ORDER BY count(*) FILTER (counted) DESC, partner "
            "LIMIT $limit",
            {"country": country, "since": since, "until": until, "limit": limit},
        )
        return tuple(PartnerRow(*row) for row in rows)

    def ties(
        self, *, since: date | None = None, until: date | None = None, limit: int = 150
    ) -> tuple[TieRow, ...]:
        """Gives pairs of states with the events between them, the commonest first."""
        rows = self._db.rows(
            "SELECT least(actor, recipient) AS one, greatest(actor, recipient) AS other, "
            f"count(*), {_COOPERATION}, {_CONFLICT} FROM linked.dyad "
            f"WHERE counted AND actor <> recipient AND status = 'occurred' AND {_PERIOD} "
            "GROUP BY one, other ORDER BY count(*) DESC, one, other LIMIT $limit",
            {"since": since, "until": until, "limit": limit},
        )
        return tuple(TieRow(*row) for row in rows)

    def countries(
        self, *, since: date | None = None, until: date | None = None, limit: int = 300
    ) -> tuple[CountryRow, ...]:
        """Gives states by the number of events that they take part in, in a period.

        Args:
            since: First day.
            until: Last day.
            limit: At most so many.
        """
        rows = self._db.rows(
            "SELECT country, count(*), count(*) FILTER (quad LIKE '%cooperation'), "
            "count(*) FILTER (quad LIKE '%conflict') FROM linked.event_country "
            "WHERE ($since IS NULL OR last_day >= $since) "
            "AND ($until IS NULL OR first_day <= $until) GROUP BY country "
            "ORDER BY count(*) DESC, country LIMIT $limit",
            {"since": since, "until": until, "limit": limit},
        )
        return tuple(CountryRow(*row) for row in rows)

    def days(self) -> tuple[date, date] | None:
        """Gives the first and the last day of events between states; None without any."""
        first, last = self._db.rows(
            "SELECT min(day), max(day) FROM dyads WHERE status = 'occurred'"
        )[0]
        return (first, last) if first else None

    def speakers(self, countries: Sequence[str], *, limit: int = 20) -> tuple[SpeakerRow, ...]:
        """Gives who is quoted most, of each of some states.

        Args:
            countries: ISO 3166-1 alpha-3.
            limit: At most so many of each state.
        """
        whose = f"speaker IS NOT NULL AND speaker_country {one_of(countries)} AND {STANDS}"
        rows = self._db.rows(
            "SELECT speaker, speaker_country, count(*) AS statements, count(*) FILTER (direct) "
            f"FROM kept.statement WHERE {whose} GROUP BY speaker, speaker_country "
            "QUALIFY row_number() OVER ("
            f"PARTITION BY speaker_country ORDER BY statements DESC, speaker) <= {int(limit)} "
            "ORDER BY statements DESC, speaker",
            countries,
        )
        return tuple(SpeakerRow(*row) for row in rows)

    def named(self, words: str, *, limit: int = 20) -> tuple[NameRow, ...]:
        """Gives the parties of events whose name holds these words, the commonest first."""
        rows = self._db.rows(
            "WITH party AS ("
            "SELECT unnest(actors) AS name, unnest(actor_countries) AS country FROM linked.event "
            "UNION ALL "
            "SELECT unnest(recipients), unnest(recipient_countries) FROM linked.event) "
            "SELECT name, any_value(country), count(*) FROM party "
            "WHERE contains(lower(name), lower($words)) GROUP BY name "
            "ORDER BY count(*) DESC, name LIMIT $limit",
            {"words": words, "limit": limit},
        )
        return tuple(NameRow(*row) for row in rows)

    def place_names(self, words: str, *, limit: int = 10) -> tuple[NameRow, ...]:
        """Gives the places of events whose name holds these words, the busiest first."""
        rows = self._db.rows(
            "SELECT place, any_value(place_country), count(*) FROM events "
            "WHERE contains(lower(place), lower($words)) GROUP BY place "
            "ORDER BY count(*) DESC, place LIMIT $limit",
            {"words": words, "limit": limit},
        )
        return tuple(NameRow(*row) for row in rows)

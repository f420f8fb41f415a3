"""What a state does and what is done to it, over time; the database sums up what is much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.ledger.answers import ActSum
from communique.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Acts:
    """Which acts: between a state and any other, or between two.

    Attributes:
        country: ISO 3166-1 alpha-3.
        other: ISO 3166-1 alpha-3 of the other state; any other if None.
        both_ways: Whether what is done to the state counts, too.
    """

    country: str
    other: str | None = None
    both_ways: bool = True


def days_of_acts(ledger: Ledger, acts: Acts) -> tuple[date, date] | None:
    """Gives the first and the last day on which something occurred; None without any."""
    where, values = _where(acts)
    first, last = ledger.connection.rows(
        f"SELECT min(day), max(day) FROM linked.dyad WHERE {where}", values
    )[0]
    return (first, last) if first else None


def sums_of_acts(ledger: Ledger, acts: Acts, *, by: str) -> tuple[ActSum, ...]:
    """Gives sums of what occurred on known days, each event once, by period, type and mode.

    Args:
        ledger: An open ledger.
        acts: Which.
        by: "day", "week" (from Monday on), "month", "quarter" or "year".
    """
    where, values = _where(acts)
    # Only among the acts with any state can several rows of one event count, one for each partner.
    once = f"SELECT DISTINCT event_id, {_SUMMED} FROM linked.dyad WHERE {where}"
    if acts.other is not None:
        counted = " AND counted" if acts.both_ways else ""
        once = f"SELECT {_SUMMED} FROM linked.dyad WHERE {where}{counted}"
    rows = ledger.connection.rows(
        f"WITH act AS ({once}) "
        "SELECT start, type, mode, quad, count(*), fsum(confidence), "
        "fsum(confidence * (1 - confidence)), sum(independent_reports)::BIGINT "
        "FROM act GROUP BY start, type, mode, quad ORDER BY start, type, mode, quad",
        values | {"by": by},
    )
    return tuple(ActSum(*row) for row in rows)


_SUMMED = "date_trunc($by, day)::DATE AS start, type, mode, quad, confidence, independent_reports"


def _where(acts: Acts) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {"country": acts.country}
    if acts.other is None:
        among = "actor = $country AND recipient <> $country"
        if acts.both_ways:
            # Twice as fast as the two ways one after the other.
            among = "(actor = $country OR recipient = $country) AND actor <> recipient"
    else:
        values["other"] = acts.other
        among = "actor = $country AND recipient = $other"
        if acts.both_ways:
            among = f"({among} OR recipient = $country AND actor = $other)"
    return f"{among} AND status = 'occurred' AND day IS NOT NULL", values

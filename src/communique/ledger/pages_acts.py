"""What one state does and what is done to it, event by event."""

from __future__ import annotations

from communique.ledger.answers import DyadEvent
from communique.ledger.store import Ledger


def acts_of(ledger: Ledger, country: str) -> tuple[DyadEvent, ...]:
    """Gives the dated events between a state and any other, by day.

    Args:
        ledger: An open ledger.
        country: ISO 3166-1 alpha-3.
    """
    rows = ledger.connection.rows(
        "SELECT event_id, actor, recipient, type, quad, mode, status, day, confidence, "
        "independent_reports FROM dyads WHERE (actor = $country OR recipient = $country) "
        "AND actor <> recipient AND day IS NOT NULL ORDER BY day, event_id, actor, recipient",
        {"country": country},
    )
    return tuple(DyadEvent(*row) for row in rows)

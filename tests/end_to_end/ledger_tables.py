"""All that a ledger holds, to be compared with another."""

from __future__ import annotations

from communique.ledger import Ledger

Tables = dict[str, list[tuple[object, ...]]]


def tables(ledger: Ledger) -> Tables:
    """All rows of all tables, but for the moments at which they were written."""
    names = ledger.connection.rows(
        "SELECT table_schema || '.' || table_name FROM information_schema.tables "
        "WHERE table_schema IN ('kept', 'linked') ORDER BY 1"
    )
    timed = ("kept.article", "kept.issue")
    return {
        name: sorted(
            ledger.connection.rows(
                f"SELECT {'* EXCLUDE (added)' if name in timed else '*'} FROM {name}"
            ),
            key=repr,
        )
        for (name,) in names
    }

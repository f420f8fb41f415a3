"""Days of publication as sources write them."""

from __future__ import annotations

from datetime import date, datetime

from communique.intake.options import IntakeError
from communique.records import Stage


def parse_published(value: str) -> date:
    """Gives the day of an ISO 8601 date, with or without a time of day.

    Raises:
        IntakeError: When there is no such day.
    """
    written = value.strip()
    try:
        if len(written) <= len("2024-01-14"):
            return date.fromisoformat(written)
        return datetime.fromisoformat(written).date()
    except ValueError:
        raise IntakeError(
            Stage.PARSE,
            f"publication date {_short(value)!r} is no day of the calendar; write it as YYYY-MM-DD",
        ) from None


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:39] + "…"

"""Days of publication as sources write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from communique.intake.options import IntakeError
from communique.records import Stage

# NewsML 1 and NITF write ISO 8601 in its basic form; some put the zone without a colon.
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{2,6}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?")


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


def day_of_stamp(value: str | None) -> date | None:
    """Gives the day of an agency's time stamp, in ISO 8601's long or basic form, or None."""
    written = (value or "").strip()
    basic = _BASIC.fullmatch(written)
    try:
        if basic:
            return date(int(basic[1]), int(basic[2]), int(basic[3]))
        return date.fromisoformat(written[: len("2024-01-14")])
    except ValueError:
        return None


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:39] + "…"

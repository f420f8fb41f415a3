"""Terms: from when to when something held, in the part of EDTF that the base uses."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of time whose ends may be open.

    Attributes:
        start: EDTF date ("2004-03-09", "2004-03", "2004"), or "" where open.
        end: EDTF date, or "" where it goes on.
    """

    start: str = ""
    end: str = ""

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in the term; a date of month or year precision counts whole."""
        if day is None:
            return True
        if self.start and first_day(self.start) > day:
            return False
        return not self.end or last_day(self.end) >= day

    def distance(self, day: date) -> int:
        """Days between the day and the nearest day of the term; 0 inside it."""
        if self.start:
            start = first_day(self.start)
            if start > day:
                return (start - day).days
        if self.end:
            end = last_day(self.end)
            if end < day:
                return (day - end).days
        return 0

    @property
    def in_words(self) -> str:
        """The term for a reader: "since 2004-03-09", "2009 to 2012-05"."""
        if self.start and self.end:
            return f"{self.start} to {self.end}"
        if self.start:
            return f"since {self.start}"
        return f"until {self.end}" if self.end else "at no date that the base gives"


def is_edtf(text: str) -> bool:
    """Whether the text is empty or a date of the base's form that exists in the calendar."""
    if not text:
        return True
    try:
        return bool(_EDTF.fullmatch(text)) and first_day(text) <= last_day(text)
    except ValueError:
        return False


@lru_cache(maxsize=16384)
def first_day(edtf: str) -> date:
    """The first day of an EDTF date.

    Raises:
        ValueError: When the text is no such date.
    """
    year, month, day = _parts(edtf)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=16384)
def last_day(edtf: str) -> date:
    """The last day of an EDTF date.

    Raises:
        ValueError: When the text is no such date.
    """
    year, month, day = _parts(edtf)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(edtf: str) -> tuple[int, int | None, int | None]:
    match = _EDTF.fullmatch(edtf)
    if match is None:
        raise ValueError(f"{edtf!r} is no date such as 2004, 2004-03 or 2004-03-09")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None

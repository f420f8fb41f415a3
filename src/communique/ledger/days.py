"""EDTF -> the first and the last day that a date may mean."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?$")
_PART = re.compile(r"(\d{4})-(\d\d)$")
_YEAR = re.compile(r"\d[\dX]{3}$")
_FIRST_MONTHS = {
    # EDTF level 1 seasons, as meteorology counts them in the north; winter begins in December.
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    # EDTF level 2 quarters and half-years.
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    40: (1, 6),
    41: (7, 6),
}


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days.

    Attributes:
        first: The first day.
        last: The last day, not before the first.
    """

    first: date
    last: date

    @property
    def length(self) -> int:
        """Number of days, at least 1."""
        return (self.last - self.first).days + 1

    def gap(self, other: Days) -> int:
        """Days between the two runs: 0 where they share a day, 1 where they are neighbours."""
        return max((other.first - self.last).days, (self.first - other.last).days, 0)

    @property
    def middle(self) -> date:
        """The day in the middle; the earlier one of two."""
        return date.fromordinal((self.first.toordinal() + self.last.toordinal()) // 2)


def days_of(edtf: str | None) -> Days | None:
    """Gives the days that an EDTF date may mean.

    Qualifiers (`~ ? %`) and clock times are dropped. An interval that is open at one end counts
    as the days of its known end.

    Returns:
        The days; None where there is no date, it cannot be read, or it lies outside the years 1
        to 9999.
    """
    if not edtf:
        return None
    parts = [part for part in re.sub(r"[~?%]", "", edtf).split("/") if part not in ("", "..")]
    runs = [_days_of_one(part) for part in parts[:2]]
    known = [run for run in runs if run is not None]
    if not known or len(known) != len(parts):
        return None
    first, last = known[0].first, known[-1].last
    return Days(first, last) if first <= last else None


def _days_of_one(part: str) -> Days | None:
    try:
        if match := _DAY.match(part):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return Days(day, day)
        if match := _PART.match(part):
            return _part_of_year(int(match[1]), int(match[2]))
        if _YEAR.match(part):
            lowest, highest = int(part.replace("X", "0")), int(part.replace("X", "9"))
            return Days(date(max(lowest, 1), 1, 1), date(highest, 12, 31))
    except ValueError:
        return None
    return None


def _part_of_year(year: int, part: int) -> Days | None:
    month, length = (part, 1) if 1 <= part <= 12 else _FIRST_MONTHS.get(part, (0, 0))
    if not month:
        return None
    months = year * 12 + month - 1 + length - 1
    last_year, last_month = months // 12, months % 12 + 1
    return Days(
        date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
    )

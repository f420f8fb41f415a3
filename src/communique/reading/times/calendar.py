"""Calendar arithmetic on days, weeks, months, seasons, quarters, years and longer, with EDTF.

A period is a grain and a count of periods of that grain from an origin, so that "two quarters
later" is an addition. The calendar is the proleptic Gregorian one with a year 0 (ISO 8601).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

FIRST_YEAR, LAST_YEAR = -9999, 9999
"""Years that EDTF level 0 can write with four digits."""

_JANUARY_1970 = 719_468
"""Days from 0000-03-01 to 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms")."""


class Grain(IntEnum):
    """How long a period is; a coarser grain has a higher number."""

    DAY = 1
    WEEKEND = 2
    WEEK = 3
    MONTH = 4
    SEASON = 5
    QUARTER = 6
    HALF = 7
    YEAR = 8
    DECADE = 9
    CENTURY = 10


_PARTS_OF_YEAR = {Grain.MONTH: 12, Grain.SEASON: 4, Grain.QUARTER: 4, Grain.HALF: 2, Grain.YEAR: 1}
_EDTF_FIRST_PART = {Grain.MONTH: 1, Grain.SEASON: 21, Grain.QUARTER: 33, Grain.HALF: 40}
_YEARS_LONG = {Grain.DECADE: 10, Grain.CENTURY: 100}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar.

    Attributes:
        grain: Its length.
        index: Its number among the periods of its grain: days from 1970-01-01, weeks and
            weekends from the week that holds it, months and other parts of years from year 0.
    """

    grain: Grain
    index: int

    @property
    def year(self) -> int:
        """The (first) year that it lies in."""
        if self.grain in _PARTS_OF_YEAR:
            return self.index // _PARTS_OF_YEAR[self.grain]
        if self.grain in _YEARS_LONG:
            return self.index * _YEARS_LONG[self.grain]
        return _civil(self.first_day)[0]

    @property
    def month(self) -> int | None:
        """The month that it lies in (its first day's, for weeks); None for longer periods."""
        if self.grain is Grain.MONTH:
            return self.index % 12 + 1
        return _civil(self.first_day)[1] if self.grain < Grain.MONTH else None

    @property
    def first_day(self) -> int:
        """Days from 1970-01-01 to its first day; seasons count as quarters here."""
        if self.grain is Grain.DAY:
            return self.index
        if self.grain in (Grain.WEEK, Grain.WEEKEND):
            return self.index * 7 - 3 + (5 if self.grain is Grain.WEEKEND else 0)
        if self.grain in _YEARS_LONG:
            return _days(self.year, 1, 1)
        parts = _PARTS_OF_YEAR[self.grain]
        return _days(self.index // parts, self.index % parts * (12 // parts) + 1, 1)

    @property
    def last_day(self) -> int:
        """Days from 1970-01-01 to its last day."""
        if self.grain is Grain.WEEKEND:
            return self.first_day + 1
        return Period(self.grain, self.index + 1).first_day - 1

    def shifted(self, count: int, *, grain: Grain | None = None) -> Period:
        """Gives the period of the same length `count` grains later (or earlier, if negative).

        Args:
            count: How many.
            grain: Of what; its own grain if None. A day keeps its number in the month, or takes
                the month's last day.
        """
        if grain is None or grain is self.grain:
            return Period(self.grain, self.index + count)
        if grain is Grain.WEEK:
            return Period(self.grain, self.index + 7 * count) if self.grain is Grain.DAY else self
        months = count * _months_long(grain)
        if self.grain in _PARTS_OF_YEAR:
            return Period(self.grain, self.index + months * _PARTS_OF_YEAR[self.grain] // 12)
        year, month, number = _civil(self.first_day)
        target = Period(Grain.MONTH, year * 12 + month - 1 + months)
        first = target.first_day
        shifted = Period(Grain.DAY, first + min(number, _day_number(target.last_day)) - 1)
        return period_around(shifted, self.grain)

    @property
    def edtf(self) -> str | None:
        """Its EDTF value, or None where EDTF level 1 cannot write it."""
        if not FIRST_YEAR < self.year < LAST_YEAR:
            return None
        if self.grain is Grain.DAY:
            return _edtf_day(self.index)
        if self.grain in (Grain.WEEK, Grain.WEEKEND):
            return f"{_edtf_day(self.first_day)}/{_edtf_day(self.last_day)}"
        if self.grain in _YEARS_LONG:
            return _edtf_long(self)
        if self.grain is Grain.YEAR:
            return _edtf_year(self.year)
        part = self.index % _PARTS_OF_YEAR[self.grain] + _EDTF_FIRST_PART[self.grain]
        return f"{_edtf_year(self.year)}-{part:02d}"


@dataclass(frozen=True, slots=True)
class Interval:
    """From the beginning of one period to the end of another."""

    first: Period
    last: Period

    @property
    def edtf(self) -> str | None:
        """Its EDTF value; None when it runs backwards or either end cannot be written."""
        start, end = self.first.edtf, self.last.edtf
        if start is None or end is None or self.first.first_day > self.last.last_day:
            return None
        return start if start == end else f"{start.split('/')[0]}/{end.split('/')[-1]}"


def day(when: date) -> Period:
    """Gives a day of the standard library's calendar as a period."""
    return Period(Grain.DAY, _days(when.year, when.month, when.day))


def day_of(year: int, month: int, number: int) -> Period | None:
    """Gives a day, or None where the calendar has none ("February 30")."""
    if not 1 <= month <= 12 or not FIRST_YEAR < year < LAST_YEAR or number < 1:
        return None
    if number > _day_number(Period(Grain.MONTH, year * 12 + month - 1).last_day):
        return None
    return Period(Grain.DAY, _days(year, month, number))


def part_of_year(grain: Grain, year: int, number: int = 1) -> Period:
    """Gives a month, season, quarter, half or year; parts count from 1."""
    return Period(grain, year * _PARTS_OF_YEAR[grain] + number - 1)


def period_around(period: Period, grain: Grain) -> Period:
    """Gives the period of a grain that the first day of another lies in."""
    if grain is period.grain:
        return period
    first = period.first_day
    if grain is Grain.DAY:
        return Period(grain, first)
    if grain in (Grain.WEEK, Grain.WEEKEND):
        return Period(grain, (first + 3) // 7)
    year, month, _ = _civil(first)
    if grain in _YEARS_LONG:
        return Period(grain, year // _YEARS_LONG[grain])
    if grain is Grain.SEASON:
        return _season_around(year, month)
    parts = _PARTS_OF_YEAR[grain]
    return Period(grain, year * parts + (month - 1) * parts // 12)


def weekday_of(period: Period) -> int:
    """Gives the weekday of a period's first day, Monday 0."""
    return (period.first_day + 3) % 7


def _season_around(year: int, month: int) -> Period:
    """Meteorological seasons of the northern hemisphere; January belongs to last year's winter."""
    shifted = year * 12 + month - 1 - 2
    return Period(Grain.SEASON, shifted // 12 * 4 + shifted % 12 // 3)


def _months_long(grain: Grain) -> int:
    if grain in _YEARS_LONG:
        return 12 * _YEARS_LONG[grain]
    return 12 // _PARTS_OF_YEAR[grain] if grain in _PARTS_OF_YEAR else 0


def _days(year: int, month: int, number: int) -> int:
    shifted = year - (month <= 2)
    era = shifted // 400
    year_of_era = shifted - era * 400
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + number - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146_097 + day_of_era - _JANUARY_1970


def _civil(days: int) -> tuple[int, int, int]:
    shifted = days + _JANUARY_1970
    era = shifted // 146_097
    of_era = shifted - era * 146_097
    year_of_era = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    day_of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    number = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + (3 if shifted_month < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, number


def _day_number(days: int) -> int:
    return _civil(days)[2]


def _edtf_day(days: int) -> str:
    year, month, number = _civil(days)
    return f"{_edtf_year(year)}-{month:02d}-{number:02d}"


def _edtf_year(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _edtf_long(period: Period) -> str | None:
    if period.index < 0:
        return None
    return f"{period.index:03d}X" if period.grain is Grain.DECADE else f"{period.index:02d}XX"

"""When two EDTF dates (ISO 8601-2) mean the same days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

Day = tuple[int, int, int]
"""Year, month and day; years before 1 are allowed."""

Days = tuple[Day, Day]
"""First and last day."""

_BEFORE_ALL: Day = (-99999, 1, 1)
_AFTER_ALL: Day = (99999, 12, 31)


def same_days(one: str | None, other: str | None) -> bool:
    """Whether two dates are equal once qualifiers and clock times are dropped."""
    if one is None or other is None:
        return one is other
    first, second = days_of(one), days_of(other)
    if first and second:
        return first == second
    return _bare(one) == _bare(other)


def same_month(one: str | None, other: str | None) -> bool:
    """Whether they are equal, or begin in one month and are no longer than a month."""
    if same_days(one, other):
        return True
    first, second = days_of(one or ""), days_of(other or "")
    if not first or not second:
        return False
    return _is_short(first) and _is_short(second) and first[0][:2] == second[0][:2]


def _is_short(days: Days) -> bool:
    (year, month, day), (last_year, last_month, last_day) = days
    return (last_year - year) * 372 + (last_month - month) * 31 + last_day - day <= 31


def _bare(text: str) -> str:
    return re.sub(r"[~?%]|T[^/]*", "", text)


def days_of(text: str) -> Days | None:
    """Gives the first and the last day of an EDTF date, None where it does not settle them."""
    if "/" not in text:
        return _single(text)
    start, _, end = text.strip().partition("/")
    first = _BEFORE_ALL if start in ("", "..") else _bound(start, 0)
    last = _AFTER_ALL if end in ("", "..") else _bound(end, 1)
    return (first, last) if first and last else None


def _bound(text: str, side: int) -> Day | None:
    days = _single(text)
    return days[side] if days else None


def _single(text: str) -> Days | None:
    plain = re.sub(r"[ux]", "X", re.sub(r"[~?%]|T.*$", "", text.strip()))
    for form in (_years, _unknown_month, _week, _month_or_day):
        if found := form(plain):
            return found
    return None


def _years(text: str) -> Days | None:
    match = re.fullmatch(r"(-?)(\d{2}XX|\d{3}X|\d{4})", text)
    if not match:
        return None
    first, last = (int(match[2].replace("X", digit)) for digit in "09")
    if match[1]:
        first, last = -last, -first
    return (first, 1, 1), (last, 12, 31)


def _unknown_month(text: str) -> Days | None:
    match = re.fullmatch(r"(-?\d{4})-XX(?:-XX)?", text)
    return _year_part(int(match[1]), 1, 12) if match else None


def _week(text: str) -> Days | None:
    match = re.fullmatch(r"(\d{4})-W(\d\d)(?:-([1-7]))?", text)
    if not match:
        return None
    try:
        first = date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
    last = first if match[3] else first + timedelta(days=6)
    return (first.year, first.month, first.day), (last.year, last.month, last.day)


def _month_or_day(text: str) -> Days | None:
    match = re.fullmatch(r"(-?\d{4})-(\d\d)(?:-(\d\d|XX))?", text)
    if not match:
        return None
    year, part, day = int(match[1]), int(match[2]), match[3]
    if 1 <= part <= 12:
        return _month(year, part, day)
    if day is None and 33 <= part <= 36:
        return _year_part(year, 3 * (part - 33) + 1, 3 * (part - 33) + 3)
    if day is None and part in (40, 41):
        return _year_part(year, 6 * (part - 40) + 1, 6 * (part - 40) + 6)
    return None


def _month(year: int, month: int, day: str | None) -> Days | None:
    if day is None or day == "XX":
        return _year_part(year, month, month)
    if not 1 <= int(day) <= _last_day(year, month):
        return None
    return (year, month, int(day)), (year, month, int(day))


def _year_part(year: int, first: int, last: int) -> Days:
    return (year, first, 1), (year, last, _last_day(year, last))


def _last_day(year: int, month: int) -> int:
    return monthrange(year if year > 0 else 2000 + year % 400, month)[1]

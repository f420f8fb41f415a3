"""Dates that leave something out: the nearest one in the direction of the clause."""

from __future__ import annotations

from communique.reading.times.calendar import (
    Grain,
    Period,
    day_of,
    part_of_year,
    weekday_of,
)
from communique.reading.times.scene import NOTHING, Resolved, Scene
from communique.reading.times.tense import Direction

LONGEST_WITHOUT_YEAR = 330
"""Days from publication beyond which tense no longer overrules the nearest date of that name."""


def nearby_weekday(scene: Scene, number: int) -> Resolved:
    """Gives the weekday at or before today, or after it in a clause that looks ahead."""
    base = (scene.last.get(Grain.DAY) if scene.narrative else None) or scene.today
    if base is None:
        return NOTHING
    back = (weekday_of(base) - number) % 7
    if scene.direction() is Direction.AHEAD:
        return Resolved(base.shifted(7 - back if back else 0), base)
    return Resolved(base.shifted(-back), base)


def nearby_date(scene: Scene, month: int, number: int | None) -> Resolved:
    """Gives a month or a day of it without a year."""
    if scene.narrative or scene.today is None:
        return _carried(scene, month, number)
    years = (scene.today.year + shift for shift in (-1, 0, 1))
    dates = [_date(year, month, number) for year in years]
    return _nearest(scene, [found for found in dates if found], LONGEST_WITHOUT_YEAR)


def nearby_part(scene: Scene, grain: Grain, number: int) -> Resolved:
    """Gives a season, quarter or half without a year."""
    if scene.narrative or scene.today is None:
        year = scene.year()
        return NOTHING if year is None else Resolved(part_of_year(grain, year, number))
    today = scene.today
    parts = [part_of_year(grain, today.year + shift, number) for shift in (-1, 0, 1)]
    if grain in (Grain.QUARTER, Grain.HALF) and scene.direction() is Direction.AHEAD:
        # Firms expect results of quarters that are over: the nearest one is meant.
        return Resolved(min(parts, key=lambda part: _distance(part, today)), today)
    return _nearest(scene, parts, LONGEST_WITHOUT_YEAR)


def _date(year: int, month: int, number: int | None) -> Period | None:
    if number is None:
        return part_of_year(Grain.MONTH, year, month)
    return day_of(year, month, number)


def _carried(scene: Scene, month: int, number: int | None) -> Resolved:
    """Takes the year of the text, or the next one where the text moves past New Year."""
    year = scene.year()
    if year is None:
        return NOTHING
    last = scene.last.get(Grain.MONTH)
    if last is not None and last.year == year and month - (last.index % 12 + 1) <= -9:
        year += 1
    found = _date(year, month, number)
    return Resolved(found, part_of_year(Grain.YEAR, year)) if found else NOTHING


def _nearest(scene: Scene, choices: list[Period], limit: int) -> Resolved:
    """Chooses among the same date of successive years, earliest first."""
    today = scene.today
    if today is None or not choices:
        return NOTHING
    direction = scene.direction()
    begun = [choice for choice in choices if choice.first_day <= today.index]
    unfinished = [choice for choice in choices if choice.last_day >= today.index]
    wanted = unfinished[:1] if direction is Direction.AHEAD else begun[-1:]
    if direction is not Direction.UNKNOWN and wanted and _distance(wanted[0], today) <= limit:
        return Resolved(wanted[0], today)
    return Resolved(min(choices, key=lambda choice: _distance(choice, today)), today)


def _distance(period: Period, today: Period) -> int:
    return abs((period.first_day + period.last_day) // 2 - today.index)

"""Values of time expressions: one function for each way in which a form has its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from communique.reading.times.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Grain,
    Interval,
    Period,
    day_of,
    part_of_year,
    period_around,
)
from communique.reading.times.grammar import Hit
from communique.reading.times.lexicon import Word
from communique.reading.times.nearby import nearby_date, nearby_part, nearby_weekday
from communique.reading.times.scene import NOTHING, Resolved, Scene

_UNITS_OF_DAYS = MappingProxyType({"FORTNIGHT": 14})
_EXACT = frozenset({Grain.DAY, Grain.WEEK})
_SHIFTS = frozenset(
    {"LAST", "NEXT", "THIS", "CURRENT", "LATEST", "PREVIOUS", "FOLLOWING", "THAT", "SAME"}
)
_OF_THE_TEXT = frozenset({"PREVIOUS", "FOLLOWING", "THAT", "SAME"})


def resolve(hit: Hit, scene: Scene) -> Resolved:
    """Gives the value of an expression where it was found."""
    return _RESOLVERS[hit.form.resolver](hit, scene)


def resolver_names() -> frozenset[str]:
    """Gives the names that forms may use under `resolve`."""
    return frozenset(_RESOLVERS)


def _undated(_: Hit, __: Scene) -> Resolved:
    return NOTHING


def _iso_date(hit: Hit, _: Scene) -> Resolved:
    year, month, number = (int(part) for part in str(hit.value("date")).split("-"))
    return Resolved(day_of(year, month, number))


def _full_year(hit: Hit) -> int | None:
    """Gives the year that an expression states, counted from year 0."""
    words = hit.group("year")
    value = words[-1].value if words and words[-1].category == "YEARNUM" else hit.number("year")
    if not isinstance(value, int) or (words and words[0].category not in _YEAR_WORDS):
        return None
    if hit.has("ERA_BEFORE"):
        return 1 - value
    offset = hit.number("era")
    return value + offset if hit.has("ERA_NAME") and offset else value


_YEAR_WORDS = frozenset({"YEARNUM", "SHORTYEAR", "NUMERAL", "DAYNUM"})


def _date(year: int, month: int, number: int | None) -> Period | None:
    if not FIRST_YEAR < year < LAST_YEAR:
        return None
    if number is None:
        return part_of_year(Grain.MONTH, year, month)
    return day_of(year, month, number)


def _calendar_date(hit: Hit, scene: Scene) -> Resolved:
    month, number, year = hit.number("month"), hit.number("day"), _full_year(hit)
    if month is None:
        return NOTHING
    if year is not None:
        return Resolved(_date(year, month, number))
    return nearby_date(scene, month, number)


def _date_in_related_year(hit: Hit, scene: Scene) -> Resolved:
    month, year = hit.number("month"), _related(hit.group("year"), Grain.YEAR, scene)
    if month is None or not isinstance(year.value, Period):
        return NOTHING
    return Resolved(_date(year.value.year, month, hit.number("day")), year.base)


def _day_range(hit: Hit, scene: Scene) -> Resolved:
    first, month, last = _calendar_date(hit, scene), hit.number("month"), hit.number("last_day")
    if not isinstance(first.value, Period) or month is None or last is None:
        return NOTHING
    end = day_of(first.value.year, month, last)
    return Resolved(Interval(first.value, end), first.base) if end else NOTHING


def _month_range(hit: Hit, scene: Scene) -> Resolved:
    """Two months or days that share a year; the earlier of December and January a year before."""
    last_month, year = hit.number("last_month"), _full_year(hit)
    month = hit.number("month")
    if last_month is None or month is None:
        return NOTHING
    if year is None:
        last = nearby_date(scene, last_month, hit.number("last_day"))
        year = last.value.year if isinstance(last.value, Period) else None
    if year is None:
        return NOTHING
    first = _date(year - (month > last_month), month, hit.number("day"))
    end = _date(year, last_month, hit.number("last_day"))
    return Resolved(Interval(first, end)) if first and end else NOTHING


def _year_range(hit: Hit, _: Scene) -> Resolved:
    first, last = hit.number("year"), hit.number("last_year")
    if first is None or last is None:
        return NOTHING
    last = last if last >= 1000 else first - first % 100 + last
    return Resolved(Interval(part_of_year(Grain.YEAR, first), part_of_year(Grain.YEAR, last)))


def _calendar_year(hit: Hit, _: Scene) -> Resolved:
    year = _full_year(hit)
    return NOTHING if year is None else Resolved(part_of_year(Grain.YEAR, year))


def _spoken_year(hit: Hit, _: Scene) -> Resolved:
    century, rest = hit.number("century"), _cardinal(hit.group("rest"))
    if century is None or rest is None:
        return NOTHING
    year, month = century * 100 + rest, hit.number("month")
    return Resolved(_date(year, month, None) if month else part_of_year(Grain.YEAR, year))


def _decade(hit: Hit, _: Scene) -> Resolved:
    year = hit.number("decade")
    if year is None or hit.has("ERA_BEFORE"):
        return NOTHING
    year = year + 1900 if year < 100 else year
    return Resolved(period_around(part_of_year(Grain.YEAR, year), Grain.DECADE))


def _century(hit: Hit, _: Scene) -> Resolved:
    words = hit.group("ordinal")
    number = sum(word.value for word in words if isinstance(word.value, int))
    if hit.has("ERA_BEFORE") or not 1 <= number <= 30:
        return NOTHING
    return Resolved(Period(Grain.CENTURY, number - 1))


def _weekday(hit: Hit, scene: Scene) -> Resolved:
    number = hit.number("weekday")
    return NOTHING if number is None else nearby_weekday(scene, number)


def _related_weekday(hit: Hit, scene: Scene) -> Resolved:
    number, (count, of_text) = hit.number("weekday"), _shift(hit.group("shift"))
    base = scene.last.get(Grain.DAY) if of_text else scene.today
    if number is None or base is None:
        return NOTHING
    ahead = (number - (base.index + 3)) % 7
    if count > 0:
        return Resolved(base.shifted(ahead or 7), base)
    if count < 0:
        return Resolved(base.shifted(ahead - 7), base)
    week = period_around(base, Grain.WEEK)
    return Resolved(Period(Grain.DAY, week.first_day + number), base)


def _shift(words: Sequence[Word]) -> tuple[int, bool]:
    """Gives by how many periods a word shifts, and whether from the last date in the text."""
    shifts = [word for word in words if word.category in _SHIFTS]
    if not shifts:
        return 0, False
    value = shifts[-1].value
    of_text = any(word.category in _OF_THE_TEXT for word in shifts)
    return (value if isinstance(value, int) else 0), of_text


def _related(words: Sequence[Word], grain: Grain, scene: Scene) -> Resolved:
    count, of_text = _shift(words)
    base = scene.latest(grain) if of_text or scene.narrative else scene.now(grain)
    return Resolved(base.shifted(count), base) if base else NOTHING


def _grain(hit: Hit) -> Grain | None:
    name = hit.value("unit")
    return Grain[name] if isinstance(name, str) and name in Grain.__members__ else None


def _related_period(hit: Hit, scene: Scene) -> Resolved:
    grain = _grain(hit)
    if grain is None:
        return NOTHING
    if grain is Grain.QUARTER and hit.has("LATEST"):
        return _latest_quarter(scene)
    return _related(hit.group("shift"), grain, scene)


def _latest_quarter(scene: Scene) -> Resolved:
    """Gives the quarter that a report is about, or else the last that is over."""
    current = scene.now(Grain.QUARTER)
    if scene.stated and scene.stated.grain is Grain.QUARTER:
        return Resolved(scene.stated, scene.stated)
    return Resolved(current.shifted(-1), current) if current else NOTHING


def _next_in_text(hit: Hit, scene: Scene) -> Resolved:
    """Counts "the next day" from the last day in the text."""
    grain, count = _grain(hit), hit.number("shift")
    if grain is None or count is None or (count < 0 and grain is not Grain.DAY):
        return NOTHING
    base = scene.last.get(grain)
    return Resolved(base.shifted(count), base) if base else NOTHING


def _the_period(hit: Hit, scene: Scene) -> Resolved:
    grain = _grain(hit)
    if grain is None or hit.group("unit")[0].text.lower().endswith("s"):
        return NOTHING
    if grain is Grain.QUARTER:
        return _latest_quarter(scene)
    base = scene.latest(grain)
    return Resolved(base, base) if base else NOTHING


def _related_month(hit: Hit, scene: Scene) -> Resolved:
    month, (count, of_text) = hit.number("month"), _shift(hit.group("shift"))
    base = scene.latest(Grain.MONTH) if of_text or scene.narrative else scene.now(Grain.MONTH)
    if month is None or base is None:
        return NOTHING
    distance = (month - 1 - base.index % 12) % 12
    if count < 0:
        return Resolved(base.shifted(distance - 12), base)
    if count > 0:
        return Resolved(base.shifted(distance or 12), base)
    return Resolved(part_of_year(Grain.MONTH, base.year, month), base)


def _cardinal(words: Sequence[Word]) -> int | None:
    """Gives the number that words add up to ("twenty four", "a couple of"), or None if vague."""
    total = 0
    for word in words:
        if word.category == "VAGUE":
            return 2 if word.text.lower() == "couple" else None
        if word.category in ("TO", "HALF", "SLASH", "LAST"):
            return None
        if word.category == "HUNDRED" and isinstance(word.value, int):
            total = max(total, 1) * word.value
        elif word.category in ("DAYNUM", "NUMERAL", "YEARNUM", "NUMBER", "TENS"):
            total += int(word.value)
        elif word.category == "A":
            total = max(total, 0)
    return total or (1 if any(word.category in ("A", "ANOTHER") for word in words) else None)


def _distance(hit: Hit, base: Period | None, sign: int) -> Resolved:
    """Counts from a base; long distances are no more exact than their unit."""
    count, unit = _cardinal(hit.group("count")), hit.value("unit")
    if base is None or count is None or not isinstance(unit, str) or count > 9_999:
        return NOTHING
    if unit in _UNITS_OF_DAYS:
        return Resolved(base.shifted(sign * count * _UNITS_OF_DAYS[unit]), base)
    if unit not in Grain.__members__:
        return Resolved(base if unit == "HOUR" and count < 12 else None, base)
    grain = Grain[unit]
    if grain < base.grain:
        return NOTHING
    start = base if grain in _EXACT else period_around(base, max(grain, base.grain))
    return Resolved(start.shifted(sign * count, grain=grain), base)


def _distance_from_now(hit: Hit, scene: Scene) -> Resolved:
    sign = -1 if hit.has("AGO") else 1
    if _is_year_ago(hit) and scene.stated and scene.stated.grain is Grain.QUARTER:
        return _compared_quarter(scene)
    return _distance(hit, scene.today, sign)


def _is_year_ago(hit: Hit) -> bool:
    return hit.has("YEARUNIT") and hit.has("AGO", "EARLIER") and _cardinal(hit.group("count")) == 1


def _compared_quarter(scene: Scene) -> Resolved:
    """Reports compare a quarter with the same one of the year before it."""
    stated = scene.stated
    if stated is None:
        return NOTHING
    return Resolved(stated.shifted(-1, grain=Grain.YEAR), stated)


def _distance_in_text(hit: Hit, scene: Scene) -> Resolved:
    sign = hit.number("direction") or 1
    if _is_year_ago(hit) and scene.stated and scene.stated.grain is Grain.QUARTER:
        return _compared_quarter(scene)
    base = scene.last.get(Grain.DAY)
    unit = hit.value("unit")
    if base is None and unit == "MONTH":
        base = scene.last.get(Grain.MONTH)
    if unit in ("YEAR", "DECADE", "CENTURY"):
        base = scene.last.get(Grain.YEAR)
    return _distance(hit, base or (None if scene.narrative else scene.today), sign)


def _day_before(hit: Hit, scene: Scene) -> Resolved:
    grain, sign = _grain(hit), hit.number("direction")
    base = scene.latest(grain) if grain else None
    return Resolved(base.shifted(sign or 0), base) if base else NOTHING


def _year_ago(hit: Hit, scene: Scene) -> Resolved:
    if hit.has("ORDINAL"):
        ordinal = next(word.value for word in hit.words if word.category == "ORDINAL")
        now = scene.now(Grain.YEAR)
        if now is None or not isinstance(ordinal, int) or not 1 <= ordinal <= 4:
            return NOTHING
        return Resolved(part_of_year(Grain.QUARTER, now.year - 1, ordinal), now)
    if scene.stated and scene.stated.grain in (Grain.QUARTER, Grain.HALF):
        return _compared_quarter(scene)
    now = scene.now(Grain.YEAR)
    return Resolved(now.shifted(-1), now) if now else NOTHING


def _year_of(hit: Hit, scene: Scene) -> Resolved:
    """Gives the year that "2012", "last year" or "the year" stand for."""
    stated = _full_year(hit)
    if stated is not None:
        return Resolved(part_of_year(Grain.YEAR, stated))
    return _related(hit.group("year"), Grain.YEAR, scene) if hit.group("year") else NOTHING


def _part(hit: Hit, scene: Scene, grain: Grain, number: int) -> Resolved:
    year = _year_of(hit, scene)
    if isinstance(year.value, Period):
        return Resolved(part_of_year(grain, year.value.year, number), year.base)
    return nearby_part(scene, grain, number)


def _quarter(hit: Hit, scene: Scene) -> Resolved:
    number = hit.number("ordinal")
    if number is None and hit.group("year"):
        stated = scene.stated
        if not stated or stated.grain is not Grain.QUARTER:
            return _year_of(hit, scene)
        number = stated.index % 4 + 1
    if number is None or not 1 <= number <= 4:
        return NOTHING
    return _part(hit, scene, Grain.QUARTER, number)


def _half(hit: Hit, scene: Scene) -> Resolved:
    words = (*hit.group("ordinal"), *hit.group("half"))
    if not words:
        return NOTHING
    late = words[0].category == "LAST" or words[0].text.lower() in ("latter", "second", "h2")
    return _part(hit, scene, Grain.HALF, 2 if late else 1)


def _season(hit: Hit, scene: Scene) -> Resolved:
    number = hit.number("season")
    return NOTHING if number is None else _part(hit, scene, Grain.SEASON, number)


def _related_season(hit: Hit, scene: Scene) -> Resolved:
    number, (count, of_text) = hit.number("season"), _shift(hit.group("shift"))
    of_text = of_text or scene.narrative or hit.group("shift")[0].category == "THE"
    base = scene.latest(Grain.SEASON) if of_text else scene.now(Grain.SEASON)
    if number is None or base is None:
        return NOTHING
    distance = (number - 1 - base.index % 4) % 4
    if count < 0:
        return Resolved(base.shifted(distance - 4), base)
    if count > 0:
        return Resolved(base.shifted(distance or 4), base)
    return Resolved(part_of_year(Grain.SEASON, base.year, number), base)


def _weekend(hit: Hit, scene: Scene) -> Resolved:
    count, of_text = _shift(hit.group("shift"))
    today = scene.latest(Grain.DAY) if of_text else scene.today
    if today is None:
        return NOTHING
    weekend = period_around(today, Grain.WEEKEND)
    over = weekend.first_day > today.index
    if count < 0 or (count == 0 and over and scene.direction().value <= 0):
        return Resolved(weekend.shifted(-1) if over or count < 0 else weekend, today)
    return Resolved(weekend.shifted(count) if not over else weekend, today)


def _today(hit: Hit, scene: Scene) -> Resolved:
    count = hit.number("day")
    if scene.today is None or count is None or scene.narrative:
        return NOTHING
    return Resolved(scene.today.shifted(count), scene.today)


def _part_of_day(hit: Hit, scene: Scene) -> Resolved:
    count, of_text = _shift(hit.group("shift"))
    of_text = of_text or hit.group("shift")[0].category == "THE"
    base = scene.last.get(Grain.DAY) if of_text or scene.narrative else scene.today
    return Resolved(base.shifted(count), base) if base else NOTHING


def _time_of_day(_: Hit, scene: Scene) -> Resolved:
    base = scene.last.get(Grain.DAY) or (None if scene.narrative else scene.today)
    return Resolved(base, base) if base else NOTHING


def _day_of_month(hit: Hit, scene: Scene) -> Resolved:
    number, month = hit.number("day"), scene.latest(Grain.MONTH)
    if number is None or month is None:
        return NOTHING
    if hit.group("shift"):
        month = month.shifted(_shift(hit.group("shift"))[0])
    return Resolved(day_of(month.year, month.index % 12 + 1, number), month)


def _holiday(hit: Hit, scene: Scene) -> Resolved:
    month, number = (int(part) for part in str(hit.value("day")).split("-"))
    year = _full_year(hit)
    found = Resolved(_date(year, month, number)) if year else nearby_date(scene, month, number)
    if hit.group("eve") and isinstance(found.value, Period):
        return Resolved(found.value.shifted(-1), found.base)
    return found


_RESOLVERS: MappingProxyType[str, Callable[[Hit, Scene], Resolved]] = MappingProxyType(
    {
        "undated": _undated,
        "not_time": _undated,
        "recent_years": _undated,
        "iso_date": _iso_date,
        "calendar_date": _calendar_date,
        "date_in_related_year": _date_in_related_year,
        "day_range": _day_range,
        "month_range": _month_range,
        "year_range": _year_range,
        "calendar_year": _calendar_year,
        "spoken_year": _spoken_year,
        "decade": _decade,
        "century": _century,
        "weekday": _weekday,
        "related_weekday": _related_weekday,
        "related_period": _related_period,
        "next_in_text": _next_in_text,
        "the_period": _the_period,
        "related_month": _related_month,
        "distance_from_now": _distance_from_now,
        "distance_in_text": _distance_in_text,
        "day_before": _day_before,
        "year_ago": _year_ago,
        "quarter": _quarter,
        "half": _half,
        "season": _season,
        "related_season": _related_season,
        "weekend": _weekend,
        "today": _today,
        "part_of_day": _part_of_day,
        "time_of_day": _time_of_day,
        "day_of_month": _day_of_month,
        "holiday": _holiday,
    }
)

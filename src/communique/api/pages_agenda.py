"""The agenda: a calendar of what is announced, hoped for, postponed, held, called off."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from communique.api.asking import EARLIEST, LATEST, Ask, Asked, CountryCode, Day
from communique.api.twins import page
from communique.ledger import AgendaRow
from communique.ledger.pages_rows import AgendaSum, ChangeRow
from communique.linking.agenda import PATIENCE, Outcome, as_it_looks, outcome_of
from communique.records import Status

router = APIRouter()

MOST_ITEMS = 500
"""Items that are looked at; where there are more, only those of the month shown are."""

MOST_UNDATED = 100
"""Items without a date that are then looked at."""

OUTCOMES = tuple(one.value for one in Outcome)

Month = Annotated[
    str | None,
    Query(pattern=r"^(19|2\d)\d\d-(0[1-9]|1[0-2])$", description="A month as 2031-03."),
]


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """Something on the agenda.

    Attributes:
        item: The item, its outcome as it looks on the day that the page is seen from.
        word: The outcome in a word; what is pending is "announced" or "hoped for".
        changes: The reports that said something new about it, earliest first.
    """

    item: AgendaRow
    word: str
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the calendar, and what is due on it."""

    day: date
    entries: tuple[AgendaEntry, ...]


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month of the year that is shown, and how much is due in it alone."""

    month: date
    entries: int


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month on a page of its own.

    Attributes:
        first: Its first day.
        weeks: Weeks from Monday to Sunday; None where a day belongs to another month.
        loose: What is due some time in the month or in a longer time that it belongs to.
        year: The months of the year.
        previous: The month before, or None before 1900.
        following: The month after, or None after 2999.
    """

    first: date
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    loose: tuple[AgendaEntry, ...]
    year: tuple[MonthLink, ...]
    previous: date | None
    following: date | None

    @property
    def due(self) -> tuple[CalendarDay, ...]:
        """The days on which something is due."""
        return tuple(day for week in self.weeks for day in week if day and day.entries)


@dataclass(frozen=True, slots=True)
class AgendaMonth:
    """What is due last in one month."""

    month: date
    entries: tuple[AgendaEntry, ...]


@dataclass(frozen=True, slots=True)
class AgendaView:
    """What was announced.

    Attributes:
        today: The day that it is seen from; the last one of the ledger.
        calendar: One month; None where a period is asked for.
        months: The months of the period that is asked for, the latest first.
        undated: What has no date at all, as far as it is known.
        country: Only what this state is party to.
        outcome: Only what has this outcome.
        since: First day of the period that is asked for.
        until: Its last day.
        outcomes: All outcomes.
    """

    today: date | None
    calendar: CalendarMonth | None
    months: tuple[AgendaMonth, ...]
    undated: tuple[AgendaEntry, ...]
    country: str | None
    outcome: str | None
    since: date | None
    until: date | None
    outcomes: tuple[str, ...] = OUTCOMES

    @property
    def open(self) -> tuple[AgendaEntry, ...]:
        """What has no date and may still come."""
        return tuple(one for one in self.undated if not _forgotten(one))

    @property
    def forgotten(self) -> tuple[AgendaEntry, ...]:
        """What has no date and was never heard of again."""
        return tuple(one for one in self.undated if _forgotten(one))


def _forgotten(one: AgendaEntry) -> bool:
    return one.item.outcome == Outcome.UNHEARD.value


@page(router, "/agenda", "agenda", view=AgendaView)
def agenda(
    asked: Ask,
    month: Month = None,
    country: CountryCode = None,
    outcome: Annotated[Outcome | None, Query()] = None,
    since: Day = None,
    until: Day = None,
) -> object:
    """A month of what is announced, hoped for, postponed, held, called off; or a period of it."""
    code = country.upper() if country else None
    today = asked.questions.last_day()
    told = outcome.value if outcome else None
    if since or until:
        rows = asked.events.agenda(country=code, since=since, until=until, limit=MOST_ITEMS)
        entries = _entries(asked, rows, today, outcome)
        return AgendaView(today, None, _by_month(entries), (), code, told, since, until)
    stale = (today or LATEST) - timedelta(days=PATIENCE)
    sums = asked.events.agenda_sums(stale=stale, country=code)
    first = date.fromisoformat(f"{month}-01") if month else None
    if sum(one.items for one in sums) <= MOST_ITEMS:
        rows = asked.events.agenda(country=code, limit=MOST_ITEMS)
        entries = _entries(asked, rows, today, outcome)
        first = first or _chosen_month(entries, today)
    else:
        first = first or (today or LATEST).replace(day=1)
        rows = asked.events.agenda(
            country=code, since=first, until=last_day_of(first), limit=MOST_ITEMS
        ) + asked.events.agenda(country=code, undated=True, limit=MOST_UNDATED)
        entries = _entries(asked, rows, today, outcome)
    undated = tuple(one for one in entries if one.item.due_last is None)
    shown = calendar_month(first, entries, in_months=_in_months(sums, outcome))
    return AgendaView(today, shown, (), undated, code, told, None, None)


def _entries(
    asked: Asked, rows: Sequence[AgendaRow], today: date | None, outcome: Outcome | None
) -> tuple[AgendaEntry, ...]:
    """Gives what has the outcome that is asked for, with its changes."""
    if today is None:
        return ()
    seen = [as_it_looks(row, today) for row in rows]
    chosen = [row for row in seen if outcome is None or row.outcome == outcome.value]
    changes: Mapping[str, list[ChangeRow]] = defaultdict(list)
    for change in asked.events.agenda_changes([row.item_id for row in chosen]):
        changes[change.item_id].append(change)
    return tuple(entry_of(row, tuple(changes.get(row.item_id, ()))) for row in chosen)


def entry_of(item: AgendaRow, changes: tuple[ChangeRow, ...]) -> AgendaEntry:
    """Gives an item with its outcome in a word; the last report says how firm a plan is."""
    word = item.outcome
    if word == Outcome.PENDING.value:
        hoped = bool(changes) and changes[-1].status == Status.POSSIBLE.value
        word = "hoped for" if hoped else "announced"
    return AgendaEntry(item, word, changes)


def _chosen_month(entries: Iterable[AgendaEntry], today: date | None) -> date:
    """The month of a day, or the nearest with something in it: a later one before an earlier."""
    now = (today or date.today()).replace(day=1)
    days = [_only_day(one.item) or one.item.due_first for one in entries]
    months = sorted({day.replace(day=1) for day in days if day})
    later = [month for month in months if month >= now]
    return later[0] if later else months[-1] if months else now


def calendar_month(
    first: date, entries: Sequence[AgendaEntry], *, in_months: Mapping[date, int]
) -> CalendarMonth:
    """Lays a month out in weeks.

    Args:
        first: Its first day.
        entries: What is due, in this month or another.
        in_months: First day of a month -> how much is due in that month alone.
    """
    last = last_day_of(first)
    on_day: dict[date, list[AgendaEntry]] = defaultdict(list)
    loose = []
    for one in entries:
        day = _only_day(one.item)
        if day is not None:
            on_day[day].append(one)
        elif _touches(one.item, first, last):
            loose.append(one)
    weeks = tuple(
        tuple(
            CalendarDay(day, tuple(on_day.get(day, ()))) if day.month == first.month else None
            for day in week
        )
        for week in Calendar().monthdatescalendar(first.year, first.month)
    )
    return CalendarMonth(
        first,
        weeks,
        tuple(loose),
        tuple(
            MonthLink(month, in_months.get(month, 0))
            for month in (date(first.year, number, 1) for number in range(1, 13))
        ),
        first - timedelta(days=1) if first > EARLIEST else None,
        last + timedelta(days=1) if last < LATEST else None,
    )


def last_day_of(first: date) -> date:
    """Gives the last day of the month that begins on a day."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def _only_day(item: AgendaRow) -> date | None:
    return item.due_first if item.due_first == item.due_last else None


def _touches(item: AgendaRow, first: date, last: date) -> bool:
    if item.due_first is None or item.due_last is None:
        return False
    return item.due_first <= last and item.due_last >= first


def _in_months(sums: Iterable[AgendaSum], outcome: Outcome | None) -> Mapping[date, int]:
    """How much has the outcome that is asked for, by month."""
    found: Counter[date] = Counter()
    for one in sums:
        seen = outcome_of(Outcome(one.outcome), overdue=one.overdue)
        if one.month and (outcome is None or seen is outcome):
            found[one.month] += one.items
    return found


def _by_month(entries: Iterable[AgendaEntry]) -> tuple[AgendaMonth, ...]:
    months: dict[date, list[AgendaEntry]] = defaultdict(list)
    for one in entries:
        if one.item.due_last:
            months[one.item.due_last.replace(day=1)].append(one)
    return tuple(AgendaMonth(month, tuple(months[month])) for month in sorted(months, reverse=True))

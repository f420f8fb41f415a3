"""What relative expressions are counted from: publication, dateline, and the dates so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from communique.reading.times.calendar import Grain, Interval, Period, period_around
from communique.reading.times.tense import Direction

Value = Period | Interval


@dataclass(frozen=True, slots=True)
class Resolved:
    """The value of an expression and what it was counted from.

    Attributes:
        value: The period or interval, or None.
        base: What a relative expression was counted from, or None.
    """

    value: Value | None = None
    base: Period | None = None


NOTHING = Resolved()


@dataclass(slots=True)
class Scene:
    """The state of one article while its expressions are read in order.

    Attributes:
        today: The day of the dateline or of publication, or None.
        narrative: Whether the text tells of times far from its publication, so that dates
            without a year take the year of the text.
        direction: Tells the direction of the clause of the expression in hand.
        last: The last period of each grain that the text has named or implied.
        stated: The last period longer than a week that it has named itself, or None.
    """

    today: Period | None
    narrative: bool
    direction: Callable[[], Direction]
    last: dict[Grain, Period] = field(default_factory=dict)
    stated: Period | None = None

    def now(self, grain: Grain) -> Period | None:
        """Gives the day, week, month … of the article."""
        return period_around(self.today, grain) if self.today else None

    def latest(self, grain: Grain) -> Period | None:
        """Gives the last period of this grain in the text, or the article's own."""
        return self.last.get(grain) or self.now(grain)

    def year(self) -> int | None:
        """Gives the year that the text is in."""
        found = self.last.get(Grain.YEAR)
        return found.year if found else None

    def note(self, value: Value | None, *, compared: bool = False) -> None:
        """Keeps a value as what later expressions refer to.

        Args:
            value: What the expression in hand stands for.
            compared: Whether it was only mentioned to compare with ("a year earlier").
        """
        if isinstance(value, Interval):
            value = value.last
        if value is None:
            return
        if value.grain > Grain.WEEK and not compared:
            self.stated = value
        for grain in Grain:
            if grain < min(value.grain, Grain.YEAR):
                self._forget_outside(grain, value)
            elif grain <= Grain.YEAR or grain is value.grain:
                self.last[grain] = period_around(value, grain)

    def _forget_outside(self, grain: Grain, value: Period) -> None:
        kept = self.last.get(grain)
        if kept and not value.first_day <= kept.first_day <= value.last_day:
            del self.last[grain]

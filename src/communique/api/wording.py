"""Events, dates and parties in plain words."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, Protocol

from communique.datafile import read_yaml
from communique.ledger import AgendaRow, ClaimRow, EventRow, days_of

PARTIES_TOLD = 3
"""Parties of one side that are named before "and others"."""


class Told(Protocol):
    """What an account needs to know of an event or a report."""

    @property
    def type(self) -> str:
        """Type, PLOVER's or an own one."""
        ...

    @property
    def status(self) -> str:
        """Whether it happened."""
        ...

    @property
    def actors(self) -> tuple[str, ...]:
        """Names of who acts."""
        ...

    @property
    def recipients(self) -> tuple[str, ...]:
        """Names of whom it is directed at."""
        ...


@dataclass(frozen=True, slots=True)
class Account:
    """An event in one sentence, in parts, so that the parties can be shown apart.

    Attributes:
        actors: Who acts.
        verb: What they do, with the words of its status.
        recipients: Whom it is directed at; empty where there is none.
    """

    actors: str
    verb: str
    recipients: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.actors, self.verb, self.recipients) if part)


def account_of(event: Told) -> Account:
    """Gives the account of an event: who did what to whom, and whether it happened."""
    verb, status = _verb(event.type), _wording()["statuses"][event.status]
    acting = tuple(dict.fromkeys(event.actors))
    # Who stands on both sides is told once; the codes and the list of parties show both.
    others = tuple(one for one in dict.fromkeys(event.recipients) if one not in acting)
    form = status["form"] if others else _alone(status["form"])
    words = status.get("plural", status["words"]) if len(acting) > 1 else status["words"]
    actors = listed(acting) or "Someone"
    return Account(
        actors[:1].upper() + actors[1:],
        f"{words} {verb[form]}".strip(),
        listed(others),
    )


def _verb(kind: str) -> Mapping[str, str]:
    """Gives the forms of a type's verb; of an own type, words that hold its name."""
    found: Mapping[str, str] | None = _wording()["verbs"].get(kind)
    if found is not None:
        return found
    named = kind.replace("_", " ").capitalize()
    return {form: words.format(type=named) for form, words in _wording()["own"].items()}


def event_in_words(event: EventRow) -> str:
    """Gives the account of an event, with its place where no party's name holds it."""
    return _with_place(str(account_of(event)), event.place)


def _with_place(told: str, place: str | None) -> str:
    return f"{told} in {place}" if place and place not in told else told


def claim_in_words(claim: ClaimRow) -> str:
    """Gives what a claim says happened, with place and date."""
    told = str(account_of(_Told(claim.type, "occurred", claim.actors, claim.recipients)))
    days = days_of(claim.edtf)
    when = f", {days_in_words(days.first, days.last)}" if days else ""
    return f"{_with_place(told, claim.place)}{when}"


def plan_in_words(item: AgendaRow) -> str:
    """Gives what was announced, with its place."""
    told = str(account_of(_Told(item.type, "planned", item.actors, item.recipients)))
    return _with_place(told, item.place)


@dataclass(frozen=True, slots=True)
class _Told:
    type: str
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


def listed(names: Sequence[str]) -> str:
    """Gives names as a list in a sentence; long lists are cut."""
    told = list(names[:PARTIES_TOLD])
    if len(names) > PARTIES_TOLD:
        told.append("others")
    if len(told) < 2:
        return "".join(told)
    return f"{', '.join(told[:-1])} and {told[-1]}"


def day_in_words(day: date | None) -> str:
    """Gives a day as "12 March 2031"; empty where there is none."""
    return f"{day.day} {month_name[day.month]} {day.year}" if day else ""


def month_in_words(day: date) -> str:
    """Gives the month of a day as "March 2031"."""
    return f"{month_name[day.month]} {day.year}"


def days_in_words(first: date | None, last: date | None) -> str:
    """Gives a range of days as a reader would say it: "March 2031", "19–20 April 2031"."""
    if first is None or last is None:
        return ""
    if first == last:
        return day_in_words(first)
    if first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
            return f"{month_name[first.month]} {first.year}"
        return f"{first.day}–{day_in_words(last)}"
    if first.year == last.year:
        return f"{first.day} {month_name[first.month]} – {day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def edtf_in_words(edtf: str | None) -> str:
    """Gives a date in EDTF as a reader would say it; as it is where it names no days."""
    days = days_of(edtf)
    return (days_in_words(days.first, days.last) if days else "") or (edtf or "")


def difference_in_words(told: str) -> str:
    """Gives what reports differ on with its dates as a reader would say them."""
    if not told.startswith("date: "):
        return told
    return re.sub(r"(\S+)(?= \(\d+\))", lambda found: edtf_in_words(found[1]), told)


def _alone(form: str) -> str:
    return {"base": "alone", "past": "alone_past", "participle": "alone_participle"}[form]


@lru_cache(maxsize=1)
def _wording() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = read_yaml(files("communique.api") / "wording.yaml")
    return found

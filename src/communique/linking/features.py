"""What speaks for and against two reports telling of one event: numbers and sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from communique.linking.report import Party, Report
from communique.linking.types import type_likeness
from communique.linking.words import cosine
from communique.records import Place

FEATURES = ("actors", "recipients", "type", "date", "place", "words", "news")
"""The features in the order in which they are kept."""

NEAR = 60.0
"""Kilometres within which two places may be one: a city and its surroundings."""

LIKE_NEWS = 0.5
"""Likeness of two articles from which they tell the same news for certain."""

LIKE_WORDS = 0.4
"""Likeness of the words of two reports from which they are as good as the same."""

UNDATED_NEWS = 0.75
"""What it is worth that two dates meet, one of which is only the day of the news."""

SAME_TRIGGER = 0.5
"""What the same trigger is worth at least: many acts are told with "agreed" or "attacked"."""

_EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that was compared.

    Attributes:
        name: One of `FEATURES`.
        value: From 0, different, to 1, the same; None where one of the reports is silent.
        told: The sentence, with a pair of braces for each detail.
        details: What goes there.
    """

    name: str
    value: float | None
    told: str
    details: tuple[object, ...] = ()

    @property
    def reason(self) -> str:
        """One sentence; put together only when it is asked for."""
        return self.told.format(*self.details)


def compare(first: Report, second: Report, *, news: float) -> tuple[Feature, ...]:
    """Compares two reports; the order of the two makes no difference to the numbers.

    Args:
        first: One report.
        second: The other.
        news: Likeness of their articles.
    """
    actors, recipients = _parties(first, second)
    return (
        actors,
        recipients,
        _type(first, second),
        _date(first, second),
        _place(first.place, second.place),
        _words(first, second),
        Feature("news", min(1.0, news / LIKE_NEWS), "their articles are {:.2f} alike", (news,)),
    )


def party_likeness(first: Party, second: Party) -> float:
    """Gives how likely two names stand for one actor: from 0 to 1."""
    if first.id is not None and first.id == second.id:
        return 1.0
    if first.country and second.country and first.country != second.country:
        return 0.0
    if first.words and first.words == second.words:
        return 1.0
    shared = first.words & second.words
    overlap = len(shared) / min(len(first.words), len(second.words)) if shared else 0.0
    if first.country and first.country == second.country:
        return _same_country(first.of_state, second.of_state, overlap)
    return 0.4 + 0.5 * overlap if shared else 0.0


def _same_country(first: bool | None, second: bool | None, overlap: float) -> float:
    """Organs of one state stand for each other; two companies or parties of a country do not."""
    if first is not None and second is not None and first is not second:
        return 0.35 + 0.3 * overlap
    if first and second:
        return 0.75 + 0.15 * overlap
    unknown = first is None or second is None
    return (0.6 if unknown else 0.3) + 0.3 * overlap


def _side(first: Sequence[Party], second: Sequence[Party]) -> float | None:
    """Mean over the shorter list of each party's best likeness in the other; None if one is empty.

    Two empty sides agree: neither report names anybody.
    """
    if not first and not second:
        return 0.6
    if not first or not second:
        return None
    if len(first) == len(second) == 1:
        return party_likeness(first[0], second[0])
    shorter, longer = (first, second) if len(first) <= len(second) else (second, first)
    best = _mean_best(shorter, longer)
    return min(best, _mean_best(longer, shorter)) if len(first) == len(second) else best


def _mean_best(some: Sequence[Party], others: Sequence[Party]) -> float:
    return sum(max(party_likeness(one, other) for other in others) for one in some) / len(some)


def _parties(first: Report, second: Report) -> tuple[Feature, Feature]:
    chosen = (_side(first.actors, second.actors), _side(first.recipients, second.recipients))
    others, receivers = second.actors, second.recipients
    if first.mutual or second.mutual:
        crossed = (
            _side(first.actors, second.recipients),
            _side(first.recipients, second.actors),
        )
        if _total(crossed) > _total(chosen):
            chosen, others, receivers = crossed, second.recipients, second.actors
    return (
        Feature("actors", chosen[0], "{} and {} act", (_Names(first.actors), _Names(others))),
        Feature(
            "recipients",
            chosen[1],
            "{} and {} are acted on",
            (_Names(first.recipients), _Names(receivers)),
        ),
    )


def same_sentence(first: Report, second: Report) -> bool:
    """Whether one sentence, with one trigger in it, tells both as acts of one type and time."""
    apart = first.days and second.days and first.days.gap(second.days) > 0
    return (
        first.type == second.type
        and not apart
        and not first.trigger.isdisjoint(second.trigger)
        and not first.sentences.isdisjoint(second.sentences)
    )


def _total(sides: tuple[float | None, float | None]) -> float:
    return sum(0.3 if side is None else side for side in sides)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of parties, put together only when they are shown."""

    parties: Sequence[Party]

    def __format__(self, _form: str) -> str:
        return ", ".join(party.name for party in self.parties) or "nobody named"


def _type(first: Report, second: Report) -> Feature:
    kinds = (first.type.value, second.type.value)
    if first.type == second.type:
        if first.mode and second.mode and first.mode != second.mode:
            modes = (first.type.value, first.mode, second.mode)
            return Feature("type", 0.7, "both are {}, but {} and {}", modes)
        return Feature("type", 1.0, "{} and {}", kinds)
    value = type_likeness(first.type, second.type)
    if first.trigger & second.trigger:
        return Feature("type", value, "{} and {}, told in the same words", kinds)
    return Feature("type", value / 2, "{} and {}, told in other words", kinds)


def _date(first: Report, second: Report) -> Feature:
    one, other = first.days, second.days
    if one is None or other is None:
        return Feature("date", None, "one of them gives no date")
    gap = one.gap(other)
    told = (first.edtf or one.last, second.edtf or other.last)
    if gap == 0:
        longer = max(one.length, other.length)
        value = 1.0 if longer <= 4 else max(0.5, 1.0 - 0.15 * math.log2(longer / 4))
        if not (first.dated and second.dated):
            value = min(value, UNDATED_NEWS)
        return Feature("date", value, "their dates meet: {} and {}", told)
    if first.pending or second.pending:
        # What was planned for another day may have been moved: not a reason for, nor against.
        value = 0.45 if gap <= 14 else 0.35
        return Feature("date", value, "planned and later dates lie {} days apart", (gap,))
    value = {1: 0.6, 2: 0.35, 3: 0.15}.get(gap, 0.0)
    return Feature("date", value, "their dates lie {} days apart: {} and {}", (gap, *told))


def _place(first: Place | None, second: Place | None) -> Feature:
    if first is None or second is None:
        return Feature("place", None, "one of them names no place")
    names = (first.name, second.name)
    if first.name == second.name or (
        first.geonameid is not None and first.geonameid == second.geonameid
    ):
        return Feature("place", 1.0, "the same place: {}", names)
    distance = _distance(first, second)
    if distance is not None and distance <= NEAR:
        return Feature("place", 0.8, "{} and {} lie {:.0f} km apart", (*names, distance))
    if first.country and first.country == second.country:
        return Feature("place", 0.35, "{} and {} lie in one country", names)
    if first.country is None or second.country is None:
        return Feature("place", None, "{} and {} cannot be compared", names)
    return Feature("place", 0.0, "{} and {} lie in different countries", names)


def _distance(first: Place, second: Place) -> float | None:
    if None in (first.latitude, first.longitude, second.latitude, second.longitude):
        return None
    assert first.latitude is not None and first.longitude is not None
    assert second.latitude is not None and second.longitude is not None
    north, east = math.radians(first.latitude), math.radians(first.longitude)
    other_north, other_east = math.radians(second.latitude), math.radians(second.longitude)
    part = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    )
    return 2 * _EARTH * math.asin(math.sqrt(min(1.0, part)))


def _words(first: Report, second: Report) -> Feature:
    likeness = min(1.0, cosine(first.vector, second.vector) / LIKE_WORDS)
    common = first.trigger & second.trigger
    if same_sentence(first, second):
        return Feature(
            "words", 1.0, 'both say "{}" in the same sentence', ("/".join(sorted(common)),)
        )
    if common:
        told = ("/".join(sorted(common)), likeness)
        return Feature("words", max(likeness, SAME_TRIGGER), 'both say "{}"; {:.2f} alike', told)
    return Feature("words", likeness, "their sentences are {:.2f} alike", (likeness,))

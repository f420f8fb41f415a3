"""All scores as one list of named figures, for tables, floors and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.evaluation.calibration import RECALL_POINT, expected_error
from communique.evaluation.counts import Interval, Rates, Share
from communique.evaluation.events import Attributes, EventScores
from communique.evaluation.factuality import FactualityScores
from communique.evaluation.measure import Report
from communique.evaluation.places import PlaceScores
from communique.evaluation.statements import StatementScores
from communique.evaluation.times import TimeScores

_ATTRIBUTES = (
    "status",
    "status_not_occurred",
    "said_by",
    "said_by_where_given",
    "when",
    "when_where_given",
    "when_month_where_given",
    "where",
    "where_where_given",
    "mutual",
    "country_recall",
    "country_precision",
    "sector_recall",
    "state_or_society",
)
_ATTRIBUTES_WITHOUT_ACTORS = (
    "status",
    "country_recall",
    "country_precision",
    "sector_recall",
    "state_or_society",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report.

    Attributes:
        name: For instance "events.strict.f1".
        value: A share from 0 to 1.
        cases: How many cases it rests on.
        interval: 95 % bootstrap interval over articles, or None.
    """

    name: str
    value: float
    cases: int
    interval: Interval | None = None


def figures(report: Report) -> tuple[Figure, ...]:
    """Gives every figure of a report, in the order of its parts."""
    return tuple(_figures(report))


def _figures(report: Report) -> Iterator[Figure]:
    if report.events:
        yield from _of_events(report.events)
    if report.statements:
        yield from _of_statements(report.statements)
    if report.times:
        yield from _of_times(report.times)
    if report.places:
        yield from _of_places(report.places)
    if report.factuality:
        yield from _of_factuality(report.factuality)


def _of_rates(name: str, rates: Rates) -> Iterator[Figure]:
    yield Figure(f"{name}.precision", rates.precision, round(rates.found))
    yield Figure(f"{name}.recall", rates.recall, round(rates.gold))
    yield Figure(f"{name}.f1", rates.f1, round(rates.gold), rates.interval)


def _of_share(name: str, share: Share) -> Iterator[Figure]:
    if share.total:
        yield Figure(name, share.accuracy, share.total)


def _of_events(scores: EventScores) -> Iterator[Figure]:
    yield from _of_rates("events.strict", scores.strict)
    yield from _of_rates("events.relaxed", scores.relaxed)
    yield from _of_rates("events.without_actors", scores.without_actors)
    yield Figure("events.ignored_share", scores.ignored_share, scores.predicted)
    yield from _of_attributes("events", scores.attributes, _ATTRIBUTES)
    yield from _of_attributes(
        "events.without_actors", scores.attributes_without_actors, _ATTRIBUTES_WITHOUT_ACTORS
    )
    sure = scores.calibration
    counted = round(scores.strict.found)
    yield Figure("events.expected_calibration_error", sure.expected_error, counted)
    if scores.resolutions:
        name = "events.without_actors.resolution_calibration_error"
        yield Figure(name, expected_error(scores.resolutions), len(scores.resolutions))
    for point in sure.coverages:
        name = f"events.precision_at_coverage_{point.coverage * 100:.0f}"
        yield Figure(name, point.precision, round(point.coverage * counted))
    if sure.precision_at_recall is not None:
        name = f"events.precision_at_recall_{RECALL_POINT * 100:.0f}"
        yield Figure(name, sure.precision_at_recall, counted)
    for score in scores.types:
        yield from _of_rates(f"events.type.{score.type}", score.rates)


def _of_attributes(name: str, attributes: Attributes, wanted: tuple[str, ...]) -> Iterator[Figure]:
    for attribute in wanted:
        yield from _of_share(f"{name}.{attribute}", getattr(attributes, attribute))


def _of_statements(scores: StatementScores) -> Iterator[Figure]:
    yield from _of_rates("statements.found", scores.found)
    yield from _of_rates("statements.content", scores.content)
    yield from _of_rates("statements.tokens", scores.tokens)
    yield from _of_share("statements.speaker", scores.speaker)
    yield from _of_share("statements.no_speaker", scores.no_speaker)
    yield from _of_share("statements.cue", scores.cue)
    yield from _of_share("statements.direct", scores.direct)
    for score in scores.kinds:
        yield from _of_share(f"statements.{score.kind}.recall", score.found)


def _of_times(scores: TimeScores) -> Iterator[Figure]:
    yield from _of_rates("times.detection", scores.detection)
    yield from _of_rates("times.detection_exact", scores.detection_exact)
    yield from _of_rates("times.value", scores.value)
    yield from _of_share("times.value_over_detected", scores.value_over_detected)


def _of_places(scores: PlaceScores) -> Iterator[Figure]:
    yield from _of_rates("places.recognition", scores.recognition)
    yield from _of_share("places.within_161_km", scores.near)
    yield from _of_share("places.country", scores.country)
    yield from _of_share("places.geonameid", scores.geonameid)


def _of_factuality(scores: FactualityScores) -> Iterator[Figure]:
    yield from _of_share("factuality.covered", scores.covered)
    yield from _of_share("factuality.accuracy", scores.right)
    yield from _of_share("factuality.commonest_class", scores.commonest)
    for score in scores.kinds:
        yield from _of_share(f"factuality.{score.kind}.recall", score.right)

"""Events of a ledger as the field's data sets have them: one row for each actor and recipient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.ledger import EventRow, ReportRow
from communique.ontology.cameo import CameoCrosswalk
from communique.ontology.codebook import Codebook
from communique.records import event_type


@dataclass(frozen=True, slots=True)
class Side:
    """A party of an event.

    Attributes:
        name: Its name; empty where there is none.
        country: ISO 3166-1 alpha-3, or None.
        sector: PLOVER sector, or None.
    """

    name: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class DyadicEvent:
    """An event between one actor and one recipient.

    Attributes:
        id: The event's id, and a number where the event has several pairs.
        event: The event.
        actor: Who acts.
        recipient: Whom it is directed at; without a name where there is none.
        reports: Its reports, earliest first.
    """

    id: str
    event: EventRow
    actor: Side
    recipient: Side
    reports: Sequence[ReportRow]

    @property
    def day(self) -> str:
        """The first day that it may have happened on; empty where unknown."""
        return self.event.first_day.isoformat() if self.event.first_day else ""

    @property
    def score(self) -> float:
        """The conflict-cooperation score of its type and mode, from -10 to 10."""
        return codebook().score(self.event.type, self.event.mode, self.event.quad) or 0.0

    @property
    def cameo(self) -> str:
        """The nearest CAMEO code; of an own type, that of the usual type of its quad class."""
        kind = event_type(self.event.type, self.event.quad).plover
        return crosswalk().cameo(kind, self.event.mode)

    @property
    def quad_number(self) -> int:
        """The number of its quad class."""
        return quad_number(self.event.quad)


_QUADS = {
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}


def quad_number(quad: str) -> int:
    """Gives a quad class's number: 1, 2 verbal, material cooperation, 3, 4 the same of conflict."""
    return _QUADS[quad]


def dyadic(events: Sequence[EventRow], reports: Sequence[ReportRow]) -> Iterator[DyadicEvent]:
    """Gives a row for each actor and recipient of each event that occurred.

    None of these data sets can say that something was only planned, alleged, denied or did not
    happen; such events are left out.

    Args:
        events: Events of a ledger.
        reports: Their reports.
    """
    of_event: dict[str, list[ReportRow]] = {}
    for report in reports:
        of_event.setdefault(report.event_id, []).append(report)
    for event in events:
        if event.status == "occurred":
            yield from _pairs(event, of_event)


def _pairs(event: EventRow, reports: Mapping[str, Sequence[ReportRow]]) -> Iterator[DyadicEvent]:
    actors = _sides(event.actors, event.actor_countries, event.actor_sectors)
    recipients = _sides(event.recipients, event.recipient_countries, event.recipient_sectors)
    if event.mutual and not recipients:
        pairs = [(one, other) for one in actors for other in actors if one != other]
    else:
        pairs = [(one, other) for one in actors for other in recipients or [Side("", None, None)]]
    for number, (actor, recipient) in enumerate(pairs, 1):
        name = event.event_id if len(pairs) == 1 else f"{event.event_id}-{number}"
        yield DyadicEvent(name, event, actor, recipient, reports.get(event.event_id, ()))


def _sides(
    names: Sequence[str], countries: Sequence[str | None], sectors: Sequence[str | None]
) -> list[Side]:
    return [Side(*parts) for parts in zip(names, countries, sectors, strict=True)]


@lru_cache(maxsize=1)
def codebook() -> Codebook:
    """Gives the packaged codebook."""
    return Codebook.load()


@lru_cache(maxsize=1)
def crosswalk() -> CameoCrosswalk:
    """Gives the packaged crosswalk to CAMEO."""
    return CameoCrosswalk.load()

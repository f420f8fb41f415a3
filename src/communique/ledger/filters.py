"""Which events are wanted, as SQL; what the user gave is never part of the SQL itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are wanted; what is None or empty is not asked for.

    Attributes:
        actor: Country code or part of a name of who acts.
        recipient: Country code or part of a name of whom it is directed at.
        party: Country code or part of a name on either side.
        types: PLOVER types.
        quads: Quad classes.
        statuses: Statuses.
        since: First day.
        until: Last day.
        place: Part of the place's name, or a country code.
        sector: Sector of an actor or a recipient.
        confidence: Least confidence.
        independent: Least number of independent reports.
    """

    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    types: tuple[str, ...] = ()
    quads: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    place: str | None = None
    sector: str | None = None
    confidence: float = 0.0
    independent: int = 0


_SIDE = (
    "(list_contains({side}_countries, ${name}) OR "
    "contains(lower(array_to_string({side}s, ' | ')), lower(${name})))"
)
_EITHER = f"({_SIDE.format(side='actor', name='party')} OR " + (
    f"{_SIDE.format(side='recipient', name='party')})"
)
_CONDITIONS = {
    "actor": _SIDE.format(side="actor", name="actor"),
    "recipient": _SIDE.format(side="recipient", name="recipient"),
    "party": _EITHER,
    "types": "type IN (SELECT unnest($types::VARCHAR[]))",
    "quads": "quad IN (SELECT unnest($quads::VARCHAR[]))",
    "statuses": "status IN (SELECT unnest($statuses::VARCHAR[]))",
    "since": "last_day >= $since",
    "until": "first_day <= $until",
    "place": "(place_country = $place OR contains(lower(place), lower($place)))",
    "sector": "(list_contains(actor_sectors, $sector) OR "
    "list_contains(recipient_sectors, $sector))",
    "confidence": "confidence >= $confidence",
    "independent": "independent_reports >= $independent",
}


def conditions(wanted: EventFilter) -> tuple[str, dict[str, object]]:
    """Gives a WHERE clause on the view `events`, and the values of its parameters."""
    values: dict[str, object] = {}
    for name in _CONDITIONS:
        value = getattr(wanted, name)
        if value:
            values[name] = list(value) if isinstance(value, tuple) else value
    return " AND ".join(_CONDITIONS[name] for name in values) or "true", values

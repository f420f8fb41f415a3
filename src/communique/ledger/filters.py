"""Which events are wanted, as SQL; what the user gave is never part of the SQL itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from communique.ledger.connection import Connection, one_of


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are wanted; what is None or empty is not asked for.

    Attributes:
        actor: Country code or whole words of a name of who acts.
        recipient: Country code or whole words of a name of whom it is directed at.
        party: Country code or whole words of a name on either side.
        types: PLOVER types.
        quads: Quad classes.
        statuses: Statuses.
        since: First day.
        until: Last day.
        place: Country code or whole words of the place's name.
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


_CODE = re.compile("[A-Z]{3}")
_PARTIES = ("actor", "recipient", "party", "place")


def _codes_asked_for(connection: Connection, wanted: EventFilter) -> frozenset[str]:
    """Gives those values of a filter that are codes of states with events in a ledger.

    They are not looked for among names: whoever asks for "AND" means Andorra, and to look at the
    names of a million events takes long.
    """
    values = {getattr(wanted, name) or "" for name in _PARTIES}
    likely = sorted(value for value in values if _CODE.fullmatch(value))
    if not likely:
        return frozenset()
    rows = connection.rows(
        f"SELECT DISTINCT country FROM linked.event_country WHERE country {one_of(likely)}", likely
    )
    return frozenset(row[0] for row in rows)


_NO_LETTERS = "'[^\\p{L}\\p{N}]+'"


def has_words(text: str, words: str) -> str:
    """Gives the SQL condition that a text holds some words, whole ones, in any case.

    Args:
        text: SQL of the text.
        words: SQL of the words; what stands between them does not matter.
    """
    plain = [
        f"' ' || trim(regexp_replace(lower({one}), {_NO_LETTERS}, ' ', 'g')) || ' '"
        for one in (text, words)
    ]
    return f"{plain[1]} <> '  ' AND contains({plain[0]}, {plain[1]})"


def is_named(text: str, words: str) -> str:
    """Gives the same condition for a text in many rows, in parentheses."""
    # Most rows are ruled out by the cheap condition that stands first.
    first = f"regexp_extract(lower({words}), '[\\p{{L}}\\p{{N}}]+')"
    return f"(contains(lower({text}), {first}) AND {has_words(text, words)})"


def _has_code(side: str, name: str) -> str:
    return f"list_contains({side}_countries, ${name})"


def _side(side: str, name: str) -> str:
    """A country's code is compared as it is, a name by words: "RUS" is not in "Jerusalem"."""
    names = f"array_to_string({side}s, ' | ')"
    return f"({_has_code(side, name)} OR {is_named(names, f'${name}')})"


STATEMENTS_WANTED = f"""
($speaker IS NULL OR speaker_country = $speaker OR {is_named("speaker", "$speaker")})
AND ($words IS NULL OR contains(lower(content), lower($words)))
AND ($since IS NULL OR published >= $since) AND ($until IS NULL OR published <= $until)
"""
"""WHERE clause on the view `statements`; a parameter that is NULL leaves nothing out."""

STANDS = "article_id NOT IN (SELECT article_id FROM kept.article WHERE superseded_by IS NOT NULL)"
"""Condition that an article is no older version. Those are few: to look up what they are not takes
far less than to look every article up, as the views do."""

_CONDITIONS = {
    "actor": _side("actor", "actor"),
    "recipient": _side("recipient", "recipient"),
    "party": f"({_side('actor', 'party')} OR {_side('recipient', 'party')})",
    "types": "type IN (SELECT unnest($types::VARCHAR[]))",
    "quads": "quad IN (SELECT unnest($quads::VARCHAR[]))",
    "statuses": "status IN (SELECT unnest($statuses::VARCHAR[]))",
    "since": "last_day >= $since",
    "until": "first_day <= $until",
    "place": f"(place_country = $place OR {is_named('place', '$place')})",
    "sector": "(list_contains(actor_sectors, $sector) OR "
    "list_contains(recipient_sectors, $sector))",
    "confidence": "confidence >= $confidence",
    "independent": "independent_reports >= $independent",
}


_OF_CODES = {
    "actor": _has_code("actor", "actor"),
    "recipient": _has_code("recipient", "recipient"),
    "party": f"({_has_code('actor', 'party')} OR {_has_code('recipient', 'party')})",
    "place": "place_country = $place",
}


def conditions(connection: Connection, wanted: EventFilter) -> tuple[str, dict[str, object]]:
    """Gives a WHERE clause on the view `events`, and the values of its parameters.

    Args:
        connection: The ledger; it knows which values are codes of states, and no words of names.
        wanted: Which events.
    """
    codes = _codes_asked_for(connection, wanted)
    values: dict[str, object] = {}
    for name in _CONDITIONS:
        value = getattr(wanted, name)
        if value:
            values[name] = list(value) if isinstance(value, tuple) else value
    parts = [
        _OF_CODES[name] if name in _OF_CODES and values[name] in codes else _CONDITIONS[name]
        for name in values
    ]
    return " AND ".join(parts) or "true", values

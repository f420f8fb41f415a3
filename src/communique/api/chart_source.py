"""Where a chart comes from, for when it leaves its page."""

from __future__ import annotations

from dataclasses import dataclass

from communique.api.asking import Asked

NAMED = 2
"""Readers that are named; a ledger that grew over years may have many."""


@dataclass(frozen=True, slots=True)
class ChartSource:
    """What stands under a chart.

    Attributes:
        ledger: Name of the ledger; its file without folder and ending.
        reader: Versions of the readers that made it, the busiest first.
    """

    ledger: str
    reader: str


def chart_source(asked: Asked) -> ChartSource:
    """Gives where the charts of a page come from."""
    readers = list(dict.fromkeys(maker.reader for maker in asked.articles.makers()))
    named = readers[:NAMED] + (["others"] if len(readers) > NAMED else [])
    return ChartSource(asked.options.ledger.stem or "of one file", ", ".join(named) or "unknown")

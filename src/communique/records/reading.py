"""Readings: all that was read from one article."""

from __future__ import annotations

from dataclasses import dataclass

from communique.records.article import Article
from communique.records.event import Event
from communique.records.place import Place
from communique.records.statement import Statement
from communique.records.time import Time


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one article.

    Attributes:
        article: The article, unchanged.
        events: Events in reading order.
        statements: Statements in reading order.
        times: Time expressions in reading order.
        places: Place mentions in reading order.
        notes: Sentences about the reading itself ("no publication date: relative dates stay
            open").
    """

    article: Article
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()

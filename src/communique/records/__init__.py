"""What every room speaks: frozen records without third-party types."""

from communique.records.actor import Actor, Candidate, Resolution, Sector
from communique.records.article import Article, content_id
from communique.records.event import (
    Event,
    EventMention,
    Explanation,
    Status,
    When,
)
from communique.records.event_type import (
    TYPE_NAME,
    AnyEventType,
    EventType,
    OwnType,
    QuadClass,
    event_type,
    nearest_type,
)
from communique.records.issue import Issue, Stage
from communique.records.place import Place
from communique.records.reading import Reading
from communique.records.span import ArticleField, Span
from communique.records.statement import Statement
from communique.records.time import Time

__all__ = [
    "TYPE_NAME",
    "Actor",
    "AnyEventType",
    "Article",
    "ArticleField",
    "Candidate",
    "Event",
    "EventMention",
    "EventType",
    "Explanation",
    "Issue",
    "OwnType",
    "Place",
    "QuadClass",
    "Reading",
    "Resolution",
    "Sector",
    "Span",
    "Stage",
    "Statement",
    "Status",
    "Time",
    "When",
    "content_id",
    "event_type",
    "nearest_type",
]

"""What every room speaks: frozen records without third-party types."""

from communique.records.actor import Actor, Candidate, Resolution, Sector
from communique.records.article import Article, content_id
from communique.records.event import (
    Event,
    EventMention,
    EventType,
    Explanation,
    QuadClass,
    Status,
    When,
)
from communique.records.issue import Issue, Stage
from communique.records.place import Place
from communique.records.reading import Reading
from communique.records.span import ArticleField, Span
from communique.records.statement import Statement
from communique.records.time import Time

__all__ = [
    "Actor",
    "Article",
    "ArticleField",
    "Candidate",
    "Event",
    "EventMention",
    "EventType",
    "Explanation",
    "Issue",
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
]

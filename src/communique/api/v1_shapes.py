"""What the API gives: the shapes that its description names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from communique.analysis.timeline import TimelineRow
from communique.api.formats import MEDIA_TYPES
from communique.ledger import AgendaRow, ClaimRow, EventRow, ReportRow, StatementRow
from communique.ledger.pages_rows import ArticleRow, StoryRow

CONTENT: dict[str, Any] = {media_type.partition(";")[0]: {} for media_type in MEDIA_TYPES.values()}
"""The media types in which lists are given."""

_SHAPE = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": description, "content": _SHAPE}
    for status, description in (
        (400, "The request is broken."),
        (401, "A token is wanted."),
        (403, "This server, or a page elsewhere, may not do that."),
        (404, "There is no such thing in the ledger."),
        (413, "The body is too large."),
        (414, "The address is too long."),
        (421, "The server is not called that."),
        (422, "The request cannot be understood; the detail says why."),
        (429, "Too many requests."),
        (501, "An extra that this needs is not installed."),
        (502, "An address cannot be fetched."),
        (503, "The answer takes too long, or the ledger is being written."),
    )
}
"""Every error has one shape; see RFC 9457."""

SHAPE = "x-shape"
"""Names the shape of an answer until the description of the API is asked for."""

CONTRACT_READING = "ContractReading"
"""The shape of a reading in the output contract; see contract.yaml."""


def shaped(
    shape: type | str, description: str = "The answer.", *, content: dict[str, Any] | None = None
) -> dict[int | str, dict[str, Any]]:
    """Gives what the description of the API says of an answer.

    The shape is only named: to work out the schemas of all answers takes 0.2 s, which the first
    page would wait for.

    Args:
        shape: A class, or the name of a shape in contract.yaml.
        description: What the answer is.
        content: The media types in which it is given; JSON if None.
    """
    name = shape if isinstance(shape, str) else f"{shape.__module__}:{shape.__qualname__}"
    answer: dict[str, Any] = {"description": description, SHAPE: name}
    return {200: answer | {"content": content or {"application/json": {}}}}


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events, and where they go on."""

    items: tuple[EventRow, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A timeline, and where it goes on."""

    items: tuple[TimelineRow, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Reports of one event."""

    items: tuple[ReportRow, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Claims, and where they go on."""

    items: tuple[ClaimRow, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """Agenda items."""

    items: tuple[AgendaRow, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class StatementPage:
    """Statements, and where they go on."""

    items: tuple[StatementRow, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Articles, and where they go on."""

    items: tuple[ArticleRow, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Stories, and where they go on."""

    items: tuple[StoryRow, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class DyadPeriod:
    """What one state did to another in a period; see `communique dyad`."""

    start: date
    events: int
    expected: float
    uncertainty: float
    reports: int
    cooperation: float
    conflict: float
    balance: float
    change: bool


@dataclass(frozen=True, slots=True)
class DyadPage:
    """A series of periods."""

    items: tuple[DyadPeriod, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class WhyAnswer:
    """How an event came to be, line by line."""

    event_id: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the server can answer, and from what."""

    status: str
    articles: int
    events: int
    last_day: date | None

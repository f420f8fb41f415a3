"""Events: one act between political actors, with all its mentions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from communique.records.actor import Actor
from communique.records.event_type import AnyEventType, QuadClass
from communique.records.place import Place
from communique.records.span import Span


class Status(StrEnum):
    """Whether an event happened, according to the text."""

    OCCURRED = "occurred"
    PLANNED = "planned"
    POSSIBLE = "possible"
    ALLEGED = "alleged"
    DENIED = "denied"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class EventMention:
    """One place in the article that tells of the event.

    Attributes:
        evidence: The sentence or clause as it stands in the article.
        trigger: The words within it that name the act.
    """

    evidence: Span
    trigger: Span


@dataclass(frozen=True, slots=True)
class When:
    """The date of an event.

    Attributes:
        edtf: The date in EDTF (ISO 8601-2).
        span: The time expression it was read from, or None where it follows from the
            publication date alone.
        base: What a relative expression was counted from, in EDTF, or None.
    """

    edtf: str
    span: Span | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an event was read as it was.

    Attributes:
        type_scores: Names of candidate types of the first mention with their probabilities, best
            first.
        status_cue: The words that gave the status and the rule they fell under, or None.
        notes: Further sentences: what parties were taken from where, which mentions were joined.
        signs: What the confidence was reckoned from, with the value of each.
    """

    type_scores: tuple[tuple[str, float], ...] = ()
    status_cue: str | None = None
    notes: tuple[str, ...] = ()
    signs: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One act between political actors, with all its mentions in the article.

    Attributes:
        id: Article id, "#", and the event's number in reading order.
        type: PLOVER type, or one of an own codebook.
        mode: Mode where it is plain, or None.
        mutual: Whether both sides act alike (they met, they clashed); direction is then arbitrary.
        actors: Who acts.
        recipients: Whom it is directed at; empty where there is none.
        mentions: Every place that tells of it, in reading order; at least one.
        status: Whether it happened.
        said_by: Who reports it, outermost speaker first; empty in the reporter's own voice.
        when: Its date, or None where text and publication date do not settle it.
        where: The place where it happened, or None.
        confidence: Probability between 0 and 1 that a careful reader would record it.
        background: Whether the article recalls it rather than reports it as news.
        contexts: PLOVER contexts.
        explanation: Why it was read so, or None unless asked for.
    """

    id: str
    type: AnyEventType
    mode: str | None
    mutual: bool
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    mentions: tuple[EventMention, ...]
    status: Status
    said_by: tuple[Actor, ...] = ()
    when: When | None = None
    where: Place | None = None
    confidence: float = 1.0
    background: bool = False
    contexts: tuple[str, ...] = ()
    explanation: Explanation | None = None

    @property
    def quad(self) -> QuadClass:
        """The quad class that follows from the type."""
        return self.type.quad

"""An act as its circumstances are sought: where it stands, what it is, who takes part."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.language import Sentence
from communique.records import EventType, QuadClass, Span, Status

_VERBAL = frozenset({QuadClass.VERBAL_COOPERATION, QuadClass.VERBAL_CONFLICT})


@dataclass(frozen=True, slots=True)
class Act:
    """One mention of an act.

    Attributes:
        sentence: The sentence that tells of it.
        words: The words that name it.
        kind: Its type.
        status: Whether it happened.
        actors: Countries of those who act, in the order in which they are named.
        recipients: Countries of those whom it is directed at.
    """

    sentence: Sentence
    words: Span
    kind: EventType
    status: Status
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    @property
    def verbal(self) -> bool:
        """Whether it is done by words: a demand, a promise, a meeting."""
        return self.kind.quad in _VERBAL

    @property
    def head(self) -> Token | None:
        """The highest of its words in the parse, or None."""
        tokens = self.sentence.tokens_in(self.words)
        return tokens.root if tokens is not None and len(tokens) else None

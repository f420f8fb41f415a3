"""Whom something is said to, and through what it reached the reporter."""

from __future__ import annotations

from spacy.tokens import Token

from communique.reading.statements.drafts import Draft
from communique.reading.statements.lexicon import load_cues
from communique.reading.statements.speakers import phrase
from communique.records import Span

_CHANNEL_PREPOSITIONS = frozenset({"in", "on", "through", "via", "during", "at", "by", "over"})
_PRIVATE = frozenset({"me", "us", "you", "him", "her", "them"})


def addressee_of(draft: Draft) -> Span | None:
    """Gives the words after "told" or "said to", or None."""
    for child in draft.cue.children:
        if child.dep_ in ("dative", "dobj") and draft.cue.lemma_.lower() in load_cues().telling:
            return _named(draft, child)
        if child.lower_ == "to" and child.dep_ in ("prep", "dative") and draft.takes_quotation:
            return next((_named(draft, c) for c in child.children if c.dep_ == "pobj"), None)
    return None


def channel_of(draft: Draft) -> Span | None:
    """Gives the statement, interview or outlet that the words came through, or None."""
    for child in draft.cue.children:
        if child.dep_ == "prep" and child.lower_ in _CHANNEL_PREPOSITIONS:
            for named in child.children:
                if named.dep_ == "pobj" and named.lemma_.lower() in load_cues().channels:
                    return _named(draft, named)
    return None


def _named(draft: Draft, head: Token) -> Span | None:
    found = phrase(head)
    span = draft.sentence.span_of(found.first, found.last)
    inside = any(start <= span.start < end for start, end in draft.content)
    return None if inside and head.lower_ not in _PRIVATE else span

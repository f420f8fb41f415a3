"""Which time expression belongs to a word that names an act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from spacy.tokens import Token

from communique.language import Sentence
from communique.records import Span, Time

_LINK = re.compile(r"\s*(?:(?P<word>to|until|till|through|and)|[-\u2010-\u2015])\s*")
_OPENERS = MappingProxyType(
    {"to": "from", "until": "from", "till": "from", "through": "from", "and": "between"}
)
_CLAUSES = frozenset(
    {"ccomp", "advcl", "relcl", "acl", "parataxis", "conj", "xcomp", "pcomp", "csubj"}
)
_SAYING = frozenset({"say", "tell", "report", "announce", "add", "claim", "state", "note"})
"""Verbs of speech: their time is that of the speaking, not of what is told."""

FARTHEST = 1_000


def nearest_time(sentence: Sentence, trigger: Span, times: Sequence[Time]) -> Time | None:
    """Gives the time expression that belongs to a trigger.

    One that hangs from the trigger in the parse comes first, then one of the same clause, then
    one of a clause above that is not a verb of speech. The two ends of a range ("from 2003 to
    2011") are joined.

    Args:
        sentence: The sentence of the trigger.
        trigger: The words that name the act.
        times: Time expressions of the article; those elsewhere are passed over.

    Returns:
        The expression, or None where the sentence has none for this act. Expressions without a
        value (durations) are given only where there is no other.
    """
    tokens = sentence.tokens_in(trigger)
    if tokens is None or not len(tokens):
        return None
    verb = tokens.root
    ranked = [
        (time.edtf is None, steps_between(verb, token), abs(token.i - verb.i), number, time)
        for number, time in enumerate(_joined(sentence, times))
        for token in _head_of(sentence, time.span)
    ]
    near = [entry for entry in ranked if entry[1] < FARTHEST]
    return min(near, key=lambda entry: entry[:4])[-1] if near else None


def _joined(sentence: Sentence, times: Sequence[Time]) -> Iterator[Time]:
    """Gives the expressions of the sentence, the two ends of a range as one."""
    own = [time for time in times if sentence.span.contains(time.span)]
    at = 0
    while at < len(own):
        joined = _range(sentence, own[at], own[at + 1]) if at + 1 < len(own) else None
        yield joined or own[at]
        at += 2 if joined else 1


def _range(sentence: Sentence, first: Time, last: Time) -> Time | None:
    if first.edtf is None or last.edtf is None or first.edtf > last.edtf:
        return None
    text, offset = sentence.text, sentence.start
    link = _LINK.fullmatch(text[first.span.end - offset : last.span.start - offset])
    before = text[: first.span.start - offset].rstrip().lower()
    if link is None or (link["word"] and not before.endswith(_OPENERS[link["word"]])):
        return None
    start, end = first.span.start, last.span.end
    span = Span(first.span.field, start, end, text[start - offset : end - offset])
    return Time(span, f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}", first.base)


def _head_of(sentence: Sentence, span: Span) -> Iterator[Token]:
    tokens = sentence.tokens_in(span)
    if tokens is not None and len(tokens):
        yield tokens.root


def steps_between(verb: Token, time: Token) -> int:
    """Counts what separates a time expression from a verb in the parse; a lower number is nearer.

    0 to 9: below the verb within its clause; from 10: in a clause joined to it by "and"; from 20:
    in the clause above.
    """
    path = _path_up(time)
    if verb in path:
        between = path[: path.index(verb)]
        clauses = [token.dep_ for token in between if token.dep_ in _CLAUSES]
        if not clauses:
            return min(len(between), 9)
        return 10 + len(between) if set(clauses) == {"conj"} else FARTHEST
    for height, (below, above) in enumerate(_upward(verb)):
        if above in path:
            return _above(below, above, path, height)
    return FARTHEST


def _above(below: Token, above: Token, path: Sequence[Token], height: int) -> int:
    """Ranks a time that hangs from a word above the trigger."""
    between = path[: path.index(above)]
    if any(token.dep_ in _CLAUSES for token in between):
        return FARTHEST
    told = below.dep_ in ("ccomp", "parataxis") and above.lemma_.lower() in _SAYING
    return FARTHEST if told else 20 + height + len(between)


def _path_up(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _upward(token: Token) -> Iterator[tuple[Token, Token]]:
    current = token
    for ancestor in token.ancestors:
        yield current, ancestor
        current = ancestor

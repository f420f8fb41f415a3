"""Candidates for the parties of an event: the words of a sentence that may name an actor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from communique.language import Sentence

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NUMERIC_ENTITIES = frozenset(
    {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"}
)
_WORDS_WITHOUT_REFERENT = frozenset({"there", "what", "this", "that", "these", "those"})
_COUNTRY_ENTITIES = frozenset({"GPE", "NORP"})
_PERSON_TAGS = frozenset({"PRP$", "WP$"})


@dataclass(frozen=True, slots=True)
class PartyCandidate:
    """Words that may name a party.

    Attributes:
        head: The token that stands for them in the parse.
        phrase: The whole phrase, without clauses that follow.
    """

    head: Token
    phrase: TokenSpan


def party_candidates(sentence: Sentence) -> tuple[PartyCandidate, ...]:
    """Gives every nominal, name, nationality adjective and pronoun that may name a party."""
    tokens = sentence.tokens
    entities = {at: entity for entity in tokens.ents for at in range(entity.start, entity.end)}
    return tuple(
        PartyCandidate(head, phrase_of(head, tokens, entities.get(head.i)))
        for head in _heads(tokens, entities)
    )


def _heads(tokens: TokenSpan, entities: Mapping[int, TokenSpan]) -> Iterator[Token]:
    for token in tokens:
        entity = entities.get(token.i)
        if entity is not None:
            if token.i == entity.root.i and entity.label_ not in _NUMERIC_ENTITIES:
                yield token
        elif _may_name(token):
            yield token


def _may_name(token: Token) -> bool:
    if token.tag_ in _PERSON_TAGS:
        return True
    if token.pos_ not in _NOMINAL or not token.text[0].isalpha():
        return False
    return token.lower_ not in _WORDS_WITHOUT_REFERENT and token.dep_ != "expl"


_INSIDE = frozenset({"compound", "amod", "nmod", "poss", "nummod", "det", "case", "quantmod"})


def phrase_of(head: Token, within: TokenSpan, entity: TokenSpan | None) -> TokenSpan:
    """Gives the noun phrase of a head: its modifiers in front, the rest of its name behind.

    For a modifier (a nationality adjective, a possessor) it is the modifier's own phrase.

    Args:
        head: The head.
        within: Its sentence.
        entity: The named entity that it is part of, or None.
    """
    start = end = head.i
    for child in head.lefts:
        if child.dep_ in _INSIDE:
            start = min(start, child.left_edge.i)
    if entity is not None:
        start, end = min(start, entity.start), max(end, entity.end - 1)
    start = max(start, within.start)
    if head.ent_type_ in _COUNTRY_ENTITIES and _is_hyphened(head):
        start = head.i
    while start < head.i and not _may_begin(head.doc[start]):
        start += 1
    return head.doc[start : end + 1]


def _is_hyphened(head: Token) -> bool:
    """Whether a name is the second half of a pair: "China" in "Russia-China talks"."""
    before = head.doc[head.i - 1] if head.i > 0 else None
    return before is not None and before.text in ("-", "–") and not before.whitespace_


def _may_begin(token: Token) -> bool:
    return token.dep_ not in ("det", "punct", "cc") and token.pos_ not in ("SPACE", "SCONJ")


def head_of(tokens: Sequence[Token] | TokenSpan) -> Token:
    """Gives the token of a run that stands highest in the parse, the first if there are several."""
    inside = {token.i for token in tokens}
    for token in tokens:
        if token.head.i not in inside or token.head.i == token.i:
            return token
    return tokens[0]

"""Turns annotated articles into examples for the encoder with its heads.

Every window becomes one `WindowExample`: word pieces, a trigger label for every token, and for
every gold trigger its status, whether it is mutual, and a role for every party candidate.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Token
from tokenizers import Tokenizer

from communique.language import Sentence
from communique.reading.events.candidates import head_of
from communique.reading.events.paths import relation
from communique.reading.events.windows import Window, pack
from communique.reading.ground import Ground, ReadGround
from communique.records import ArticleField, EventType, Span, Status
from communique.training.groundwork import agreeing, prepare

TYPES = tuple(EventType)
STATUSES = tuple(Status)
UNKNOWN = -1


@dataclass(slots=True)
class PairExample:
    """One candidate of one trigger: features and whether it acts or receives."""

    position: int
    labels: tuple[str, ...]
    actor: int
    recipient: int


@dataclass(slots=True)
class TriggerExample:
    """One gold trigger in a window.

    Attributes:
        position: Where the first word piece of its head stands.
        type: Number of its type; UNKNOWN where only the status is annotated.
        statuses: Numbers of the statuses that may be right; several where the annotation does not
            tell them apart.
        mutual: Whether all parties do the same (1 or 0), or UNKNOWN.
        pairs: The candidates.
    """

    position: int
    type: int
    statuses: tuple[int, ...]
    mutual: int
    pairs: list[PairExample] = field(default_factory=list)


@dataclass(slots=True)
class WindowExample:
    """What the encoder learns from at once; `weight` is how much it counts."""

    article: str
    weight: float
    pieces: tuple[int, ...]
    token_positions: list[int]
    token_labels: list[int]
    token_alternatives: list[int]
    triggers: list[TriggerExample]


@dataclass(frozen=True, slots=True)
class _GoldMention:
    event: dict[str, Any]
    trigger: Span
    first: bool


def span_of(data: dict[str, Any]) -> Span:
    """Reads a span in the contract's form."""
    return Span(ArticleField(data["field"]), data["start"], data["end"], data["text"])


def article_examples(
    rows: Iterable[dict[str, Any]],
    ground: Ground,
    tokenizer: Tokenizer,
    *,
    weight: float = 1.0,
) -> Iterator[WindowExample]:
    """Makes the examples of annotated articles, each with the weight."""
    for row in rows:
        prepared = prepare(row, ground)
        mentions = list(_gold_mentions(row["events"]))
        for window in pack(prepared.parsed.sentences, tokenizer):
            yield _example(row["id"], weight, window, mentions, prepared)


def _gold_mentions(events: Iterable[dict[str, Any]]) -> Iterator[_GoldMention]:
    for event in events:
        for number, mention in enumerate(event["mentions"]):
            yield _GoldMention(event, span_of(mention["trigger"]), number == 0)


def _example(
    article: str,
    weight: float,
    window: Window,
    mentions: list[_GoldMention],
    prepared: ReadGround,
) -> WindowExample:
    example = WindowExample(article, weight, window.pieces, [], [], [], [])
    for sentence, positions in zip(window.sentences, window.positions, strict=True):
        found = [(m, _trigger_tokens(sentence, m.trigger)) for m in mentions]
        inside = [(m, tokens) for m, tokens in found if tokens]
        _label_tokens(example, sentence, positions, inside)
        for mention, tokens in inside:
            trigger = _trigger_example(mention, tokens, sentence, positions, prepared)
            if trigger is not None:
                example.triggers.append(trigger)
    return example


def _trigger_tokens(sentence: Sentence, trigger: Span) -> list[Token]:
    tokens = sentence.tokens_in(trigger)
    return list(tokens) if tokens is not None else []


def trigger_position(trigger: Span, sentence: Sentence, positions: tuple[int, ...]) -> int | None:
    """Gives the place of the head of a trigger, or None where the window does not hold it."""
    tokens = _trigger_tokens(sentence, trigger)
    position = positions[head_of(tokens).i - sentence.tokens.start] if tokens else UNKNOWN
    return position if position >= 0 else None


def _label_tokens(
    example: WindowExample,
    sentence: Sentence,
    positions: tuple[int, ...],
    inside: list[tuple[_GoldMention, list[Token]]],
) -> None:
    labels = {token.i: 0 for token in sentence.tokens}
    alternatives = dict(labels)
    for mention, tokens in inside:
        for token in tokens:
            if labels[token.i] == 0:
                labels[token.i] = 1 + TYPES.index(EventType(mention.event["type"]))
                if mention.event["alt"]:
                    alternatives[token.i] = 1 + TYPES.index(EventType(mention.event["alt"][0]))
    for token, position in zip(sentence.tokens, positions, strict=True):
        if position >= 0:
            example.token_positions.append(position)
            example.token_labels.append(labels[token.i])
            example.token_alternatives.append(alternatives[token.i])


def _trigger_example(
    mention: _GoldMention,
    tokens: list[Token],
    sentence: Sentence,
    positions: tuple[int, ...],
    prepared: ReadGround,
) -> TriggerExample | None:
    head = head_of(tokens)
    begin = sentence.tokens.start
    position = positions[head.i - begin]
    if position < 0:
        return None
    event = mention.event
    trigger = TriggerExample(
        position=position,
        type=TYPES.index(EventType(event["type"])),
        statuses=(STATUSES.index(Status(event["status"])),),
        mutual=int(event["mutual"]),
    )
    actor, recipient = (
        _Roles.of(event[side], sentence, prepared, first=mention.first)
        for side in ("actors", "recipients")
    )
    for candidate in prepared.candidates[sentence.index]:
        place = positions[candidate.head.i - begin]
        if place >= 0:
            labels = relation(candidate.head, head).labels
            roles = actor.role(candidate.head), recipient.role(candidate.head)
            trigger.pairs.append(PairExample(place, labels, *roles))
    return trigger


@dataclass(frozen=True, slots=True)
class _Roles:
    """Which words of a sentence name the parties of one side of an event.

    The annotation marks the best name of every party, which may stand in another sentence. There,
    a candidate that stands for the party takes its place; of several no one can tell.

    Attributes:
        named: Heads of the words that the annotation marks, or that are the party's own name.
        agreeing: Heads of the candidates that stand for one of the parties, where none is named.
        hidden: Whether there are parties, but no candidate is known to be one.
    """

    named: frozenset[int]
    agreeing: frozenset[int]
    hidden: bool

    @classmethod
    def of(
        cls,
        parties: list[dict[str, Any]],
        sentence: Sentence,
        prepared: ReadGround,
        *,
        first: bool,
    ) -> _Roles:
        spans = [span_of(party["span"]) for party in parties if party.get("span")] if first else []
        marked = [tokens for s in spans if (tokens := sentence.tokens_in(s)) is not None]
        named = {head_of(tokens).i for tokens in marked}
        if not first:
            heads = (c.head for c in prepared.candidates[sentence.index])
            named = {h.i for h in heads if any(_names(h, party["name"]) for party in parties)}
        stand_in = frozenset() if named else frozenset(agreeing(prepared, sentence, parties))
        return cls(frozenset(named), stand_in, bool(parties) and not named and not stand_in)

    def role(self, head: Token) -> int:
        """1 where the candidate is a party, 0 where not, UNKNOWN where nobody can tell."""
        if self.named:
            return int(head.i in self.named)
        if head.i in self.agreeing:
            return 1 if len(self.agreeing) == 1 else UNKNOWN
        return UNKNOWN if self.hidden and head.pos_ in ("PROPN", "PRON") else 0


def _names(head: Token, name: str) -> bool:
    return len(head.text) > 2 and head.text.lower() in name.lower().split()


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Reads JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]

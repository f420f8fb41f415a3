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

from communique.language import LanguageModel, Sentence
from communique.reading.events.candidates import head_of, party_candidates
from communique.reading.events.paths import relation
from communique.reading.events.windows import Window, pack
from communique.records import Article, ArticleField, EventType, Span, Status

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
    """One gold trigger in a window."""

    position: int
    type: int
    status: int
    mutual: int
    pairs: list[PairExample] = field(default_factory=list)


@dataclass(slots=True)
class WindowExample:
    """What the encoder learns from at once."""

    article: str
    pieces: tuple[int, ...]
    token_positions: list[int]
    token_labels: list[int]
    token_alternatives: list[int]
    token_tags: list[str]
    sentences: list[int]
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
    rows: Iterable[dict[str, Any]], model: LanguageModel, tokenizer: Tokenizer
) -> Iterator[WindowExample]:
    """Makes the examples of annotated articles."""
    for row in rows:
        parsed = model.parse(Article(row["id"], row["title"] or "", row["text"]))
        mentions = list(_gold_mentions(row["events"]))
        for window in pack(parsed.sentences, tokenizer):
            yield _example(row["id"], window, mentions)


def _gold_mentions(events: Iterable[dict[str, Any]]) -> Iterator[_GoldMention]:
    for event in events:
        for number, mention in enumerate(event["mentions"]):
            yield _GoldMention(event, span_of(mention["trigger"]), number == 0)


def _example(article: str, window: Window, mentions: list[_GoldMention]) -> WindowExample:
    example = WindowExample(article, window.pieces, [], [], [], [], [], [])
    for sentence, positions in zip(window.sentences, window.positions, strict=True):
        found = [(m, _trigger_tokens(sentence, m.trigger)) for m in mentions]
        inside = [(m, tokens) for m, tokens in found if tokens]
        _label_tokens(example, sentence, positions, inside)
        for mention, tokens in inside:
            trigger = _trigger_example(mention, tokens, sentence, positions)
            if trigger is not None:
                example.triggers.append(trigger)
    return example


def _trigger_tokens(sentence: Sentence, trigger: Span) -> list[Token]:
    tokens = sentence.tokens_in(trigger)
    return list(tokens) if tokens is not None else []


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
            example.token_tags.append(token.tag_)
            example.sentences.append(sentence.index)


def _trigger_example(
    mention: _GoldMention, tokens: list[Token], sentence: Sentence, positions: tuple[int, ...]
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
        status=STATUSES.index(Status(event["status"])),
        mutual=int(event["mutual"]),
    )
    for candidate in party_candidates(sentence):
        place = positions[candidate.head.i - begin]
        if place < 0:
            continue
        actor = _role(event["actors"], candidate.head, sentence, first=mention.first)
        recipient = _role(event["recipients"], candidate.head, sentence, first=mention.first)
        labels = relation(candidate.head, head).labels
        trigger.pairs.append(PairExample(place, labels, actor, recipient))
    return trigger


def _role(parties: list[dict[str, Any]], head: Token, sentence: Sentence, *, first: bool) -> int:
    """1 when the candidate is named as a party, 0 when not, UNKNOWN where the gold cannot tell."""
    for party in parties:
        if first and party.get("span"):
            tokens = sentence.tokens_in(span_of(party["span"]))
            if tokens is not None and head_of(tokens).i == head.i:
                return 1
        elif not first and _names(head, party["name"]):
            return 1
    if first:
        return 0
    return UNKNOWN if head.pos_ in ("PROPN", "PRON") else 0


def _names(head: Token, name: str) -> bool:
    return len(head.text) > 2 and head.text.lower() in name.lower().split()


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Reads JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]

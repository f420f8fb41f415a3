"""Windows: consecutive sentences packed together for the encoder.

A sentence is read with its neighbours at no extra cost: every word piece stands in exactly one
window, and attention within the window gives the context.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from communique.language import Sentence

WINDOW_PIECES = 96
"""Word pieces that a window aims at; measured on 500-word articles: 64 to 128 cost the same."""

LONGEST_WINDOW = 224
"""Word pieces after which a single long sentence is cut."""

START, SEPARATOR = 101, 102
"""Ids of [CLS] and [SEP] in the vocabulary of BERT, uncased."""

_MARKS = (("<s>", "</s>"), ("[CLS]", "[SEP]"))
"""How encoders name what stands in front of a text and after a sentence: MPNet's, whose vocabulary
holds BERT's as well, and BERT's."""


def marks_of(tokenizer: Tokenizer) -> tuple[int, int]:
    """Gives the ids of what stands in front of a window and after every sentence.

    Raises:
        ValueError: When the tokenizer knows neither BERT's marks nor MPNet's.
    """
    for start, separator in _MARKS:
        first, after = tokenizer.token_to_id(start), tokenizer.token_to_id(separator)
        if first is not None and after is not None:
            return first, after
    raise ValueError("the tokenizer has neither [CLS] and [SEP] nor <s> and </s>")


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once.

    Attributes:
        sentences: The sentences, in order.
        pieces: Ids of word pieces with [CLS] in front and [SEP] after every sentence.
        positions: For every sentence, for every token, the index in `pieces` of the token's first
            word piece; -1 where it was cut off or has none.
    """

    sentences: tuple[Sentence, ...]
    pieces: tuple[int, ...]
    positions: tuple[tuple[int, ...], ...]


def pack(
    sentences: Sequence[Sentence], tokenizer: Tokenizer, *, size: int = WINDOW_PIECES
) -> Iterator[Window]:
    """Packs consecutive sentences into windows of about `size` word pieces."""
    encodings = tokenizer.encode_batch([s.tokens.text for s in sentences], add_special_tokens=False)
    marks = marks_of(tokenizer)
    group: list[tuple[Sentence, list[int], list[int]]] = []
    length = 1
    for sentence, encoding in zip(sentences, encodings, strict=True):
        ids = encoding.ids[: LONGEST_WINDOW - 2]
        starts = _first_pieces(sentence, encoding.offsets[: len(ids)])
        if group and length + len(ids) + 1 > size:
            yield _window(group, *marks)
            group, length = [], 1
        group.append((sentence, ids, starts))
        length += len(ids) + 1
    if group:
        yield _window(group, *marks)


def _first_pieces(sentence: Sentence, offsets: Iterable[tuple[int, int]]) -> list[int]:
    """Finds for every token the first word piece that begins in it, or -1."""
    begin = int(sentence.tokens.start_char)
    spans = list(offsets)
    found: list[int] = []
    at = 0
    for token in sentence.tokens:
        start = int(token.idx) - begin
        end = start + len(token)
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        inside = at < len(spans) and spans[at][0] < end
        found.append(at if inside else -1)
    return found


def _window(
    group: Sequence[tuple[Sentence, list[int], list[int]]], start: int, separator: int
) -> Window:
    pieces = [start]
    positions: list[tuple[int, ...]] = []
    for _, ids, starts in group:
        base = len(pieces)
        positions.append(tuple(base + at if at >= 0 else -1 for at in starts))
        pieces.extend(ids)
        pieces.append(separator)
    return Window(tuple(part[0] for part in group), tuple(pieces), tuple(positions))

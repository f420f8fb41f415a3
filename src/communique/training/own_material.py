"""What the types of an own codebook are learned from: words in sentences, as the encoder sees them.

Told of by filled templates and status frames of the codebook and by the user's annotated articles;
not told of by PLOVER's templates, the sentences without event and the project's own gold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from communique.evaluation.gold import GoldArticle, load_gold
from communique.evaluation.measure import own_gold
from communique.language import LanguageModel, Sentence
from communique.ontology.codebook import PACKAGED, Codebook
from communique.reading.events.network import Array, Network
from communique.reading.events.windows import pack
from communique.records import Article, ArticleField, EventType, Span
from communique.training.templates import frame_rows, template_rows

COPIES = 6
FRAME_COPIES = 8
"""Fillings of every own template, and of every frame with an own verb; tried with one codebook."""

OTHER_COPIES = 1
OTHER_FRAME_COPIES = 4
"""The same of PLOVER's; two thousand sentences are enough to say what an own type is not."""

SEED = 7

Labels = npt.NDArray[np.int64]
UNKNOWN = -1
"""Label of words of which nobody can tell whether they tell of an own type."""


class Origin(Enum):
    """Where a sentence comes from."""

    TEMPLATE = "templates"
    ARTICLE = "articles"
    OTHER = "others"


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence, and what it comes from: sentences of one origin and name are held out together.

    Attributes:
        origin: Kind of origin.
        name: Which template, verb or article.
        first: Its first row in the table.
        last: The row after its last.
    """

    origin: Origin
    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class WordTable:
    """Words in sentences, a row each.

    Attributes:
        states: The encoder's states.
        labels: Number of the own type that a word tells of, counted from 1; 0 for none.
        sources: The sentences.
    """

    states: Array
    labels: Labels
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A text with the words in it that tell of a type; None where nobody can tell."""

    origin: Origin
    name: str
    article: Article
    triggers: tuple[tuple[Span, int], ...]


def gather(
    folder: Path,
    book: Codebook,
    articles: Sequence[Path],
    network: Network,
    language: LanguageModel,
) -> WordTable:
    """Makes the table of an own codebook.

    Args:
        folder: The codebook.
        book: The same, read and checked.
        articles: Files of articles annotated by it, in the form of gold.
        network: The model that is extended.
        language: Parses the sentences.

    Raises:
        ValueError: When a file of articles is not of the form, or tells of an unknown type.
    """
    numbers = own_numbers(book)
    texts = [*_templates(folder, numbers), *_articles(articles, book, numbers), *_others(book)]
    states: list[Array] = []
    labels: list[Labels] = []
    sources: list[Source] = []
    rows = 0
    for told in texts:
        for sentence, positions, found in _sentences(told.article, network, language):
            kept = [at for at, position in enumerate(positions) if position >= 0]
            states.append(found[[positions[at] for at in kept]])
            labels.append(_labels(sentence, told.triggers)[kept])
            sources.append(Source(told.origin, told.name, rows, rows + len(kept)))
            rows += len(kept)
    return WordTable(np.concatenate(states), np.concatenate(labels), tuple(sources))


def own_numbers(book: Codebook) -> dict[str, int]:
    """Numbers the own types of a codebook from 1."""
    names = [entry.name for entry in book.types if entry.name not in EventType.__members__]
    return {name: number for number, name in enumerate(names, start=1)}


def _sentences(
    article: Article, network: Network, language: LanguageModel
) -> Iterator[tuple[Sentence, tuple[int, ...], Array]]:
    for window in pack(language.parse(article).sentences, network.tokenizer):
        states = network.states(window.pieces)
        for sentence, positions in zip(window.sentences, window.positions, strict=True):
            yield sentence, positions, states


def _labels(sentence: Sentence, triggers: Iterable[tuple[Span, int]]) -> Labels:
    found = np.zeros(len(sentence.tokens), dtype=np.int64)
    for span, label in triggers:
        tokens = sentence.tokens_in(span)
        for token in tokens if tokens is not None else ():
            at = token.i - sentence.tokens.start
            if 0 <= at < len(found) and found[at] == 0:
                found[at] = label
    return found


def _templates(folder: Path, numbers: Mapping[str, int]) -> Iterator[_Told]:
    """Gives the filled templates: the codebook's own, then PLOVER's."""
    for row in template_rows(folder, copies=COPIES, seed=SEED):
        yield _of_row(row, numbers, own=f"template {_number(row) // COPIES}")
    for row in frame_rows(folder, each=FRAME_COPIES, seed=SEED):
        yield _of_row(row, numbers, own=f"verb {_first_trigger(row)}")
    for row in template_rows(PACKAGED, copies=OTHER_COPIES, seed=SEED):
        yield _of_row(row, numbers, own="")
    for row in frame_rows(PACKAGED, each=OTHER_FRAME_COPIES, seed=SEED):
        yield _of_row(row, numbers, own="")


def _of_row(row: Mapping[str, Any], numbers: Mapping[str, int], *, own: str) -> _Told:
    triggers = tuple(
        (_span(mention["trigger"]), numbers.get(event["type"], 0))
        for event in row["events"]
        for mention in event["mentions"]
    )
    article = Article(row["id"], "", row["text"])
    if own:
        return _Told(Origin.TEMPLATE, own, article, triggers)
    return _Told(Origin.OTHER, row["id"], article, triggers)


def _number(row: Mapping[str, Any]) -> int:
    return int(row["id"].rpartition("-")[2]) - 1


def _first_trigger(row: Mapping[str, Any]) -> str:
    return str(row["events"][0]["mentions"][0]["trigger"]["text"]) if row["events"] else ""


def _span(data: Mapping[str, Any]) -> Span:
    return Span(ArticleField(data["field"]), data["start"], data["end"], data["text"])


def _articles(paths: Sequence[Path], book: Codebook, numbers: Mapping[str, int]) -> Iterator[_Told]:
    """Gives the user's articles, annotated by the codebook."""
    known = {*EventType.__members__, *(entry.name for entry in book.types)}
    for path in paths:
        for gold in load_gold(path):
            events = [told.event for told in gold.events or ()]
            for unknown in sorted({event.type.value for event in events} - known):
                raise ValueError(f"{path}: the codebook has no type {unknown}")
            triggers = tuple(
                (mention.trigger, numbers.get(event.type.value, 0))
                for event in events
                for mention in event.mentions
            )
            yield _Told(Origin.ARTICLE, gold.article.id, gold.article, triggers)


def _others(book: Codebook) -> Iterator[_Told]:
    """Gives the project's gold, which was annotated without the own types.

    What it gives to a type that an own one is like, or is taken for, may be of the own one.
    """
    folder = own_gold()
    own = [entry for entry in book.types if entry.name not in EventType.__members__]
    doubtful = {entry.like.value for entry in own}
    doubtful |= {confusion.type for entry in own for confusion in entry.confusions}
    for gold in load_gold(folder) if folder is not None else ():
        triggers = tuple(_doubtful(gold, doubtful))
        yield _Told(Origin.OTHER, gold.article.id, gold.article, triggers)


def _doubtful(gold: GoldArticle, types: set[str]) -> Iterator[tuple[Span, int]]:
    for told in gold.events or ():
        label = UNKNOWN if {kind.value for kind in told.types} & types else 0
        yield from ((mention.trigger, label) for mention in told.event.mentions)

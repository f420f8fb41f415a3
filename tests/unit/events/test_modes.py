"""The examples and counter-examples of modes.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from communique.language import LanguageModel
from communique.ontology.codebook import Codebook
from communique.reading.events.candidates import head_of
from communique.reading.events.modes import MODES_FILE, load_modes, mode_of
from communique.records import Article, ArticleField, EventType

DATA: dict[str, list[dict[str, Any]]] = yaml.safe_load(MODES_FILE.read_text(encoding="utf-8"))


def sentences(key: str) -> Iterator[tuple[str, str, str]]:
    for kind, modes in DATA.items():
        for entry in modes:
            for text in entry.get(key, ()):
                yield kind, entry["mode"], text


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel()


def mode_in(model: LanguageModel, kind: EventType, marked: str) -> str | None:
    start, end = marked.index("["), marked.index("]") - 1
    article = Article("test", "", marked.replace("[", "").replace("]", ""))
    span = article.span(ArticleField.TEXT, start, end)
    sentence = model.parse(article).sentence_at(span)
    assert sentence is not None
    words = sentence.tokens_in(span)
    assert words is not None
    return mode_of(load_modes().get(kind, ()), words, head_of(words), sentence)


@pytest.mark.model
@pytest.mark.parametrize(("kind", "mode", "text"), list(sentences("examples")))
def test_examples(model: LanguageModel, kind: str, mode: str, text: str) -> None:
    assert mode_in(model, EventType(kind), text) == mode


@pytest.mark.model
@pytest.mark.parametrize(("kind", "mode", "text"), list(sentences("counter_examples")))
def test_counter_examples(model: LanguageModel, kind: str, mode: str, text: str) -> None:
    assert mode_in(model, EventType(kind), text) != mode


@pytest.mark.model
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CONSULT", "The two ministers [met] in Oslo."),
        ("ASSAULT", "The army [attacked] the town."),
        ("COERCE", "The army [took power] on Monday."),
        ("AGREE", "Rome [promised] to phone the island."),
    ],
)
def test_no_mode_where_it_is_not_plain(model: LanguageModel, kind: str, text: str) -> None:
    assert mode_in(model, EventType(kind), text) is None


def test_the_modes_are_those_of_the_codebook() -> None:
    book = Codebook.load()
    for kind, cues in load_modes().items():
        assert {cue.mode for cue in cues} == {mode.name for mode in book.type(kind).modes}

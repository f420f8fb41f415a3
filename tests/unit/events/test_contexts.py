"""The examples and counter-examples of context_cues.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import spacy
import yaml

from communique.language import ParsedArticle, Sentence, lay_out
from communique.ontology.codebook import Codebook
from communique.reading.events.contexts import CONTEXTS_FILE, MOST, contexts_of
from communique.records import Article, ArticleField, EventType

DATA: dict[str, dict[str, Any]] = yaml.safe_load(CONTEXTS_FILE.read_text(encoding="utf-8"))
WORDS = spacy.blank("en")


def sentences(key: str) -> Iterator[tuple[str, str]]:
    for context, entry in DATA.items():
        for text in entry[key]:
            yield context, text


def contexts(text: str, kind: EventType, title: str = "") -> tuple[str, ...]:
    article = Article("test", title, text)
    sentence = Sentence(1, 1, ArticleField.TEXT, 0, WORDS(text)[:], text)
    return contexts_of(ParsedArticle(article, lay_out(article), (sentence,)), kind, sentence)


def kind_for(context: str) -> EventType:
    types = DATA[context]["types"]
    return EventType(types[0]) if types else EventType.ACCUSE


@pytest.mark.parametrize(("context", "text"), list(sentences("examples")))
def test_examples(context: str, text: str) -> None:
    assert context in contexts(text, kind_for(context))


@pytest.mark.parametrize(("context", "text"), list(sentences("counter_examples")))
def test_counter_examples(context: str, text: str) -> None:
    assert context not in contexts(text, EventType.AGREE)


def test_a_weak_word_needs_the_type_or_the_title() -> None:
    text = "The two premiers opened talks on a canal."
    assert contexts(text, EventType.REJECT) == ()
    assert contexts(text, EventType.CONSULT) == ("diplomatic",)
    assert contexts(text, EventType.REJECT, title="Envoys gather") == ("diplomatic",)


def test_words_count_whole() -> None:
    assert "legal" not in contexts("They courted the townsfolk.", EventType.AGREE)
    assert "military" in contexts("The army's men left.", EventType.AGREE)
    assert "military" in contexts("Both armies, navies and troops left.", EventType.AGREE)


def test_no_more_than_three() -> None:
    text = "The army, a court, the senate and a bank met hackers, migrants and peacekeepers."
    assert len(contexts(text, EventType.CONSULT)) == MOST


def test_the_contexts_are_those_of_the_codebook() -> None:
    assert set(DATA) == {context.name for context in Codebook.load().contexts}

"""The examples and counter-examples of status_cues.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from communique.language import LanguageModel
from communique.reading.events.candidates import head_of
from communique.reading.events.status_cues import (
    CUES_FILE,
    StatusCue,
    load_rules,
    status_cue,
)
from communique.records import Article, ArticleField, EventType, Status

pytestmark = pytest.mark.model

DATA: dict[str, Any] = yaml.safe_load(CUES_FILE.read_text(encoding="utf-8"))


def examples() -> Iterator[tuple[str, dict[str, str]]]:
    for rule in DATA["rules"]:
        for example in rule["examples"]:
            given = example if isinstance(example, dict) else {"text": example}
            yield rule["name"], {"status": rule["status"], **given}


def counter_examples() -> Iterator[tuple[str, str]]:
    for rule in DATA["rules"]:
        for text in rule.get("counter_examples", ()):
            yield rule["name"], text


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel()


def cue_of(model: LanguageModel, marked: str, field: ArticleField) -> StatusCue | None:
    start, end = marked.index("["), marked.index("]") - 1
    plain = marked.replace("[", "").replace("]", "")
    title = field is ArticleField.TITLE
    article = Article("test", plain if title else "", "" if title else plain)
    span = article.span(field, start, end)
    parsed = model.parse(article)
    sentence = parsed.sentence_at(span)
    assert sentence is not None
    tokens = sentence.tokens_in(span)
    assert tokens is not None
    return status_cue(head_of(tokens), sentence)


@pytest.mark.parametrize(("rule", "example"), list(examples()))
def test_examples(model: LanguageModel, rule: str, example: dict[str, str]) -> None:
    field = ArticleField.TITLE if "title" in example else ArticleField.TEXT
    cue = cue_of(model, example.get("title") or example["text"], field)
    assert cue is not None
    assert (cue.rule, cue.status) == (rule, Status(example["status"]))


@pytest.mark.parametrize(("rule", "text"), list(counter_examples()))
def test_counter_examples(model: LanguageModel, rule: str, text: str) -> None:
    cue = cue_of(model, text, ArticleField.TEXT)
    assert cue is None or cue.rule != rule


@pytest.mark.parametrize(
    "text",
    [
        "Kenya [expelled] the envoy on Monday.",
        "The court went ahead and [convicted] the general.",
        "The two presidents [met] in Oslo after months of silence.",
        "Rebels [attacked] the port, killing six soldiers.",
    ],
)
def test_plain_telling_has_no_cue(model: LanguageModel, text: str) -> None:
    assert cue_of(model, text, ArticleField.TEXT) is None


def test_the_words_of_the_cue_are_given(model: LanguageModel) -> None:
    cue = cue_of(model, "The chancellor will [visit] Nairobi.", ArticleField.TEXT)
    assert cue is not None
    assert (cue.words.text, cue.words.start) == ("will", 15)


def test_speech_acts_are_measured_apart(model: LanguageModel) -> None:
    cue = cue_of(model, "The chancellor will [visit] Nairobi.", ArticleField.TEXT)
    assert cue is not None
    assert cue.precision(EventType.CONSULT) == cue.of_deeds
    assert cue.precision(EventType.AGREE) == cue.of_speech_acts


def test_no_word_stands_under_two_rules() -> None:
    pairs = [
        (position, word)
        for rule in DATA["rules"]
        for position in rule["positions"]
        for word in set(rule["words"])
    ]
    assert sorted({p for p in pairs if pairs.count(p) > 1}) == []


def test_every_status_but_occurred_has_a_strength() -> None:
    assert set(load_rules().strength) == set(Status) - {Status.OCCURRED}

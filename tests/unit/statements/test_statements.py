"""The examples of cues.yaml and the cases of tests/cases."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from communique.language import LanguageModel
from communique.reading.statements import RawStatement, find_statements
from communique.records import Article

pytestmark = pytest.mark.model
CASES = Path(__file__).parents[2] / "cases" / "statements.yaml"
MARKS = re.compile(r"\{[SC]:(.*?)\}|\[(.*?)\]")


@pytest.fixture(scope="session")
def model(language_model: LanguageModel) -> LanguageModel:
    return language_model


def find(model: LanguageModel, text: str, title: str = "") -> tuple[RawStatement, ...]:
    return find_statements(model.parse(Article("test", title, text)))


def letters(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


def examples() -> list[dict]:
    source = files("communique.reading.statements").joinpath("cues.yaml")
    groups = yaml.safe_load(source.read_text(encoding="utf-8"))["verbs"]
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [{"text": text} for group in groups for text in group["examples"]] + cases


@pytest.mark.parametrize("case", examples(), ids=lambda case: case["text"])
def test_statement(model: LanguageModel, case: dict) -> None:
    marked = case["text"]
    found = find(model, MARKS.sub(lambda match: match[1] or match[2], marked))
    assert len(found) == 1
    statement = found[0]
    speaker = re.search(r"\{S:(.*?)\}", marked)
    cue = re.search(r"\{C:(.*?)\}", marked)
    assert (statement.speaker_span.text if statement.speaker_span else None) == (
        speaker[1] if speaker else None
    )
    assert cue is not None
    assert statement.cue is not None
    assert statement.cue.text.split()[0] == cue[1]
    if not case.get("loose"):
        wanted = [letters(text) for text in re.findall(r"\[(.*?)\]", marked)]
        assert [letters(span.text) for span in statement.content] == wanted
    assert statement.direct == case.get("direct", "[“" in marked)
    for name in {"addressee", "channel"} & case.keys():
        assert getattr(statement, name).text == case[name]


def test_a_quotation_goes_on_in_the_next_paragraph(model: LanguageModel) -> None:
    text = "“We will reopen the border,” she said. “It has been long.\n“It is time to trade again.”"
    (statement,) = find(model, text)
    assert [span.text for span in statement.content] == [
        "We will reopen the border,",
        "It has been long.",
        "It is time to trade again.",
    ]
    assert statement.direct


def test_scare_quotes_are_not_speech(model: LanguageModel) -> None:
    assert find(model, "The “peace park” opened on Monday.") == ()


def test_headline_with_a_colon(model: LanguageModel) -> None:
    (statement,) = find(model, "Wekesa flew to Nairobi.", title="Wekesa: border stays open")
    assert statement.speaker_span is not None
    assert statement.speaker_span.text == "Wekesa"
    assert statement.content[0].text == "border stays open"


def test_transcript(model: LanguageModel) -> None:
    text = "HOST: Is the border open?\nWEKESA: It is open to all."
    assert [span.speaker_span.text for span in find(model, text) if span.speaker_span] == [
        "HOST",
        "WEKESA",
    ]


def test_antecedent_of_a_relative_pronoun(model: LanguageModel) -> None:
    (statement,) = find(model, "The envoy, who warned that the truce was failing, left.")
    assert statement.antecedent is not None
    assert statement.antecedent.text == "The envoy"

"""The examples and counter-examples of expressions.yaml, and the cases of tests/cases."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from communique.language import LanguageModel
from communique.reading.times import read_times
from communique.records import Article, Time

pytestmark = pytest.mark.model
PUBLISHED = date(2014, 3, 12)
CASES = Path(__file__).parents[2] / "cases" / "times.yaml"


@pytest.fixture(scope="session")
def model(language_model: LanguageModel) -> LanguageModel:
    return language_model


def forms() -> list[dict]:
    source = files("communique.reading.times").joinpath("expressions.yaml")
    return yaml.safe_load(source.read_text(encoding="utf-8"))["forms"]


def examples() -> list[dict]:
    return [example for form in forms() for example in form["examples"]]


def read(model: LanguageModel, text: str, published: date | None) -> tuple[Time, ...]:
    return read_times(model.parse(Article("test", "", text, published)))


def marks(marked: str) -> list[tuple[int, str]]:
    """Gives offset in the text without brackets and words of each marked expression."""
    return [
        (match.start() - 2 * number, match[1])
        for number, match in enumerate(re.finditer(r"\[(.*?)\]", marked))
    ]


def check(model: LanguageModel, example: dict) -> None:
    values = example["value"] if isinstance(example["value"], list) else [example["value"]]
    published = example.get("published", PUBLISHED)
    times = read(model, re.sub(r"[\[\]]", "", example["text"]), published)
    found = {(time.span.start, time.span.text): time.edtf for time in times}
    wanted = marks(example["text"])
    assert [(text, found.get((at, text), "not found")) for at, text in wanted] == [
        (text, value) for (_, text), value in zip(wanted, values, strict=True)
    ]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example["text"])
def test_example_of_a_form(model: LanguageModel, example: dict) -> None:
    check(model, example)


@pytest.mark.parametrize(
    "text", [text for form in forms() for text in form.get("counter", [])], ids=str
)
def test_counter_example_holds_no_time(model: LanguageModel, text: str) -> None:
    assert read(model, text, PUBLISHED) == ()


@pytest.mark.parametrize(
    "case", yaml.safe_load(CASES.read_text(encoding="utf-8")), ids=lambda case: case["text"][:60]
)
def test_case(model: LanguageModel, case: dict) -> None:
    check(model, case)


def test_every_form_has_an_example_or_a_counter_example() -> None:
    assert [
        form["name"] for form in forms() if not form["examples"] and not form.get("counter")
    ] == []

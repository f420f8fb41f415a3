"""What stands for white space is parsed as plain spaces, and spans have the text as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from communique.language import LanguageModel
from communique.language.white_space import plainly_spaced
from communique.records import Article

CASES = yaml.safe_load(
    Path(__file__).with_name("white_space_cases.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["reason"])
def test_offsets_stay_what_they_are(case: dict[str, str]) -> None:
    text = case["text"].replace("¶", "\t").replace("~", "\xa0")
    parsed = plainly_spaced(text)
    assert parsed == case["parsed"]
    assert len(parsed) == len(text)


@pytest.mark.model
def test_sentences_and_names_are_whole_and_quoted_as_they_stand(
    language_model: LanguageModel,
) -> None:
    first = "Kenya condemned South\xa0Sudan over the raid, a spokesman said."
    second = "It closed the border on\tMonday."
    article = Article("a", "", f"{first} &\\t{second}")
    sentences = language_model.parse(article).sentences
    assert [sentence.text for sentence in sentences] == [first, second]
    for sentence in sentences:
        span = sentence.span
        assert article.text[span.start : span.end] == span.text
    south, sudan = sentences[0].tokens[2:4]
    assert f"{south} {sudan}" == "South Sudan"
    assert sentences[0].span_of(south, sudan).text == "South\xa0Sudan"

"""Which time belongs to which act."""

from __future__ import annotations

from datetime import date

import pytest

from communique.language import LanguageModel
from communique.reading.times import nearest_time, read_times
from communique.records import Article, ArticleField

pytestmark = pytest.mark.model


@pytest.fixture(scope="session")
def model(language_model: LanguageModel) -> LanguageModel:
    return language_model


def found(model: LanguageModel, text: str, trigger: str) -> str | None:
    article = Article("test", "", text, date(2014, 3, 12))
    parsed = model.parse(article)
    start = text.index(trigger)
    span = article.span(ArticleField.TEXT, start, start + len(trigger))
    sentence = parsed.sentence_at(span)
    assert sentence is not None
    time = nearest_time(sentence, span, read_times(parsed))
    return time.span.text if time else None


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Ministers met on Monday after troops attacked the port in February.", "met", "Monday"),
        (
            "Ministers met on Monday after troops attacked the port in February.",
            "attacked",
            "February",
        ),
        ("The minister said on Tuesday that troops had attacked the port.", "attacked", None),
        ("The minister said on Tuesday that troops had attacked the port.", "said", "Tuesday"),
        ("The two sides held talks on Monday.", "talks", "Monday"),
        ("The president met his guests on Monday and signed the pact.", "signed", "Monday"),
        ("The party ruled the island from 2003 to 2011.", "ruled", "2003 to 2011"),
        ("Rebels ruled the island.", "ruled", None),
    ],
)
def test_nearest_time(model: LanguageModel, text: str, trigger: str, wanted: str | None) -> None:
    assert found(model, text, trigger) == wanted

"""Quotation marks of all kinds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.language import ParsedArticle, lay_out
from communique.reading.statements.lexicon import load_cues
from communique.reading.statements.quotations import Quotations
from communique.records import Article, ArticleField


def quoted(text: str) -> list[str]:
    article = Article("test", "", text)
    found = Quotations(ParsedArticle(article, lay_out(article), ()))
    return [
        text[quotation.start : quotation.end]
        for quotation in found.within(ArticleField.TEXT, 0, len(text))
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He said “no” twice.", ["no"]),
        ('He said "no" twice and "yes" once.', ["no", "yes"]),
        ("He said ''no'' twice.", ["no"]),
        ("He said ``no'' twice.", ["no"]),
        ("He said «no» twice.", ["no"]),
        ("He said ‘no,’ twice.", ["no,"]),
        ("It’s the minister’s.", []),
        ("He said “they told me ‘no’ twice” and left.", ["they told me ‘no’ twice"]),
        ("“One.\n“Two.” Three.", ["One.", "Two."]),
        ('"Mixed marks,” he said.', ["Mixed marks,"]),
        ("He said “", []),
        ("“”", []),
    ],
)
def test_quotations(text: str, wanted: list[str]) -> None:
    assert quoted(text) == wanted


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab .,\n\"'“”‘’«»`", max_size=60))
def test_any_marks_are_read(text: str) -> None:
    assert all(piece for piece in quoted(text))


def test_the_lexicon_is_large() -> None:
    assert len(load_cues().verbs) >= 150

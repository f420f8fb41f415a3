"""Odd dates never stop the reading."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.language import ParsedArticle, lay_out
from communique.reading.times import read_times
from communique.reading.times.grammar import load_forms
from communique.reading.times.resolve import resolver_names
from communique.records import Article

PIECES = (
    "0 00 31 30 29 1 99 100 999 1000 2100 9999 99999 480 BC B.C. AD Feb. February May Monday "
    "last next the this that two hundred years days weeks century decade ago later earlier "
    "quarter first fifth half of in to - – , ' s 's and night morning p.m. 25:99 12:30 1990s "
    "'99 2012-02-30 0000-00-00 weekend spring fall twentieth nineteen ninety Juche Christmas "
    "before after year-end same day "
)
WORDS = st.sampled_from(PIECES.split())


def unparsed(text: str, published: date | None) -> ParsedArticle:
    article = Article("test", "", text, published)
    return ParsedArticle(article, lay_out(article), ())


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=30), st.sampled_from([None, date.min, date.max, date(2014, 3, 31)]))
def test_any_words_are_read(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    for time in read_times(unparsed(text, published)):
        assert time.span.text == text[time.span.start : time.span.end]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    read_times(unparsed(text, date(2014, 3, 31)))


def test_forms_name_resolvers_that_exist() -> None:
    assert {form.resolver for form in load_forms()} <= resolver_names()


@pytest.mark.parametrize("text", ["On February 30, 2013 it rained.", "In 0 BC nothing happened."])
def test_days_and_years_that_do_not_exist_have_no_value(text: str) -> None:
    assert all(
        time.edtf is None or "02-30" not in time.edtf for time in read_times(unparsed(text, None))
    )

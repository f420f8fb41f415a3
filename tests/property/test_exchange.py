"""What holds for every reading, whatever its text."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from communique.exchange.contract import reading_from_json, reading_to_json
from communique.exchange.document import to_document, to_line
from communique.exchange.page import to_page
from communique.exchange.table import to_table
from communique.exchange.terminal import account, reader_console
from communique.exchange.untrusted import harmless
from communique.records import (
    Actor,
    Article,
    ArticleField,
    Candidate,
    Event,
    EventMention,
    EventType,
    Explanation,
    Place,
    Reading,
    Resolution,
    Sector,
    Span,
    Statement,
    Status,
    Time,
    When,
)

# Letters, mark-up, controls, direction overrides, lone surrogates, astral characters.
WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab <>&\"'=+-@/\n\r\t\x00\x1b\x85\u2028\u202e\ud800\U0001f600]"),
        st.characters(),
    ),
    min_size=1,
    max_size=40,
)
MAYBE_WORDS = st.none() | WORDS
COUNTRIES = st.none() | st.sampled_from(["KEN", "ETH"])
SECTORS = st.none() | st.sampled_from(list(Sector))
SHARES = st.floats(0, 1)


@st.composite
def spans(draw: st.DrawFn, article: Article) -> Span:
    fields = [field for field in ArticleField if article.field_text(field)]
    field = draw(st.sampled_from(fields))
    start = draw(st.integers(0, len(article.field_text(field)) - 1))
    end = draw(st.integers(start + 1, len(article.field_text(field))))
    return article.span(field, start, end)


@st.composite
def mentions(draw: st.DrawFn, article: Article) -> EventMention:
    evidence = draw(spans(article))
    start = draw(st.integers(evidence.start, evidence.end - 1))
    end = draw(st.integers(start + 1, evidence.end))
    return EventMention(evidence, article.span(evidence.field, start, end))


def actors(article: Article) -> st.SearchStrategy[Actor]:
    candidates = st.builds(Candidate, WORDS, COUNTRIES, SECTORS, SHARES, WORDS)
    resolutions = st.builds(Resolution, WORDS, WORDS, st.lists(candidates, max_size=2).map(tuple))
    return st.builds(
        Actor,
        WORDS,
        COUNTRIES,
        SECTORS,
        MAYBE_WORDS,
        st.none() | spans(article),
        st.none() | resolutions,
    )


def places(article: Article) -> st.SearchStrategy[Place]:
    degrees = st.none() | st.floats(-90, 90)
    ids = st.none() | st.integers(1)
    return st.builds(Place, WORDS, COUNTRIES, degrees, degrees, ids, st.none() | spans(article))


def events(article: Article) -> st.SearchStrategy[Event]:
    parties = st.lists(actors(article), max_size=2).map(tuple)
    scores = st.lists(st.tuples(st.sampled_from(list(EventType)), SHARES), max_size=2).map(tuple)
    notes = st.lists(WORDS, max_size=2).map(tuple)
    return st.builds(
        Event,
        id=WORDS,
        type=st.sampled_from(list(EventType)),
        mode=MAYBE_WORDS,
        mutual=st.booleans(),
        actors=parties,
        recipients=parties,
        mentions=st.lists(mentions(article), min_size=1, max_size=3).map(tuple),
        status=st.sampled_from(list(Status)),
        said_by=parties,
        when=st.none() | st.builds(When, WORDS, st.none() | spans(article), MAYBE_WORDS),
        where=st.none() | places(article),
        confidence=SHARES,
        background=st.booleans(),
        contexts=notes,
        explanation=st.none() | st.builds(Explanation, scores, MAYBE_WORDS, notes),
    )


def statements(article: Article) -> st.SearchStrategy[Statement]:
    maybe_span = st.none() | spans(article)
    return st.builds(
        Statement,
        st.none() | actors(article),
        maybe_span,
        maybe_span,
        st.lists(spans(article), min_size=1, max_size=2).map(tuple),
        st.booleans(),
        maybe_span,
        maybe_span,
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    article = Article(
        id=draw(WORDS),
        title=draw(st.just("") | WORDS),
        text=draw(WORDS),
        published=draw(st.none() | st.dates(date(1000, 1, 1))),
        publisher=draw(MAYBE_WORDS),
        url=draw(MAYBE_WORDS),
    )
    times = st.builds(Time, spans(article), MAYBE_WORDS, MAYBE_WORDS)
    return Reading(
        article,
        draw(st.lists(events(article), max_size=2).map(tuple)),
        draw(st.lists(statements(article), max_size=2).map(tuple)),
        draw(st.lists(times, max_size=2).map(tuple)),
        draw(st.lists(places(article), max_size=2).map(tuple)),
        draw(st.lists(WORDS, max_size=2).map(tuple)),
    )


class Collector(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.references: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "href":
                self.references.append(value or "")
            if name == "id":
                self.ids.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


OWN_TAGS = """
html head meta title style body h1 h2 h3 p span a main article div table caption thead tr th tbody
td ul li b
"""
OWN_ATTRIBUTES = """
lang charset http-equiv content name class id href title scope aria-label aria-labelledby
"""


@settings(max_examples=40, deadline=None)
@given(readings())
def test_a_page_holds_no_markup_but_its_own(reading: Reading) -> None:
    markup = to_page([reading])
    page = Collector(markup)
    assert page.tags <= set(OWN_TAGS.split())
    assert page.attributes <= set(OWN_ATTRIBUTES.split())
    assert all(reference.startswith("#r1e") for reference in page.references)
    assert {reference.removeprefix("#") for reference in page.references} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert harmless(reading.article.text) in "".join(page.words)
    assert markup == harmless(markup)


@settings(max_examples=40, deadline=None)
@given(readings())
def test_json_comes_back_as_it_went(reading: Reading) -> None:
    assert reading_from_json(reading_to_json(reading)) == reading
    line = to_line(reading)
    assert len(line.encode("utf-8").decode("utf-8").splitlines()) == 1
    assert reading_from_json(json.loads(line)) == reading
    document = json.loads("".join(to_document([reading, reading])))
    assert reading_from_json(document["readings"][1]) == reading


@settings(max_examples=40, deadline=None)
@given(readings())
def test_no_cell_of_a_table_is_a_formula(reading: Reading) -> None:
    text = "".join(to_table([reading]))
    text.encode("utf-8")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(rows) == len(reading.events)
    for row in rows:
        for name, cell in zip(header, row, strict=True):
            if name not in {"latitude", "longitude"}:
                assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@settings(max_examples=40, deadline=None)
@given(readings())
def test_an_account_never_drives_the_terminal(reading: Reading) -> None:
    stream = io.StringIO()
    reader_console(stream).print(account(reading, explain=True))
    text = stream.getvalue()
    assert text == harmless(text)
    assert "\r" not in text

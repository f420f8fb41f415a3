from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from communique.analysis import Grain, series, series_of_sums
from communique.evaluation.linking import load_gold
from communique.ledger import EventFilter, Ledger, Maker, Questions
from communique.ledger.pages_acts import Acts, days_of_acts, sums_of_acts
from communique.ledger.pages_articles import ArticlePages
from communique.ledger.pages_events import Between, EventPages
from communique.ledger.pages_statements import latest_statements
from communique.linking.linker import Linker

GOLD = Path(__file__).parents[2] / "cases" / "linking" / "gold.yaml"


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with Ledger(":memory:", sealed=True) as held:
        held.add(load_gold(GOLD).readings, maker=Maker("gold"))
        Linker(held).link()
        yield held


@pytest.mark.parametrize("by", list(Grain))
@pytest.mark.parametrize(
    "acts",
    [
        Acts("KEN"),
        Acts("KEN", "ETH"),
        Acts("KEN", "ETH", both_ways=False),
        Acts("CHN"),
        Acts("CHN", both_ways=False),
        Acts("KEN", "CHN"),
        Acts("ZZZ"),
    ],
)
def test_sums_are_those_of_the_events(ledger: Ledger, acts: Acts, by: Grain) -> None:
    def wanted(actor: str, recipient: str) -> bool:
        sides = [(actor, recipient), (recipient, actor)][: 1 + acts.both_ways]
        return actor != recipient and any(
            own == acts.country and acts.other in (None, other) for own, other in sides
        )

    events = [
        one
        for one in Questions(ledger).all_dyads()
        if one.status == "occurred" and wanted(one.actor, one.recipient)
    ]
    days = [one.day for one in events]
    assert days_of_acts(ledger, acts) == ((min(days), max(days)) if days else None)
    found = series_of_sums(sums_of_acts(ledger, acts, by=by.value), by=by)
    assert found == series(events, by=by)


def test_claims_and_agenda_items_are_told_with_their_events(ledger: Ledger) -> None:
    pages, asked = EventPages(ledger), Questions(ledger)
    assert set(pages.claims()) == set(asked.claims())
    assert set(pages.agenda()) == set(asked.agenda())


def test_what_was_never_published_is_told_with_its_event(ledger: Ledger) -> None:
    known = [(one.claim_id, one.type, one.actors) for one in EventPages(ledger).claims()]
    ledger.connection.execute("BEGIN")
    ledger.connection.execute("UPDATE linked.event SET last_reported = NULL")
    ledger.connection.execute("UPDATE linked.claim SET last_reported = NULL")
    try:
        assert [
            (one.claim_id, one.type, one.actors) for one in EventPages(ledger).claims()
        ] == known
    finally:
        ledger.connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    "among",
    [
        Between(country="KEN"),
        Between(country="ZZZ"),
        Between(actor="KEN", recipient="ETH"),
        Between(actor="ETH", recipient="KEN", both_ways=False),
        Between(actor="KEN", recipient="CHN"),
    ],
)
def test_events_of_states_are_counted_as_they_are_listed(ledger: Ledger, among: Between) -> None:
    pages = EventPages(ledger)
    listed = pages.events(EventFilter(), among=among, limit=1000)
    assert pages.count(EventFilter(), among=among) == len(listed)


def test_a_code_is_no_word_of_a_name_and_a_word_is_no_code(ledger: Ledger) -> None:
    asked = Questions(ledger)
    by_code = asked.events(EventFilter(party="KEN"))
    assert by_code == tuple(
        one for one in asked.events() if "KEN" in (*one.actor_countries, *one.recipient_countries)
    )
    by_name = asked.events(EventFilter(party="kenya"))
    assert by_name
    assert all("kenya" in " ".join((*one.actors, *one.recipients)).lower() for one in by_name)


def test_whole_names_are_found(ledger: Ledger) -> None:
    pages = EventPages(ledger)
    name = pages.events(EventFilter(), limit=1)[0].actors[0]
    found = pages.events(EventFilter(), among=Between(name=name), limit=1000)
    assert found
    assert all(name in (*one.actors, *one.recipients) for one in found)
    assert not pages.count(EventFilter(), among=Between(name=name[:-1]))


def test_the_sums_of_the_agenda_are_those_of_its_items(ledger: Ledger) -> None:
    pages = EventPages(ledger)
    items = pages.agenda()
    sums = pages.agenda_sums(stale=date(2100, 1, 1))
    assert sum(one.items for one in sums) == len(items)
    days = [(one.due_first, one.due_last) for one in items if one.due_first and one.due_last]
    months = Counter(
        first.replace(day=1)
        for first, last in days
        if (first.year, first.month) == (last.year, last.month)
    )
    found: Counter[date] = Counter()
    for one in sums:
        if one.month:
            found[one.month] += one.items
    assert found == months
    assert {one.overdue for one in sums if one.month} == {True}
    undated = pages.agenda(undated=True)
    assert set(undated) == {one for one in items if one.due_last is None}


def test_outlets_are_told_with_what_they_contribute(ledger: Ledger) -> None:
    pages = ArticlePages(ledger)
    articles = pages.articles(limit=1000)
    outlets = pages.outlets()
    assert sum(one.articles for one in outlets) == len(articles)
    for outlet in outlets:
        own = [one for one in articles if one.publisher == outlet.publisher]
        assert outlet.articles == len(own)
        assert outlet.copies == sum(one.copy_of is not None for one in own)
        assert outlet.reports == sum(len(ledger_reports(ledger, one.article_id)) for one in own)
        assert outlet.reports == sum(one.events for one in own)


def ledger_reports(ledger: Ledger, article_id: str) -> list[str]:
    rows = ledger.connection.rows(
        "SELECT report_id FROM reports WHERE article_id = ?", [article_id]
    )
    return [row[0] for row in rows]


def test_words_are_found_in_all_articles_the_latest_first(ledger: Ledger) -> None:
    pages = ArticlePages(ledger)
    every = [one.article_id for one in pages.articles(words="e", limit=1000)]
    assert every == [one.article_id for one in pages.articles(limit=1000)]
    assert [one.article_id for one in pages.articles(words="e", limit=2)] == every[:2]
    events = EventPages(ledger).told_in(every, "e", limit=1000)
    assert set(events) == set(
        EventPages(ledger).events(EventFilter(), among=Between(words="e"), limit=1000)
    )


def test_what_somebody_said_last_comes_first(ledger: Ledger) -> None:
    said = [one for one in Questions(ledger).statements() if one.speaker]
    name = said[0].speaker or ""
    own = latest_statements(ledger, name, limit=1000)
    assert set(own) == set(Questions(ledger).statements(speaker=name))
    days = [one.published or date.min for one in own]
    assert days == sorted(days, reverse=True)
    assert latest_statements(ledger, name, limit=1) == own[:1]
    assert latest_statements(ledger, "nobody at all", limit=5) == ()


def test_the_oldest_texts_are_searched_when_asked_for() -> None:
    old, new = load_gold(GOLD).readings[:2]
    word = old.article.text.split()[0]
    with Ledger(":memory:", sealed=True) as held:
        for reading, day in ((old, date(2027, 1, 1)), (new, date(2031, 1, 1))):
            dated = replace(reading, article=replace(reading.article, published=day))
            held.add([dated], maker=Maker("gold"))
        pages = ArticlePages(held)
        assert pages.searched_since() == date(2030, 1, 1)
        assert old.article.id in {one.article_id for one in pages.articles(words=word)}
        newest = pages.articles(words=word, oldest=False)
        assert old.article.id not in {one.article_id for one in newest}


def test_a_short_ledger_is_searched_whole(ledger: Ledger) -> None:
    assert ArticlePages(ledger).searched_since() is None

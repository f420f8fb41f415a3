from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from ledger_readings import reading

from communique.evaluation.linking import load_gold
from communique.ledger import (
    EventFilter,
    EventRow,
    Ledger,
    LedgerError,
    Maker,
    Questions,
    table_of,
)
from communique.linking.agenda import Outcome, outcome_of_row
from communique.linking.linker import Linker

GOLD = Path(__file__).parents[2] / "cases" / "linking" / "gold.yaml"


@pytest.fixture(scope="module")
def asked() -> Iterator[Questions]:
    with Ledger(":memory:", sealed=True) as ledger:
        ledger.add(load_gold(GOLD).readings, maker=Maker("gold"))
        Linker(ledger).link()
        yield Questions(ledger)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (EventFilter(actor="FRA"), 1),
        (EventFilter(party="Muthoni"), 3),
        (EventFilter(recipient="PHL", types=("ASSAULT",)), 2),
        (EventFilter(statuses=("denied",)), 1),
        (EventFilter(since=date(2031, 11, 1)), 3),
        (EventFilter(until=date(2031, 2, 2)), 1),
        (EventFilter(place="jeddah"), 1),
        (EventFilter(sector="LAB"), 0),
        (EventFilter(quads=("material cooperation",), independent=2), 4),
        (EventFilter(party="x' OR true --"), 0),
    ],
)
def test_events_are_filtered(asked: Questions, wanted: EventFilter, count: int) -> None:
    assert len(asked.events(wanted)) == count


@pytest.mark.parametrize(
    ("party", "found"),
    [
        ("RUS", False),  # three letters within "Jerusalem" are no country
        ("CHL", True),  # the country of who acts
        ("jerusalem", True),  # a word, in any case
        ("Jerusalem  Council", True),  # words, whatever stands between them
        ("Council Jerusalem", False),  # in their order
        ("salem", False),  # the end of a word
        ("şahin", True),  # a word that begins with a letter beyond ASCII
        ("?!", False),  # no word at all
    ],
)
def test_a_party_is_a_country_or_whole_words(party: str, found: bool) -> None:
    with Ledger(":memory:") as ledger:
        ledger.add([reading(name="Jerusalem-Council of Şahin")], maker=Maker("1"))
        Linker(ledger).link()
        events = Questions(ledger).events(EventFilter(party=party, types=("CONSULT",)))
        assert bool(events) is found
        assert bool(Questions(ledger).statements(speaker=party)) is found


def test_a_place_and_a_speaker_are_found_by_whole_words_too(asked: Questions) -> None:
    assert asked.events(EventFilter(place="Shoal"))
    assert asked.events(EventFilter(place="CHL"))
    assert not asked.events(EventFilter(place="hoa"))
    assert asked.claims(party="lira")
    assert asked.claims(party="PHL")
    assert not asked.claims(party="ira")
    assert not asked.claims(party="?!")


def test_every_event_leads_to_its_sentences(asked: Questions) -> None:
    events = asked.events()
    reports = asked.reports(one.event_id for one in events)
    assert {one.event_id for one in reports} == {one.event_id for one in events}
    assert all(one.trigger.lower() in one.sentence.lower() for one in reports)
    assert len(asked.events(limit=3)) == 3


def test_claims_show_who_says_what(asked: Questions) -> None:
    [claim] = asked.claims(standing="disputed", party="CHN")
    stances = {(one.country, one.stance) for one in claim.stances}
    assert {("PHL", "alleges"), ("CHN", "denies")} <= stances
    # The copy in another outlet adds no voice of its own.
    assert len([one for one in claim.stances if one.country == "PHL"]) == 1
    [silent] = asked.claims(standing="open")
    assert "declines to comment" in {one.stance for one in silent.stances}


def test_the_agenda_depends_on_the_day(asked: Questions) -> None:
    [visit] = [one for one in asked.agenda() if one.place == "Addis Ababa"]
    assert outcome_of_row(visit, date(2031, 8, 1)) is Outcome.PENDING
    assert outcome_of_row(visit, date(2031, 12, 1)) is Outcome.UNHEARD


def test_dyads_go_both_ways_where_both_act(asked: Questions) -> None:
    there, back = asked.dyad("KEN", "ETH"), asked.dyad("ETH", "KEN")
    assert {one.event_id for one in there} & {one.event_id for one in back}
    assert len(asked.dyad("KEN", "ETH", both_ways=True)) == len(there) + len(back)
    assert asked.all_dyads(since=date(2032, 1, 1)) == ()


def test_stories_and_counts(asked: Questions) -> None:
    assert {"k08", "k09", "k10"} <= set(asked.story("k08"))
    assert asked.counts()["articles"] == 60
    assert asked.last_day() == date(2031, 11, 24)
    assert asked.statements(speaker="nobody", words="nothing") == ()


def test_queries_only_read(asked: Questions) -> None:
    table = asked.sql("SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC")
    assert table.columns == ("type", "n")
    for query in (
        "DROP TABLE kept.article",
        "DELETE FROM kept.article",
        "SELECT 1; DROP TABLE kept.article",
        "COPY (SELECT 1) TO 'x.csv'",
        "ATTACH 'other.duckdb'",
        "INSERT INTO kept.issue VALUES ('', '', '', now())",
        "SELEC",
        "",
        f"SELECT * FROM read_text('{GOLD}')",
    ):
        with pytest.raises(LedgerError):
            asked.sql(query)
    assert asked.counts()["articles"] == 60


def test_answers_become_arrow_tables(asked: Questions) -> None:
    pytest.importorskip("pyarrow")
    found = table_of(asked.events(), EventRow).arrow()
    assert found.num_rows == len(asked.events())
    assert found.column("actors").to_pylist()[0]
    assert table_of((), EventRow).arrow().num_rows == 0


VIEWS = [
    "articles", "superseded_articles", "superseded_readings", "readings", "mentions", "parties",
    "reports", "statements",
    "times", "places", "issues", "judgements", "events", "event_reports", "dyads", "stories",
    "copies", "pairs", "claims", "stances", "agenda", "agenda_changes",
]  # fmt: skip


def test_every_view_and_column_is_documented(asked: Questions) -> None:
    page = (Path(__file__).parents[3] / "docs" / "ledger" / "views.md").read_text("utf-8")
    found = asked.sql(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'main' AND table_name <> 'migration'"
    )
    assert {row[0] for row in found.rows} == set(VIEWS)
    sections = {
        part.split("\n", 1)[0].strip("`# "): part for part in page.split("\n## ") if part.strip()
    }
    for view, column in found.rows:
        assert f"`{column}`" in sections[view], f"{view}.{column} is not documented"

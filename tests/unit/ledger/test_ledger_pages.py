from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.analysis import Grain, series, series_of_sums
from communique.evaluation.linking import load_gold
from communique.ledger import Ledger, Maker, Questions
from communique.ledger.pages_acts import Acts, days_of_acts, sums_of_acts
from communique.ledger.pages_events import EventPages
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

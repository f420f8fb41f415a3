"""Linking on the annotated articles: what comes out, and that no order of anything matters."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from communique.evaluation.linking import LinkingGold, load_gold, score_linking
from communique.ledger import Ledger, LedgerError, Maker, Questions
from communique.linking.account import account
from communique.linking.judgement import Verdict
from communique.linking.linker import Linker
from communique.records import Actor

GOLD = Path(__file__).parents[2] / "cases" / "linking" / "gold.yaml"
MAKER = Maker("gold")
DERIVED = ("fingerprint", "article_pair", "story_article", "copy", "linked_report", "report_key",
           "report_pair", "event_report", "event", "dyad", "claim", "stance", "agenda",
           "agenda_change")  # fmt: skip


@pytest.fixture(scope="module")
def gold() -> LinkingGold:
    return load_gold(GOLD)


def _derived(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: sorted(ledger.connection.rows(f"SELECT * FROM linked.{table}"), key=repr)
        for table in DERIVED
    }


@pytest.fixture(scope="module")
def straight(gold: LinkingGold) -> dict[str, list[tuple[object, ...]]]:
    with Ledger(":memory:") as ledger:
        ledger.add(gold.readings, maker=MAKER)
        Linker(ledger).link()
        return _derived(ledger)


def test_the_gold_is_complete(gold: LinkingGold) -> None:
    assert len(gold.readings) == 60
    assert len({name for name in gold.event_of.values() if name.startswith("E")}) == 21


def test_what_linking_must_show(gold: LinkingGold) -> None:
    score = score_linking(gold)
    assert score.f1 >= 0.95, score.errors
    assert score.claims >= 0.85, score.errors
    assert score.outcomes >= 0.85, score.errors


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_any_batches_give_the_same_ledger(
    gold: LinkingGold, straight: dict[str, list[tuple[object, ...]]], seed: int
) -> None:
    chance = random.Random(seed)
    readings = chance.sample(gold.readings, len(gold.readings))
    with Ledger(":memory:") as ledger:
        while readings:
            size = chance.randint(1, 25)
            ledger.add(readings[:size], maker=MAKER, batch=chance.randint(1, 9))
            readings = readings[size:]
            if chance.random() < 0.7:
                Linker(ledger, batch=chance.randint(1, 9)).link()
        Linker(ledger, batch=chance.randint(1, 9)).link()
        assert _derived(ledger) == straight


def test_rebuilding_gives_the_same(
    gold: LinkingGold, straight: dict[str, list[tuple[object, ...]]]
) -> None:
    with Ledger(":memory:") as ledger:
        ledger.add(gold.readings, maker=MAKER)
        Linker(ledger).link()
        Linker(ledger).link(rebuild=True)
        assert _derived(ledger) == straight


def test_a_correction_is_linked_anew(
    gold: LinkingGold, straight: dict[str, list[tuple[object, ...]]]
) -> None:
    with Ledger(":memory:") as ledger:
        right = gold.readings[5]
        wrong = replace(
            right,
            article=replace(right.article, text=right.article.text + " Not a word of it is true."),
        )
        others = [one for one in gold.readings if one is not right]
        ledger.add([*others, wrong], maker=MAKER)
        Linker(ledger).link()
        ledger.add([right], maker=MAKER)
        Linker(ledger).link()
        found = _derived(ledger)
        assert found == straight


def test_a_withdrawn_judgement_leaves_no_trace(
    gold: LinkingGold, straight: dict[str, list[tuple[object, ...]]]
) -> None:
    with Ledger(":memory:") as ledger:
        ledger.add(gold.readings, maker=MAKER)
        linker = Linker(ledger)
        linker.link()
        asked = Questions(ledger)
        parted = linker.judge(Verdict.DIFFERENT, "p01#1", "p03#1", signed="a tester", note="why")
        first, other = asked.event("p01#1"), asked.event("p03#1")
        assert first is not None
        assert other is not None
        assert first.event_id != other.event_id
        joined = linker.judge(Verdict.SAME, "p01#1", "k01#1", signed="a tester")
        together, far = asked.event("p01#1"), asked.event("k01#1")
        assert together == far
        lines = account(ledger, "p01#1")
        assert lines is not None
        assert any(joined.id in line for line in lines)
        linker.withdraw(joined.id, signed="another")
        linker.withdraw(parted.id, signed="another")
        assert _derived(ledger) == straight
        assert [one.stands for one in linker.judgements()] == [False, False]
        with pytest.raises(LedgerError):
            linker.withdraw(parted.id, signed="another")


def test_judgements_want_two_known_reports_and_a_name(gold: LinkingGold) -> None:
    with Ledger(":memory:") as ledger:
        ledger.add(gold.readings[:3], maker=MAKER)
        linker = Linker(ledger)
        linker.link()
        with pytest.raises(LedgerError):
            linker.judge(Verdict.SAME, "k01#1", "nowhere#1", signed="me")
        with pytest.raises(ValueError, match="itself"):
            linker.judge(Verdict.SAME, "k01#1", "k01#1", signed="me")
        with pytest.raises(ValueError, match="name"):
            linker.judge(Verdict.SAME, "k01#1", "k02#1", signed=" ")


def test_an_event_tells_how_it_came_to_be(gold: LinkingGold) -> None:
    with Ledger(":memory:") as ledger:
        ledger.add(gold.readings, maker=MAKER)
        Linker(ledger).link()
        lines = account(ledger, "p03#1")
        assert lines is not None
        told = "\n".join(lines)
        assert "p01#1 and p03#1" in told
        assert "copies p01" in told
        assert "the same place: Scarborough Shoal" in told
        assert account(ledger, "nothing") is None


def test_a_copied_sentence_is_one_act_however_its_parties_were_read(gold: LinkingGold) -> None:
    """Beside another headline, the reader may take the parties of a copied sentence otherwise."""
    copy = next(one for one in gold.readings if one.article.id == "p02")
    odd = replace(
        copy,
        events=tuple(
            replace(event, actors=event.recipients, recipients=(Actor("Luzon", "PHL"),))
            for event in copy.events
        ),
    )
    readings = [odd if one is copy else one for one in gold.readings]
    with Ledger(":memory:") as ledger:
        ledger.add(readings, maker=MAKER)
        Linker(ledger).link()
        asked = Questions(ledger)
        for number in (1, 2):
            first, other = asked.event(f"p01#{number}"), asked.event(f"p02#{number}")
            assert first is not None
            assert first == other
        # The copy that was read badly does not drive away what its original is joined with.
        assert asked.event("p01#1") == asked.event("p03#1")

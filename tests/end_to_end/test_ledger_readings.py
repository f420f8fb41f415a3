"""The ledger on what the reader really reads: no order matters, and plans have an outcome."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from ledger_tables import Tables, tables

from communique.evaluation.linking import load_gold
from communique.ledger import Ledger, Maker, Questions
from communique.ledger.linked import LinkStore
from communique.linking.agenda import outcome_of_row
from communique.linking.linker import Linker
from communique.records import Article, Reading

if TYPE_CHECKING:
    from communique import Reader

pytestmark = pytest.mark.model

CASES = Path(__file__).parents[1] / "cases"
EXAMPLES = Path(__file__).parents[2] / "examples"
MAKER = Maker("1")


def articles() -> list[Article]:
    """The examples, and the articles of the linking gold, which tell of the same acts."""
    rows = [
        json.loads(line)
        for source in sorted(EXAMPLES.glob("*.jsonl"))
        for line in source.read_text("utf-8").splitlines()
    ]
    gold = load_gold(CASES / "linking" / "gold.yaml")
    return [
        *(
            Article(one["id"], one["title"], one["text"], date.fromisoformat(one["published"]))
            for one in rows
        ),
        *(one.article for one in gold.readings),
    ]


@pytest.fixture(scope="module")
def readings(reader: Reader) -> list[Reading]:
    found = [one for one in reader.pipe(articles()) if isinstance(one, Reading)]
    assert sum(len(one.events) for one in found) > 100
    return found


def linked(readings: Iterable[Reading], chance: random.Random | None = None) -> Tables:
    """What a ledger holds that took the readings in; by chance in any order, in any batches."""
    left = list(readings)
    with Ledger(":memory:") as ledger:
        if chance is None:
            ledger.add(left, maker=MAKER)
            Linker(ledger).link()
            return tables(ledger)
        chance.shuffle(left)
        while left:
            size = chance.randint(1, 30)
            ledger.add(left[:size], maker=MAKER, batch=chance.randint(1, 9))
            left = left[size:]
            if not left or chance.random() < 0.7:
                Linker(ledger, batch=chance.randint(1, 9)).link()
        return tables(ledger)


@pytest.fixture(scope="module")
def straight(readings: list[Reading]) -> Tables:
    return linked(readings)


@pytest.mark.parametrize("seed", range(2))
def test_any_order_and_any_batches_give_the_same_ledger(
    readings: list[Reading], straight: Tables, seed: int
) -> None:
    assert linked(readings, random.Random(seed)) == straight


def test_the_comparison_sees_when_order_matters(
    readings: list[Reading], straight: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A linker that settles new reports without those that were there is found out."""

    def only_new(_store: LinkStore, seeds: Sequence[str], **_options: object) -> list[str]:
        return sorted(set(seeds))

    monkeypatch.setattr(LinkStore, "connected_reports", only_new)
    assert any(linked(readings, random.Random(seed)) != straight for seed in range(2))


def test_any_number_of_workers_reads_the_same(reader: Reader, readings: list[Reading]) -> None:
    some = articles()[:4]
    assert list(reader.pipe(some, workers=2)) == readings[:4]


@dataclass(frozen=True)
class Plan:
    """What was announced, and the outcome that is right."""

    outcome: str
    reason: str
    articles: tuple[Article, ...]


def plans() -> list[Plan]:
    content: Any = yaml.safe_load((CASES / "agenda" / "articles.yaml").read_text("utf-8"))
    return [
        Plan(
            one["name"],
            one["reason"],
            tuple(
                Article(row["id"], row["title"], row["text"], row["published"])
                for row in one["articles"]
            ),
        )
        for one in content["cases"]
    ]


@pytest.mark.parametrize("plan", plans(), ids=lambda plan: plan.outcome)
def test_what_was_announced_has_its_outcome(reader: Reader, plan: Plan) -> None:
    with Ledger(":memory:") as ledger:
        ledger.add([reader.read(one) for one in plan.articles], maker=MAKER)
        Linker(ledger).link()
        items = Questions(ledger).agenda()
        today = plan.articles[-1].published
        assert today is not None
        outcomes = {outcome_of_row(one, today).value for one in items}
    assert plan.outcome in outcomes, plan.reason
    # Where headline and first sentence were not taken for one plan, the other one stays open.
    assert outcomes <= {plan.outcome, "pending"}

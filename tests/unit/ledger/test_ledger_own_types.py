"""Events of own types in a ledger: kept, linked, filtered, exported."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_readings import reading
from typer.testing import CliRunner

from communique.cli.main import app
from communique.exchange.contract import reading_to_json
from communique.exchange.contract_reader import reading_from_json
from communique.exchange.dyadic import dyadic
from communique.exchange.plover import plover_lines
from communique.ledger import EventFilter, Ledger, Maker, Questions, export_parquet, import_parquet
from communique.linking.linker import Linker
from communique.records import Event, EventType, OwnType, QuadClass, Reading

SHIP = OwnType("INTERCEPT", QuadClass.MATERIAL_CONFLICT, EventType.ASSAULT)


def told(article_id: str, kind: OwnType | EventType = SHIP) -> Reading:
    made = reading(article_id)
    events: tuple[Event, ...] = tuple(replace(event, type=kind) for event in made.events)
    return replace(made, events=events)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "own.ledger"
    with Ledger(path) as ledger:
        ledger.add([told("a1"), told("a2"), told("a3", EventType.ASSAULT)], maker=Maker("own"))
        Linker(ledger).link()
    return path


def test_they_come_back_as_they_were(path: Path, tmp_path: Path) -> None:
    with Ledger(path) as ledger:
        kept = list(ledger.readings())
        assert [one.events[0].type for one in kept] == [SHIP, SHIP, EventType.ASSAULT]
        assert kept[0] == told("a1")
        export_parquet(ledger, tmp_path / "out")
    with Ledger(tmp_path / "new.ledger") as ledger:
        import_parquet(ledger, tmp_path / "out")
        assert list(ledger.readings()) == kept


def test_they_are_linked_with_what_they_are_like(path: Path) -> None:
    with Ledger(path) as ledger:
        (event,) = {one.type: one for one in Questions(ledger).events()}.values()
        assert (event.type, event.quad) == ("INTERCEPT", "material conflict")
        assert event.reports > 2
        assert any("INTERCEPT" in one for one in event.disagreement)


def test_they_are_asked_for_by_name(path: Path) -> None:
    with Ledger(path) as ledger:
        assert Questions(ledger).events(EventFilter(types=("INTERCEPT",)))
        assert not Questions(ledger).events(EventFilter(types=("AID",)))
    found = CliRunner().invoke(app, ["events", str(path), "--type", "INTERCEPT"])
    assert found.exit_code == 0
    assert "INTERCEPT" in found.output
    wrong = CliRunner().invoke(app, ["events", str(path), "--type", "INTERCEP"])
    assert wrong.exit_code == 2
    assert "--type INTERCEP: no such type; there are AGREE, " in wrong.output


def test_tables_with_other_codes_have_those_of_the_quad_class(path: Path) -> None:
    with Ledger(path) as ledger:
        questions = Questions(ledger)
        events = questions.events()
        reports = questions.reports([event.event_id for event in events])
        row = next(iter(dyadic(events, reports)))
        line = next(iter(plover_lines(events, reports, contexts={}, version="x")))
    assert (row.cameo[:2], row.score, row.quad_number) == ("17", -7.0, 4)
    assert json.loads(line)["event"] == ["INTERCEPT"]
    assert json.loads(line)["event_scale"] == -7.0


def test_json_has_what_an_own_type_is_like() -> None:
    row = json.loads(json.dumps(reading_to_json(told("a1"))))
    assert row["events"][0]["like"] == "ASSAULT"
    assert reading_from_json(row).events[0].type == SHIP
    assert "like" not in reading_to_json(told("a1", EventType.AID))["events"][0]  # type: ignore[index]
    del row["events"][0]["like"]
    with pytest.raises(ValueError, match=r"events\[0\]\.type: 'INTERCEPT' is no type of PLOVER"):
        reading_from_json(row)


@pytest.mark.parametrize("name", ["", "intercept", "A B", "X|Y", "AID", "É", "X" * 41])
def test_names_that_cannot_be_an_own_type_s(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the name"):
        OwnType(name, QuadClass.MATERIAL_CONFLICT, EventType.COERCE)

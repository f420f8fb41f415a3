"""Overlays from a dump in Wikidata's form; countries are real, everybody else is invented."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from communique.cli.knowledge import knowledge
from communique.knowledge import wikidata
from communique.knowledge.base import KnowledgeBase
from communique.knowledge.overlay import read_overlay
from communique.knowledge.resolve import Resolver
from communique.knowledge.wikidata import Told, build_from_wikidata
from communique.knowledge.wikidata_items import read_choice, read_item
from communique.knowledge.wikidata_offices import post_of

DAY, MONTH, YEAR = 11, 10, 9


def _item_value(id_: str) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": {"id": id_}}}


def _time(text: str, precision: int = DAY) -> dict[str, Any]:
    time = {"time": f"+{text}T00:00:00Z", "precision": precision}
    return {"snaktype": "value", "datavalue": {"value": time}}


def _claim(value: dict[str, Any], rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    return {
        "mainsnak": value,
        "rank": rank,
        "qualifiers": {at: [one] for at, one in qualifiers.items()},
    }


def _item(id_: str, name: str, aliases: tuple[str, ...] = (), **claims: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "labels": {"en": {"value": name}} if name else {},
        "aliases": {"en": [{"value": alias} for alias in aliases]},
        "claims": {
            at: value if isinstance(value, list) else [value] for at, value in claims.items()
        },
    }


def _is(id_: str) -> dict[str, Any]:
    return _claim(_item_value(id_))


def _code(text: str) -> dict[str, Any]:
    return _claim({"snaktype": "value", "datavalue": {"value": text}})


ITEMS = [
    _item(
        "Q900001",
        "Rasa Petraite",
        ("R. Petraite",),
        P31=_is("Q5"),
        P27=_is("Q37"),
        P39=[
            _claim(_item_value("Q900002"), P580=_time("2025-01-15"), P582=_time("2025-06-01")),
            _claim(_item_value("Q900003"), P580=_time("2019-00-00", YEAR)),
            _claim(_item_value("Q900004"), rank="deprecated"),
        ],
    ),
    _item("Q37", "Lithuania", P298=_code("LTU")),
    _item("Q142", "France", P298=_code("FRA")),
    _item("Q900002", "Minister of Foreign Affairs of Lithuania", P31=_is("Q4164871")),
    _item("Q900003", "Member of the Seimas", P31=_is("Q4164871"), P1001=_is("Q37")),
    _item("Q900004", "Prime Minister", P31=_is("Q294414"), P1001=_is("Q37")),
    _item(
        "Q900005",
        "Odile Marchetti",
        P31=_is("Q5"),
        P27=_is("Q142"),
        P39=_claim(_item_value("Q900006"), P580=_time("2024-03-00", MONTH)),
    ),
    _item("Q900006", "Secretary General of NATO", P31=_is("Q4164871")),
    _item("Q900007", "No position here", P31=_is("Q5")),
    _item("Q900008", "Front of the Two Rivers", ("FTR",), P31=_is("Q17149090"), P17=_is("Q142"),
          P571=_claim(_time("2012-05-01"))),
    _item("Q900009", "Council of the Three Seas", P31=[_is("Q43229"), _is("Q245065")]),
    _item("Q900010", "Upside-Down Party", P31=_is("Q7278"), P17=_is("Q142"),
          P571=_claim(_time("2012-05-01")), P576=_claim(_time("2001-05-01"))),
    _item("Q900011", "", P31=_is("Q7278")),
]  # fmt: skip
LINES = ["[", *(json.dumps(item, separators=(",", ":")) + "," for item in ITEMS), "]"]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.json"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_office_holders_come_with_country_days_and_source(
    dump: Path, tmp_path: Path, base: KnowledgeBase
) -> None:
    made = build_from_wikidata(dump, tmp_path / "out", base=base)
    minister, general = _rows(tmp_path / "out" / "persons.csv")
    assert minister == {
        "person": "Rasa Petraite",
        "aliases": "R. Petraite",
        "country": "LTU",
        "office": "foreign_minister",
        "body": "",
        "sector": "GOV",
        "start": "2025-01-15",
        "end": "2025-06-01",
        "provenance": "wikidata:Q900001",
    }
    assert general["office"] == "secretary_general"
    assert (general["country"], general["sector"], general["start"]) == ("", "IGO", "2024-03")
    assert (made.persons, made.bodies, made.skipped) == (2, 2, 0)


def test_organisations_are_told_by_their_class(
    dump: Path, tmp_path: Path, base: KnowledgeBase
) -> None:
    build_from_wikidata(dump, tmp_path, base=base)
    front, council = _rows(tmp_path / "organisations.csv")
    assert (front["name"], front["aliases"]) == ("Front of the Two Rivers", "FTR")
    assert (front["country"], front["sector"], front["start"]) == ("FRA", "REB", "2012-05-01")
    assert (council["country"], council["sector"]) == ("", "IGO")


def test_both_files_can_be_laid_over_the_base(
    dump: Path, tmp_path: Path, base: KnowledgeBase
) -> None:
    build_from_wikidata(dump, tmp_path, base=base)
    for name in ("persons.csv", "organisations.csv"):
        assert read_overlay(tmp_path / name).problems == ()
    resolver = Resolver(KnowledgeBase.load(tmp_path / "persons.csv"))
    actor = resolver.resolve("the Lithuanian foreign minister", on=date(2025, 2, 1))
    assert actor.resolution is not None
    assert actor.resolution.candidates[0].name == "Rasa Petraite"


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress)])
def test_packed_dumps_give_the_same(
    dump: Path, tmp_path: Path, base: KnowledgeBase, ending: str, pack: Any
) -> None:
    packed = tmp_path / f"dump.json{ending}"
    packed.write_bytes(pack(dump.read_bytes()))
    build_from_wikidata(dump, tmp_path / "one", base=base)
    build_from_wikidata(packed, tmp_path / "other", base=base)
    for name in ("persons.csv", "organisations.csv"):
        one, other = tmp_path / "one" / name, tmp_path / "other" / name
        assert one.read_bytes() == other.read_bytes()


def test_bad_lines_are_named_and_skipped(tmp_path: Path, base: KnowledgeBase) -> None:
    path = tmp_path / "dump.json"
    broken = ['{"id":"Q1","claims":{"P39":[', '{"id":"Q2","claims":{"P39":[{}]}},', "P39"]
    path.write_text("\n".join([*LINES[:3], *broken, *LINES[3:]]), encoding="utf-8")
    problems: list[str] = []
    made = build_from_wikidata(path, tmp_path / "out", base=base, complain=problems.append)
    assert [problem.partition(" ")[0] for problem in problems] == [
        "dump.json:4", "dump.json:5", "dump.json:6",
    ]  # fmt: skip
    assert (made.persons, made.skipped) == (2, 3)


def test_a_run_that_broke_off_goes_on(
    dump: Path, tmp_path: Path, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wikidata, "_BATCH", 4)
    out = tmp_path / "out"

    def stop(told: Told) -> None:
        if told.lines == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_from_wikidata(dump, out, base=base, progress=stop)
    with sqlite3.connect(out / "wikidata.work") as work:
        assert work.execute("select lines from done").fetchone() == (8,)
    again: list[int] = []
    made = build_from_wikidata(dump, out, base=base, progress=lambda t: again.append(t.lines))
    assert again == [12]
    assert (made.persons, made.bodies) == (2, 2)
    assert not (out / "wikidata.work").exists()


@pytest.mark.parametrize(
    ("title", "country", "post"),
    [
        ("Minister of Defence of Ukraine", "", ("defence_minister", "UKR", "", "GOV")),
        ("United States Secretary of State", "", ("secretary_of_state", "USA", "", "GOV")),
        ("President of France", "FRA", ("president", "FRA", "", "GOV")),
        ("ambassador of Germany", "", ("ambassador", "DEU", "", "GOV")),
        ("Keeper of the Royal Swans", "GBR", None),
        ("member of the House of Representatives", "USA", None),
    ],
)
def test_titles_of_positions(
    base: KnowledgeBase, title: str, country: str, post: tuple[str, ...] | None
) -> None:
    assert post_of(title, country, base, read_choice()) == post


def test_a_line_that_is_no_item_is_an_error() -> None:
    with pytest.raises(ValueError, match="form of an item"):
        read_item(b'{"labels": {}}')


def test_the_command(dump: Path, tmp_path: Path) -> None:
    app = typer.Typer()
    app.add_typer(knowledge, name="knowledge")
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["knowledge", "wikidata", str(dump), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "persons.csv: 2 rows" in result.output

"""The forms of other data sets, checked against their published columns."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from communique.evaluation.linking import load_gold
from communique.exchange.dyadic import DyadicEvent, dyadic
from communique.exchange.gdelt import EVENT_COLUMNS, MENTION_COLUMNS, gdelt_events, gdelt_mentions
from communique.exchange.geojson import to_geojson
from communique.exchange.graphml import to_graphml
from communique.exchange.icews import icews_table
from communique.exchange.plover import plover_lines
from communique.exchange.polecat import polecat_table
from communique.exchange.tabular import write_separated
from communique.ledger import Ledger, Maker, Questions, Table
from communique.linking.linker import Linker

GOLD = Path(__file__).parents[2] / "cases" / "linking" / "gold.yaml"
_POLECAT = """Event ID;Event Date;Event Type;Event Mode;Intensity;Quad Code;Contexts;Actor Name;
Actor Country;Actor COW;Primary Actor Sector;Actor Sectors;Actor Title;Actor Name Raw;
Wikipedia Actor ID;Recipient Name;Recipient Country;Recipient COW;
Primary Recipient Sector;Recipient Sectors;Recipient Title;Recipient Name Raw;
Wikipedia Recipient ID;Placename;City;District;Province;Country;Latitude;Longitude;
GeoNames ID;Raw Placename;Feature Type;Source;Publication Date;Story People;
Story Organizations;Story Locations;Language;Version"""
_ICEWS = """Event ID;Event Date;Source Name;Source Sectors;Source Country;Event Text;CAMEO Code;
Intensity;Target Name;Target Sectors;Target Country;Story ID;Sentence Number;Publisher;
City;District;Province;Country;Latitude;Longitude"""


@pytest.fixture(scope="module")
def asked() -> Iterator[Questions]:
    with Ledger(":memory:") as ledger:
        ledger.add(load_gold(GOLD).readings, maker=Maker("gold"))
        Linker(ledger).link()
        yield Questions(ledger)


@pytest.fixture(scope="module")
def pairs(asked: Questions) -> tuple[DyadicEvent, ...]:
    events = asked.events()
    return tuple(dyadic(events, asked.reports(event.event_id for event in events)))


def _names(written: str) -> tuple[str, ...]:
    return tuple(written.replace("\n", "").split(";"))


def test_the_columns_are_the_published_ones(pairs: tuple[DyadicEvent, ...]) -> None:
    assert polecat_table(pairs, version="1").columns == _names(_POLECAT)
    assert icews_table(pairs).columns == _names(_ICEWS)
    assert len(EVENT_COLUMNS) == len(set(EVENT_COLUMNS)) == 61
    assert EVENT_COLUMNS[25:30] == (
        "IsRootEvent",
        "EventCode",
        "EventBaseCode",
        "EventRootCode",
        "QuadClass",
    )
    assert EVENT_COLUMNS[51:] == (
        "ActionGeo_Type",
        "ActionGeo_FullName",
        "ActionGeo_CountryCode",
        "ActionGeo_ADM1Code",
        "ActionGeo_ADM2Code",
        "ActionGeo_Lat",
        "ActionGeo_Long",
        "ActionGeo_FeatureID",
        "DATEADDED",
        "SOURCEURL",
    )
    assert len(MENTION_COLUMNS) == 16


def test_rows_fit_their_columns(pairs: tuple[DyadicEvent, ...]) -> None:
    tables = (
        polecat_table(pairs, version="1"),
        icews_table(pairs),
        gdelt_events(pairs),
        gdelt_mentions(pairs),
    )
    for table in tables:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_only_what_occurred_is_written(asked: Questions, pairs: tuple[DyadicEvent, ...]) -> None:
    occurred = {one.event_id for one in asked.events() if one.status == "occurred"}
    assert {one.event.event_id for one in pairs} == occurred
    assert len({one.id for one in pairs}) == len(pairs)
    assert len({row[0] for row in gdelt_events(pairs).rows}) == len(gdelt_events(pairs).rows)


def test_codes_and_scores(pairs: tuple[DyadicEvent, ...]) -> None:
    [arrest] = [one for one in pairs if one.event.type == "COERCE" and one.actor.country == "BLR"]
    assert arrest.cameo.startswith("17")
    assert arrest.quad_number == 4
    assert arrest.score < 0


def test_plover_lines_hold_every_status(asked: Questions) -> None:
    events = asked.events()
    reports = asked.reports(event.event_id for event in events)
    rows = [json.loads(line) for line in plover_lines(events, reports, version="1")]
    assert len(rows) == len(events)
    assert {row["status"] for row in rows} >= {"occurred", "alleged", "negated"}
    assert all(row["reports"][0]["text"] for row in rows)


def test_geojson_and_graphml_are_well_formed(asked: Questions) -> None:
    collection = json.loads(to_geojson(asked.events()))
    assert collection["type"] == "FeatureCollection"
    longitude, latitude = collection["features"][0]["geometry"]["coordinates"]
    assert -180 <= longitude <= 180
    assert -90 <= latitude <= 90
    root = ElementTree.fromstring(to_graphml(asked.all_dyads()))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = {node.get("id") for node in root.iter(f"{space}node")}
    assert {"KEN", "ETH"} <= nodes
    assert all(edge.get("source") in nodes for edge in root.iter(f"{space}edge"))


def test_separated_values_are_harmless() -> None:
    table = Table(("a", "b"), (("=1+1", "x\ty\nz"), (("p", None, "q"), -1.5)))
    comma, tab = io.StringIO(), io.StringIO()
    write_separated(table, comma)
    write_separated(table, tab, separator="\t", header=False)
    assert list(csv.reader(io.StringIO(comma.getvalue()))) == [
        ["a", "b"],
        ["'=1+1", "x\ty\nz"],
        ["p; q", "-1.5"],
    ]
    assert tab.getvalue() == "=1+1\tx y z\np; q\t-1.5\n"

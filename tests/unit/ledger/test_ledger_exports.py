"""The forms of other data sets, checked against their published columns."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from communique.evaluation.linking import load_gold
from communique.exchange.dyadic import DyadicEvent, dyadic
from communique.exchange.export_form import ExportForm
from communique.exchange.exports import export_files
from communique.exchange.gdelt import EVENT_COLUMNS, MENTION_COLUMNS, gdelt_events, gdelt_mentions
from communique.exchange.geojson import to_geojson
from communique.exchange.graphml import to_graphml
from communique.exchange.icews import icews_table
from communique.exchange.plover import EVENT_FIELDS, OWN_FIELDS, plover_lines
from communique.exchange.polecat import polecat_table
from communique.exchange.tabular import write_separated
from communique.ledger import EventRow, Ledger, Maker, Questions, Table, export_parquet
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

# GDELT Event Codebook V2.0 (2015), in the order in which it describes them.
_GDELT_EVENTS = """GLOBALEVENTID;SQLDATE;MonthYear;Year;FractionDate;
Actor1Code;Actor1Name;Actor1CountryCode;Actor1KnownGroupCode;Actor1EthnicCode;
Actor1Religion1Code;Actor1Religion2Code;Actor1Type1Code;Actor1Type2Code;Actor1Type3Code;
Actor2Code;Actor2Name;Actor2CountryCode;Actor2KnownGroupCode;Actor2EthnicCode;
Actor2Religion1Code;Actor2Religion2Code;Actor2Type1Code;Actor2Type2Code;Actor2Type3Code;
IsRootEvent;EventCode;EventBaseCode;EventRootCode;QuadClass;GoldsteinScale;NumMentions;
NumSources;NumArticles;AvgTone;
Actor1Geo_Type;Actor1Geo_FullName;Actor1Geo_CountryCode;Actor1Geo_ADM1Code;Actor1Geo_ADM2Code;
Actor1Geo_Lat;Actor1Geo_Long;Actor1Geo_FeatureID;
Actor2Geo_Type;Actor2Geo_FullName;Actor2Geo_CountryCode;Actor2Geo_ADM1Code;Actor2Geo_ADM2Code;
Actor2Geo_Lat;Actor2Geo_Long;Actor2Geo_FeatureID;
ActionGeo_Type;ActionGeo_FullName;ActionGeo_CountryCode;ActionGeo_ADM1Code;ActionGeo_ADM2Code;
ActionGeo_Lat;ActionGeo_Long;ActionGeo_FeatureID;DATEADDED;SOURCEURL"""
_GDELT_MENTIONS = """GLOBALEVENTID;EventTimeDate;MentionTimeDate;MentionType;MentionSourceName;
MentionIdentifier;SentenceID;Actor1CharOffset;Actor2CharOffset;ActionCharOffset;InRawText;
Confidence;MentionDocLen;MentionDocTone;MentionDocTranslationInfo;Extras"""
# PLOVER manual, draft 2.0: the tables of its appendix on JSON.
_PLOVER = """id;has_event;date;time;enddate;endtime;actor;recipient;event;event_loc;event_text;
quad_code;event_scale;mode;context;link;text;text_info;cite_info;coder;coded_date;coded_time;
comment"""
_PLOVER_REQUIRED = ("id", "date", "actor", "event")
_PLOVER_ENTITY = """code;sector;entity_text;identifier_id;identifier_text;religion;ethnicity;office;
gender;age"""
_PLOVER_PLACE = """extracted_place;resolved_place;geonameid;lat;lon;city;district;province;country;
country_code;feature_class;feature_code;resolution"""
_PLOVER_CITATION = """corpus;citation;url;title;language;publication;license;copyright;coder;
codebook;version"""


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
    assert _names(_GDELT_EVENTS) == EVENT_COLUMNS
    assert _names(_GDELT_MENTIONS) == MENTION_COLUMNS


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


@pytest.fixture(scope="module")
def plover(asked: Questions) -> list[dict[str, Any]]:
    events = asked.events()
    ids = [event.event_id for event in events]
    lines = plover_lines(events, asked.reports(ids), contexts=asked.contexts(ids), version="1")
    return [json.loads(line) for line in lines]


def test_plover_lines_hold_every_status(asked: Questions, plover: list[dict[str, Any]]) -> None:
    assert len(plover) == len(asked.events())
    assert {row["status"] for row in plover} >= {"occurred", "alleged", "negated"}
    assert all(row["event_text"][0] for row in plover)


def test_plover_fields_are_the_manuals(plover: list[dict[str, Any]]) -> None:
    assert set(EVENT_FIELDS) <= set(_names(_PLOVER))
    assert not set(OWN_FIELDS) & set(_names(_PLOVER))
    for row in plover:
        assert set(row) == {*EVENT_FIELDS, *OWN_FIELDS}
        assert all(row[name] for name in _PLOVER_REQUIRED)
        assert date.fromisoformat(row["date"]) <= date.fromisoformat(row["enddate"])
        assert all(isinstance(row[name], list) for name in ("event", "mode", "actor", "recipient"))
        assert row["quad_code"] in (1, 2, 3, 4)
        for entity in (*row["actor"], *row["recipient"]):
            assert set(entity) <= set(_names(_PLOVER_ENTITY))
        assert set(row["event_loc"] or {}) <= set(_names(_PLOVER_PLACE))
        for citation in row["cite_info"]:
            assert set(citation) <= set(_names(_PLOVER_CITATION))


def test_plover_lines_hold_the_contexts_of_their_reports() -> None:
    told = ("military", "economic")
    readings = [
        replace(one, events=tuple(replace(event, contexts=told) for event in one.events))
        for one in load_gold(GOLD).readings
    ]
    with Ledger(":memory:", sealed=True) as ledger:
        ledger.add(readings, maker=Maker("gold"))
        Linker(ledger).link()
        lines = "".join(export_files(ledger, ExportForm.PLOVER)[0].pieces).splitlines()
    assert {tuple(json.loads(line)["context"]) for line in lines} == {tuple(sorted(told))}


def test_the_table_of_events_has_the_documented_columns(tmp_path: Path) -> None:
    """CSV, JSON Lines and Parquet hold the view `events`, whose page lists the columns."""
    wanted = [field.name for field in fields(EventRow)]
    page = (Path(__file__).parents[3] / "docs" / "ledger" / "views.md").read_text("utf-8")
    part = page.partition("## `events`")[2].partition("\n## ")[0]
    named = "".join(line.split("|")[1] for line in part.splitlines() if line.startswith("| `"))
    documented = re.findall(r"`(\w+)`", named)
    assert sorted(wanted) == sorted(documented)
    with Ledger(tmp_path / "ledger.duckdb") as ledger:
        ledger.add(load_gold(GOLD).readings, maker=Maker("gold"))
        Linker(ledger).link()
        made = {
            form: "".join(export_files(ledger, form)[0].pieces)
            for form in (ExportForm.CSV, ExportForm.JSONL)
        }
        export_parquet(ledger, tmp_path / "parquet")
        events = len(Questions(ledger).events())
        file = str(tmp_path / "parquet" / "events.parquet")
        columns = ledger.connection.rows("SELECT name FROM parquet_schema(?)", [file])
        rows = ledger.connection.rows("SELECT count(*) FROM read_parquet(?)", [file])
    table = list(csv.reader(io.StringIO(made[ExportForm.CSV])))
    lines = [json.loads(line) for line in made[ExportForm.JSONL].splitlines()]
    assert table[0] == wanted
    assert all(list(line) == wanted for line in lines)
    assert len(table) - 1 == len(lines) == rows[0][0] == events
    assert set(wanted) <= {name for (name,) in columns}


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

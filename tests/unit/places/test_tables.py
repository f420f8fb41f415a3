"""The hand-made and the derived tables under resources, and the build that reads them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from communique.knowledge import gazetteer_build
from communique.knowledge.gazetteer import Gazetteer
from communique.knowledge.places import PlaceKind
from communique.records import Sector

RESOURCES = Path(__file__).parents[3] / "resources"
PLACES = sorted(
    path
    for path in (RESOURCES / "places").glob("*.csv")
    if path.name not in ("admin1_codes.csv", "abbreviations.csv")
)
ACTORS = [RESOURCES / f"{name}.csv" for name in ("organisations", "groups", "parties", "media")]
HEADER = "name,aliases,kind,country,latitude,longitude,geonameid,provenance"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("path", PLACES, ids=lambda path: path.stem)
def test_rows_of_places_are_sound(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0] == HEADER
    for row in rows(path):
        assert row["name"].strip() and PlaceKind(row["kind"])
        assert re.fullmatch(r"([A-Z]{3})?", row["country"])
        assert abs(float(row["latitude"])) <= 90 and abs(float(row["longitude"])) <= 180
        assert re.fullmatch(r"\d*", row["geonameid"])
        assert row["provenance"]


def test_ids_are_unique_within_a_table() -> None:
    for path in PLACES:
        ids = [row["geonameid"] for row in rows(path) if row["geonameid"]]
        assert len(ids) == len(set(ids)), path.name


@pytest.mark.parametrize("path", ACTORS, ids=lambda path: path.stem)
def test_rows_of_actors_are_sound(path: Path) -> None:
    table = rows(path)
    ids = [row["id"] for row in table]
    assert len(ids) == len(set(ids))
    for row in table:
        assert row["name"] and Sector(row["sector"])
        assert re.fullmatch(r"([A-Z]{3})?", row["country"]), row
        for date in (row["start"], row["end"]):
            assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", date), row
        for code in filter(None, (row["members"] + "|" + row["opponents"]).split("|")):
            assert re.fullmatch(r"[A-Z]{3}", code), row


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(gazetteer_build, "_towns", lambda **_taken: [])
    (tmp_path / "a.csv").write_text(
        f"{HEADER}\n"
        "Sandland,Kingdom of Sandland,country,SND,10,20,11,knowledge\n"
        "Dune Province,,province,SND,11,21,12,geonames\n"
        "Dune,Old Dune,region,SND,12,22,12,knowledge\n",
        encoding="utf-8",
    )
    (tmp_path / "admin1_codes.csv").write_text("country,code,geonameid\nSND,01,12\n")
    (tmp_path / "abbreviations.csv").write_text("name,abbreviations,geonameid\nDune,Dn.|DN,12\n")
    return tmp_path


def test_the_same_sources_give_the_same_bytes(small: Path) -> None:
    one, other = small / "one.bin", small / "other.bin"
    assert gazetteer_build.build_gazetteer(resources=small, output=one) == 2
    gazetteer_build.build_gazetteer(resources=small, output=other)
    assert one.read_bytes() == other.read_bytes()


def test_rows_of_one_id_become_one_place(small: Path) -> None:
    path = small / "gazetteer.bin"
    gazetteer_build.build_gazetteer(resources=small, output=path)
    gazetteer = Gazetteer.load(path)
    (place,) = gazetteer.candidates("Dune")
    assert (place.name, place.kind, place.latitude) == ("Dune", PlaceKind.PROVINCE, 11.0)
    assert gazetteer.candidates("Dune Province") == gazetteer.candidates("Old Dune") == (place,)
    assert gazetteer.is_abbreviation("DN")


def test_a_bad_row_is_named(small: Path) -> None:
    (small / "b.csv").write_text(f"{HEADER}\nNowhere,,town,SND,91,0,,knowledge\n")
    with pytest.raises(ValueError, match=r"b\.csv, line 2"):
        gazetteer_build.build_gazetteer(resources=small, output=small / "gazetteer.bin")

"""The compiled gazetteer and its choices."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from communique.knowledge.gazetteer import GAZETTEER_FILE, Gazetteer, lies_in
from communique.knowledge.places import PlaceKind


def test_the_file_is_small_and_holds_many_places() -> None:
    # Wheels compress it; what is installed is what is mapped.
    assert len(zlib.compress(GAZETTEER_FILE.read_bytes(), 1)) < 10_000_000
    assert len(Gazetteer.load()) > 200_000


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(b"something else altogether")
    with pytest.raises(ValueError, match="build it again"):
        Gazetteer.load(path)


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Syria", "SYR", PlaceKind.COUNTRY),
        ("U.S.", "USA", PlaceKind.COUNTRY),
        ("Georgia", "GEO", PlaceKind.COUNTRY),
        ("Kiev", "UKR", PlaceKind.CAPITAL),
        ("Paris", "FRA", PlaceKind.CAPITAL),
        ("Paris, Texas", "USA", PlaceKind.TOWN),
        ("Athens, Ga.", "USA", PlaceKind.TOWN),
        ("Aleppo", "SYR", PlaceKind.TOWN),
        ("Hama province", None, None),
        ("Strait of Hormuz", None, PlaceKind.STRAIT),
        ("South China Sea", None, PlaceKind.SEA),
        ("Panmunjom", "KOR", PlaceKind.CROSSING),
        ("Rafah crossing", "PSE", PlaceKind.CROSSING),
        ("Yongbyon", "PRK", PlaceKind.NUCLEAR_SITE),
        ("Guantanamo Bay", "CUB", PlaceKind.ISLAND),
        ("Cox's Bazar", "BGD", None),
    ],
)
def test_where_a_name_lies(
    gazetteer: Gazetteer, name: str, country: str | None, kind: PlaceKind | None
) -> None:
    choice = gazetteer.where(name)
    if kind is None and country is None:
        assert choice is None or choice.place.country is not None
        return
    assert choice is not None
    assert choice.place.country == country
    assert kind is None or choice.place.kind is kind


def test_context_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    beirut = gazetteer.where("Beirut")
    assert beirut is not None
    plain = gazetteer.where("Tripoli")
    near_beirut = gazetteer.where("Tripoli", context_countries=["LBN"], near=[beirut.place])
    assert plain is not None and plain.place.country == "LBY"
    assert near_beirut is not None and near_beirut.place.country == "LBN"
    assert "the text is about LBN" in near_beirut.reason
    assert "Beirut" in near_beirut.reason


def test_unknown_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.where("Qwxyzzz") is None
    assert gazetteer.where("") is None
    assert gazetteer.candidates("   ") == ()
    assert gazetteer.country("ZZZ") is None


def test_a_town_lies_in_its_province_and_country(gazetteer: Gazetteer) -> None:
    town = gazetteer.where("Athens, Ohio")
    state = gazetteer.where("Ohio")
    country = gazetteer.country("usa")
    assert town is not None and state is not None and country is not None
    assert lies_in(town.place, state.place)
    assert lies_in(town.place, country)
    assert not lies_in(state.place, town.place)


def test_short_forms_of_states_are_told_from_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_abbreviation("OH")
    assert gazetteer.is_abbreviation("Tenn.")
    assert not gazetteer.is_abbreviation("Ohio")

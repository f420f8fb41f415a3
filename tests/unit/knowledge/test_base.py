from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.names import NameIndex
from communique.records import Sector


def test_office_holders_by_day(base: KnowledgeBase) -> None:
    held = base.office_holder("RUS", "foreign_minister", date(2024, 1, 15))
    assert [person.name for person in held] == ["Sergei Lavrov"]
    held = base.office_holder("RUS", "foreign_minister", date(2000, 1, 15))
    assert [person.name for person in held] == ["Igor Ivanov"]


def test_people_by_surname_put_who_is_in_office_first(base: KnowledgeBase) -> None:
    assert base.people_named("Park", on=date(2014, 5, 1))[0].name == "Park Geun-hye"
    assert base.people_named("Park", on=date(1975, 5, 1))[0].name == "Park Chung-hee"
    assert base.people_named("Nobody-of-this-name") == ()


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Kuwaiti", "KWT"),
        ("the Kremlin", "RUS"),
        ("Kremlin", "RUS"),
        ("Filipinos", "PHL"),
        ("Pyongyang", "PRK"),
        ("south Korean", "KOR"),
        ("NATO", None),
        ("nonsense", None),
    ],
)
def test_country_of_words(base: KnowledgeBase, words: str, country: str | None) -> None:
    assert base.country_of(words) == country


@pytest.mark.parametrize(
    ("noun", "sector"),
    [
        ("troops", Sector.MIL),
        ("villagers", Sector.CVL),
        ("Brig. Gen.", Sector.MIL),
        ("lawmaker", Sector.LEG),
        ("banana", None),
    ],
)
def test_sector_of_nouns(base: KnowledgeBase, noun: str, sector: Sector | None) -> None:
    assert base.sector_of_noun(noun) is sector


def test_titles(base: KnowledgeBase) -> None:
    assert base.is_person_title("Foreign Minister")
    assert not base.is_person_title("Geneva")
    office = base.office_of_title("defence chief")
    assert office is not None
    assert office.key == "defence_minister"


def test_an_overlay_goes_before_the_base(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.csv"
    overlay.write_text(
        "name,aliases,country,sector,start,end\nSouthern Highlands Front,SHF,ETH,REB,2019,\n",
        encoding="utf-8",
    )
    base = KnowledgeBase.load(overlay)
    assert base.country_of("SHF") == "ETH"
    assert base.country_of("Kuwaiti") == "KWT"


def test_an_overlay_of_persons(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.csv"
    overlay.write_text(
        "person,aliases,country,office,body,sector,start,end\n"
        "Amina Wekesa,,KEN,president,,GOV,2023-01-01,\n",
        encoding="utf-8",
    )
    base = KnowledgeBase.load(overlay)
    assert base.people_named("Wekesa", on=date(2024, 1, 1))[0].name == "Amina Wekesa"


def test_an_unsound_overlay_names_its_line(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.csv"
    overlay.write_text("name,aliases,country,sector,start,end\nX,,ETH,XXX,,\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"mine\.csv:2: sector 'XXX' is unknown"):
        KnowledgeBase.load(overlay)


def test_names_in_running_text(base: KnowledgeBase) -> None:
    text = "Iranian officials told us that the U.S. and Saudi Arabia met Sergei Lavrov in Male."
    hits = NameIndex(base).scan(text)
    assert [hit.text for hit in hits][:4] == ["Iranian", "U.S.", "Saudi Arabia", "Sergei Lavrov"]
    assert all(text[hit.start : hit.end] == hit.text and hit.readings for hit in hits)


def test_only_whole_words_count(base: KnowledgeBase) -> None:
    assert NameIndex(base).scan("Iranology and TOTUS") == []

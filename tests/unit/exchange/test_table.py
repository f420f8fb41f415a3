from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from communique.exchange.table import COLUMNS, to_table
from communique.records import Actor, Article, Reading


def rows(*readings: Reading) -> list[dict[str, str]]:
    return list(csv.DictReader("".join(to_table(readings)).splitlines()))


def test_one_row_an_event(reading: Reading) -> None:
    first, second = rows(reading)
    assert tuple(first) == COLUMNS
    assert first["type"] == "SANCTION"
    assert first["actors"] == "Lithuania's foreign ministry"
    assert first["recipient_countries"] == "BLR"
    assert first["when"] == "2024-05-06"
    assert first["trigger"] == "expelled"
    assert first["mentions"] == "2"
    assert second["background"] == "True"
    assert second["where"] == ""


def test_codes_keep_the_place_of_their_actor(reading: Reading) -> None:
    parties = (Actor("someone"), Actor("Minsk", "BLR"))
    event = replace(reading.events[0], actors=parties)
    (row,) = rows(replace(reading, events=(event,)))
    assert row["actors"] == "someone; Minsk"
    assert row["actor_countries"] == "; BLR"
    assert row["actor_sectors"] == ""


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "\t=", " =", "\n@"])
def test_formulas_are_disarmed(reading: Reading, opening: str) -> None:
    event = replace(reading.events[0], actors=(Actor(f'{opening}HYPERLINK("x")'),))
    (row,) = rows(replace(reading, events=(event,)))
    assert row["actors"].startswith("'")


def test_numbers_are_left_alone(reading: Reading) -> None:
    place = reading.events[0].where
    assert place
    event = replace(reading.events[0], where=replace(place, latitude=-1.5))
    (row,) = rows(replace(reading, events=(event,)))
    assert row["latitude"] == "-1.5"


def test_a_reading_without_events_gives_the_header_alone() -> None:
    assert rows(Reading(Article("a", "", "Text."))) == []

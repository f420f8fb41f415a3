"""The names of a text decide each other's sense."""

from __future__ import annotations

import pytest

from communique.knowledge.gazetteer import Gazetteer
from communique.knowledge.gazetteer_context import NamedPlace, settle


def countries(gazetteer: Gazetteer, *names: str) -> list[str | None]:
    choices = settle(gazetteer, [NamedPlace(name) for name in names])
    return [choice.place.country if choice else None for choice in choices]


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (("Tripoli", "Beirut", "Sidon"), ["LBN", "LBN", "LBN"]),
        (("Tripoli", "Benghazi", "Misrata"), ["LBY", "LBY", "LBY"]),
        (("Moscow", "Kyiv", "Washington"), ["RUS", "UKR", "USA"]),
        (("Georgia", "Tbilisi", "Gori"), ["GEO", "GEO", "GEO"]),
        (("Cuba", "Russia", "China", "Peru"), ["CUB", "RUS", "CHN", "PER"]),
        (("Hyderabad", "Karachi", "Sukkur"), ["PAK", "PAK", "PAK"]),
    ],
)
def test_places_fit_together(
    gazetteer: Gazetteer, names: tuple[str, ...], wanted: list[str]
) -> None:
    assert countries(gazetteer, *names) == wanted


def test_a_state_beside_a_town_decides(gazetteer: Gazetteer) -> None:
    names = [NamedPlace("Georgia"), NamedPlace("Athens"), NamedPlace("Atlanta")]
    choices = settle(gazetteer, names)
    assert [choice.place.province for choice in choices[1:] if choice] == ["Georgia", "Georgia"]
    pair = settle(gazetteer, [NamedPlace("Athens", ("Ohio",))])
    assert pair[0] is not None and pair[0].place.province == "Ohio"
    assert "puts it in Ohio" in pair[0].reason


def test_nothing_and_the_unknown(gazetteer: Gazetteer) -> None:
    assert settle(gazetteer, []) == ()
    assert settle(gazetteer, [NamedPlace("Qwxyzzz")]) == (None,)
    assert countries(gazetteer, "Qwxyzzz", "Syria") == [None, "SYR"]

"""Which words name places, and where they lie in their article."""

from __future__ import annotations

import pytest

from communique.knowledge.gazetteer import Gazetteer
from communique.language import LanguageModel
from communique.reading.places import read_places, resolve_place
from communique.reading.places.lexicon import load_examples
from communique.records import Article, Place

pytestmark = pytest.mark.model


@pytest.fixture(scope="session")
def model(language_model: LanguageModel) -> LanguageModel:
    return language_model


def read(
    model: LanguageModel, gazetteer: Gazetteer, text: str, title: str = ""
) -> tuple[Place, ...]:
    return read_places(model.parse(Article("test", title, text)), gazetteer)


def words(places: tuple[Place, ...]) -> list[str]:
    return [place.span.text for place in places if place.span is not None]


@pytest.mark.parametrize(("text", "wanted"), load_examples(), ids=lambda value: str(value)[:40])
def test_examples(
    model: LanguageModel, gazetteer: Gazetteer, text: str, wanted: tuple[str, ...]
) -> None:
    assert words(read(model, gazetteer, text)) == list(wanted)


def test_spans_point_into_the_article(model: LanguageModel, gazetteer: Gazetteer) -> None:
    text = "BEIRUT, March 4 (Example Wire) - Gunmen fought in Tripoli.\nCalm returned to Sidon."
    article = Article("test", "Clashes in Lebanon", text)
    places = read_places(model.parse(article), gazetteer)
    assert words(places) == ["Lebanon", "BEIRUT", "Tripoli", "Sidon"]
    assert {place.country for place in places} == {"LBN"}
    for place in places:
        assert place.span is not None
        field = article.field_text(place.span.field)
        assert field[place.span.start : place.span.end] == place.span.text


def test_one_name_has_one_sense(model: LanguageModel, gazetteer: Gazetteer) -> None:
    text = (
        "The council of Springfield, Illinois, met on Monday. "
        "Police in Springfield arrested a man from Decatur."
    )
    places = read(model, gazetteer, text)
    springfield = {place.geonameid for place in places if place.name == "Springfield"}
    assert len(springfield) == 1
    decatur = next(place for place in places if place.name == "Decatur")
    assert decatur.latitude == pytest.approx(39.8, abs=0.2)


def test_an_empty_article(model: LanguageModel, gazetteer: Gazetteer) -> None:
    assert read(model, gazetteer, "") == ()
    assert read(model, gazetteer, "he said so.") == ()


def test_a_place_beside_others(gazetteer: Gazetteer) -> None:
    others = (Place("Beirut", "LBN"), Place("Sidon", "LBN"))
    alone = resolve_place("Tripoli", gazetteer)
    beside = resolve_place("Tripoli", gazetteer, others=others)
    assert alone is not None and alone.place.country == "LBY"
    assert beside is not None and beside.place.country == "LBN"
    assert resolve_place("Qwxyzzz", gazetteer) is None

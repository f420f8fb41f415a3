from __future__ import annotations

from datetime import date

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.gazetteer import Gazetteer
from communique.knowledge.place_country import place_country_from
from communique.knowledge.resolve import Resolver


def test_towns_tell_countries_where_the_words_do_not(base: KnowledgeBase) -> None:
    resolver = Resolver(base, place_country=place_country_from(Gazetteer.load()))
    on = date(2016, 8, 1)
    assert resolver.resolve("civilians in Aleppo", on=on).country == "SYR"
    assert resolver.resolve("Mumbai police", on=on).country == "IND"
    assert resolver.resolve("British soldiers in Basra", on=on).country == "GBR"
    assert resolver.resolve("residents of Nowhere-on-Sea", on=on).country is None

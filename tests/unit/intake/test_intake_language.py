from __future__ import annotations

import socket

import pytest

from communique.intake.language_check import foreign_language
from communique.records import Article


def language(text: str, title: str = "") -> str | None:
    return foreign_language(Article("a", title, text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "El presidente se reunió con el primer ministro de Francia el lunes en Madrid, "
            "según fuentes oficiales.",
            "Spanish",
        ),
        (
            "Der Präsident traf den Kanzler am Montag in Berlin zu einem Gespräch über den "
            "Handel zwischen beiden Ländern.",
            "German",
        ),
        ("Министр иностранных дел прибыл в Пекин с официальным визитом в понедельник.", "Russian"),
        ("外交部长周一抵达莫斯科进行正式访问，并会见了俄罗斯总统。", "Chinese"),
        ("وصل وزير الخارجية إلى موسكو يوم الاثنين في زيارة رسمية تستغرق يومين", "Arabic"),
        ("北朝鮮の外相は月曜日にモスクワに到着し、ロシアの大統領と会談した。", "Japanese"),
    ],
)
def test_other_languages_are_named(text: str, name: str) -> None:
    assert language(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Putin: nyet",
        "Macron à Berlin lundi",
        "北京",
        "GRAIN PRICES UP 3 PCT; WHEAT 412-1/2, CORN 285-3/4, OATS 190, SOYBEANS 602, RICE 12.15",
        "The Bundesverfassungsgericht and the Bundestag disagreed on Monday, the agency said.",
    ],
)
def test_english_and_what_is_too_short_to_tell(text: str) -> None:
    assert language(text) is None


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert language(
        "Le ministre a rencontré son homologue à Paris pour parler de la paix et du commerce."
    )

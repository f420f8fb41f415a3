from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.knowledge.normal import is_abbreviation, key_of, tokens


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("U.S.", "us"),
        ("Côte d'Ivoire", "cote divoire"),
        ("Workers' Party", "workers 's party"),
        ("People’s Army", "people 's army"),
        ("Saudi-led", "saudi led"),
        ("Brig. Gen.", "brig gen"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Nuuk/Godthåb", "nuuk godthab"),
        ("", ""),
    ],
)
def test_one_key_for_all_spellings(name: str, key: str) -> None:
    assert key_of(name) == key


def test_a_hyphen_joins_and_a_dash_does_not() -> None:
    joined = [t.joined for t in tokens("US-led forces - rebels")]
    assert joined == [False, True, False, False]


def test_the_last_dot_belongs_to_an_abbreviation() -> None:
    assert [t.text for t in tokens("U.S. troops")] == ["U.S.", "troops"]
    assert [t.text for t in tokens("the army.")] == ["the", "army"]


@pytest.mark.parametrize(("name", "yes"), [("US", True), ("U.S.", True), ("Chad", False)])
def test_abbreviations(name: str, yes: bool) -> None:
    assert is_abbreviation(name) is yes


@given(st.text(max_size=80))
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        end = token.end

from __future__ import annotations

import pytest

from communique.evaluation.names import content_words, head_word, names_agree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("President Amina Wekesa", "Wekesa"),
        ("the U.N.", "UN envoy"),
        ("Renée Duval's office", "Renee Duval"),
        ("the rebels", "Rebel commander"),
        ("the foreign minister", "foreign ministry"),
    ],
)
def test_names_that_agree(one: str, other: str) -> None:
    assert names_agree(one, other)


def test_titles_alone_tell_nobody_apart() -> None:
    assert not names_agree("President Amina Wekesa", "President Dawit Alemu")


def test_content_words() -> None:
    assert content_words("the Popular Front of the Liberation") == {
        "popular",
        "front",
        "liberation",
    }


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("a spokesman for the court", "spokesman"),
        ("officials briefed on the case", "officials"),
        ("“the minister", "minister"),
        ("Rasa Petraite, the foreign minister", "petraite"),
        ("", ""),
    ],
)
def test_head_word(phrase: str, head: str) -> None:
    assert head_word(phrase) == head

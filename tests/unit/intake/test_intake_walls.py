from __future__ import annotations

import pytest

from communique.intake.walls import LONGEST_WALL, Wall, find_wall, walls


@pytest.mark.parametrize("wall", walls(), ids=lambda wall: wall.kind)
def test_examples_and_counterexamples(wall: Wall) -> None:
    assert wall.examples
    assert wall.counterexamples
    assert {find_wall(text) for text in wall.examples} == {wall.kind}
    assert {find_wall(text) for text in wall.counterexamples} == {None}


def test_phrases_are_in_lower_case() -> None:
    assert all(phrase == phrase.lower() for wall in walls() for phrase in wall.phrases)


def test_a_long_text_is_an_article() -> None:
    assert find_wall("Please log in. " + "Text. " * LONGEST_WALL) is None

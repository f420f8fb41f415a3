"""What a marked pair teaches; needs PyTorch (the extra `train`)."""

from __future__ import annotations

from typing import Any

import pytest
from tokenizers import Tokenizer

pytest.importorskip("torch")

from communique.reading.events.network import TYPES
from communique.reading.relate import RELATION_MODEL
from communique.training.relation_fit import RelationExample, folds, pair_examples

SENTENCE = "Latvia thanked Iceland."


def _example(**known: Any) -> RelationExample:
    row = {"id": "a", "text": SENTENCE, "actor": [0, 6], "recipient": [15, 22], "type": None}
    tokenizer = Tokenizer.from_file(str(RELATION_MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    return pair_examples([row | known], tokenizer)[0]


def _names(example: RelationExample) -> set[str]:
    return {str(TYPES[number]) for number in example.types}


def test_a_type_is_the_one_that_is_right() -> None:
    assert _names(_example(type="SUPPORT")) == {"SUPPORT"}
    assert _example(type="SUPPORT").precise


def test_yield_of_the_older_scheme_is_one_of_two() -> None:
    assert _names(_example(type="YIELD")) == {"CONCEDE", "RETREAT"}
    assert _example(type="YIELD").precise


def test_cooperation_alone_leaves_all_its_types_open() -> None:
    found = _example(binary="cooperation")
    assert {"SUPPORT", "AID"} <= _names(found)
    assert not _names(found) & {"ACCUSE", "ASSAULT"}
    assert not found.precise


def test_conflict_alone_leaves_all_its_types_open() -> None:
    assert {"ACCUSE", "ASSAULT"} <= _names(_example(binary="conflict"))


def test_a_sentence_with_two_pairs_stays_in_one_fold() -> None:
    one, other = _example(type="SUPPORT"), _example(id="b", type="SUPPORT")
    assert {frozenset(part) for part in folds([one, other], 2)} == {
        frozenset({"a", "b"}), frozenset(),
    }  # fmt: skip

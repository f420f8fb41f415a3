"""What a model tells apart, and the folders of models."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from communique.reading.events.coding import PLOVER, TYPES, Coding, read_coding, write_coding
from communique.reading.events.model_folder import (
    Card,
    ModelError,
    file_digest,
)
from communique.reading.events.modes import ModeCues, load_modes
from communique.records import EventType, OwnType, QuadClass

SHIP = OwnType("INTERCEPT", QuadClass.MATERIAL_CONFLICT, EventType.COERCE)
CUES = ModeCues("ram", frozenset({"ram"}), frozenset(), frozenset({"boarded"}))
CODING = Coding((SHIP,), (1, 2), {SHIP: (CUES,), EventType.AID: ()})
COERCE = 1 + TYPES.index(EventType.COERCE)


def chances(**given: float) -> np.ndarray:
    names = ["none", *(kind.value for kind in CODING.types)]
    return np.array([[given.get(name, 0.0) for name in names]], dtype=np.float32)


def test_plover_changes_nothing() -> None:
    table = np.full((2, 17), 1 / 17, dtype=np.float32)
    assert PLOVER.given(table) is table
    assert PLOVER.as_plover(table[0]).base is table
    assert PLOVER.cues(EventType.ACCUSE) == load_modes()[EventType.ACCUSE]


def test_a_type_left_out_counts_as_no_event() -> None:
    shown = CODING.given(chances(none=0.1, AGREE=0.6, AID=0.3))[0]
    assert shown[0] == pytest.approx(0.7)
    assert CODING.best(shown) is EventType.AID
    assert shown.sum() == pytest.approx(1.0)


def test_an_own_type_takes_its_parties_as_what_it_is_like() -> None:
    row = chances(COERCE=0.1, INTERCEPT=0.9)[0]
    assert CODING.best(row) == SHIP
    assert CODING.as_plover(row).shape == (17,)
    assert CODING.as_plover(row)[COERCE] == pytest.approx(1.0)


def test_modes_are_told_by_the_codebook_s_cues() -> None:
    assert CODING.cues(SHIP) == (CUES,)
    assert CODING.cues(EventType.AID) == ()
    assert CODING.cues(EventType.ACCUSE) == load_modes()[EventType.ACCUSE]


def test_it_is_written_and_read(tmp_path: Path) -> None:
    write_coding(CODING, tmp_path / "types.json")
    assert read_coding(tmp_path / "types.json") == CODING


@pytest.mark.parametrize("text", ["{}", "[]", '{"own": [{"name": "X"}]}', "{"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "types.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError):
        read_coding(tmp_path / "types.json")


def test_a_damaged_folder_names_file_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"card\.json is missing; name another model"):
        Card.checked(tmp_path)
    (tmp_path / "card.json").write_text("{")
    with pytest.raises(ModelError, match=r"card\.json is damaged"):
        Card.checked(tmp_path)
    (tmp_path / "card.json").write_text('{"version": "x"}')
    with pytest.raises(ModelError, match=r"card\.json lacks 'digests'"):
        Card.checked(tmp_path)
    (tmp_path / "a.txt").write_text("a")
    card = {"version": "x", "digests": {"a.txt": file_digest(tmp_path / "a.txt")}}
    card |= {"features": [], "settings": {}}
    (tmp_path / "card.json").write_text(json.dumps(card))
    assert Card.checked(tmp_path).codebook == ""
    (tmp_path / "a.txt").write_text("b")
    with pytest.raises(ModelError, match=r"a\.txt is damaged"):
        Card.checked(tmp_path)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(ModelError, match=r"a\.txt is missing; .*communique model extend"):
        Card.checked(tmp_path)

"""A model folder carries what is fitted to it, or is read with what is packaged."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from communique.reading.events.event_model import EventModel
from communique.reading.events.fitted_files import (
    drop_if_damaged,
    fitted_path,
    remove_fitted,
    write_fitted,
)
from communique.reading.events.model_folder import DEFAULT_MODEL, Card, Fitted, ModelError
from communique.reading.events.party_choice import PartyChoice
from communique.reading.reader import Reader
from communique.records import Article

CHOICE = PartyChoice(
    {"recipient own": 0},
    np.zeros((1, 1), dtype=np.float32),
    np.array([1.0], dtype=np.float32),
    np.ones(1, dtype=np.float32),
)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The packaged model as a folder of the user's, to which nothing is fitted."""
    folder = tmp_path / "own"
    folder.mkdir()
    for path in DEFAULT_MODEL.iterdir():
        if path.name not in {*Fitted, "card.json"}:
            (folder / path.name).symlink_to(path)
    card = json.loads((DEFAULT_MODEL / "card.json").read_text(encoding="utf-8"))
    card["digests"] = {k: v for k, v in card["digests"].items() if k not in set(Fitted)}
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")
    return folder


def write_confidence(folder: Path, **weights: float) -> None:
    def write(path: Path) -> None:
        path.write_text(json.dumps(weights), encoding="utf-8")

    write_fitted(folder / Fitted.CONFIDENCE, write)


def test_the_packaged_model_has_both_on_its_card() -> None:
    assert set(Fitted) <= Card.checked(DEFAULT_MODEL).digests.keys()


def test_a_folder_without_them_is_read_with_the_packaged_ones(bare: Path) -> None:
    assert {fitted_path(bare, file) for file in Fitted} == {DEFAULT_MODEL / f for f in Fitted}
    model, packaged = EventModel.load(bare), EventModel.load(DEFAULT_MODEL)
    assert model.confidence == packaged.confidence
    assert model.choice.rows == packaged.choice.rows


def test_a_folder_with_its_own_is_read_with_them(bare: Path) -> None:
    write_fitted(bare / Fitted.CHOICE, CHOICE.write)
    write_confidence(bare, always=2.0)
    model = EventModel.load(bare)
    assert model.choice.rows == CHOICE.rows
    assert model.confidence == {"always": 2.0}
    assert set(Fitted) <= Card.checked(bare).digests.keys()


@pytest.mark.model
def test_every_event_is_as_sure_as_the_folder_says(bare: Path) -> None:
    write_confidence(bare, always=0.0)
    article = Article("a", "", "France condemned Russia on Monday. Iran attacked Iraq.")
    events = Reader(model=bare).read(article).events
    assert [event.confidence for event in events] == [0.5, 0.5]


@pytest.mark.parametrize("file", Fitted)
def test_another_file_than_the_card_names_is_refused_with_the_remedy(
    bare: Path, file: Fitted
) -> None:
    write_fitted(bare / Fitted.CHOICE, CHOICE.write)
    write_confidence(bare, always=2.0)
    (bare / file).write_bytes(b"{}")
    with pytest.raises(ModelError) as refused:
        EventModel.load(bare)
    for said in (f"{bare / file} is damaged", f"`{file.command} --model {bare}`"):
        assert said in str(refused.value)


def test_a_file_that_the_card_does_not_name_is_refused(bare: Path) -> None:
    (bare / Fitted.CONFIDENCE).write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"confidence\.json is not named on .*; remove it, or fit"):
        EventModel.load(bare)


def test_what_is_damaged_is_taken_away_before_it_is_fitted_anew(bare: Path) -> None:
    write_confidence(bare, always=2.0)
    drop_if_damaged(bare, Fitted.CONFIDENCE)
    assert (bare / Fitted.CONFIDENCE).exists()
    (bare / Fitted.CONFIDENCE).write_text("{}", encoding="utf-8")
    drop_if_damaged(bare, Fitted.CONFIDENCE)
    assert not (bare / Fitted.CONFIDENCE).exists()
    assert Fitted.CONFIDENCE not in Card.checked(bare).digests


def test_nothing_of_former_weights_stays(bare: Path) -> None:
    write_confidence(bare, always=2.0)
    assert remove_fitted(bare) == (Fitted.CONFIDENCE,)
    assert remove_fitted(bare) == ()


def test_a_file_elsewhere_touches_no_card(tmp_path: Path) -> None:
    write_confidence(tmp_path, always=2.0)
    assert [path.name for path in tmp_path.iterdir()] == [Fitted.CONFIDENCE]


def test_what_cannot_be_written_leaves_what_was_there(bare: Path) -> None:
    def fails(_path: Path) -> None:
        raise OSError("no space left")

    write_confidence(bare, always=2.0)
    with pytest.raises(OSError, match="no space"):
        write_fitted(bare / Fitted.CONFIDENCE, fails)
    assert EventModel.load(bare).confidence == {"always": 2.0}

"""A model is named, or is a folder; what is not there is said with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.reading.events.model_folder import (
    DEFAULT_MODEL,
    MODELS_VARIABLE,
    ModelError,
    built_folder,
    model_folder,
)


def test_the_packaged_model_is_the_default_and_has_a_name() -> None:
    assert model_folder(None) == model_folder("fast") == DEFAULT_MODEL


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert model_folder(tmp_path) == model_folder(str(tmp_path)) == tmp_path


def test_the_accurate_model_is_looked_for_where_the_variable_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    with pytest.raises(ModelError, match=r"not built: there is no .*accurate; build it with"):
        model_folder("accurate")
    (tmp_path / "accurate").mkdir()
    assert model_folder("accurate") == tmp_path / "accurate"


def test_without_the_variable_it_lies_among_the_users_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(MODELS_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert built_folder("accurate") == tmp_path / "communique" / "models" / "accurate"


def test_a_name_that_is_no_folder_is_said_with_the_names_there_are() -> None:
    with pytest.raises(ModelError, match=r"'nowhere': no such folder, and no name \(fast, accur"):
        model_folder("nowhere")

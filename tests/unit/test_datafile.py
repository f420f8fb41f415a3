"""Data files hold words, also those that YAML 1.1 takes for truth values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import communique
from communique.datafile import read_yaml

ROOM = Path(communique.__file__).parent
FILES = sorted(p for p in ROOM.rglob("*.yaml") if "codebook" not in p.parts)


def test_on_and_no_are_words(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("words: [on, off, no, yes]\nflag: true\n", "utf-8")
    assert read_yaml(tmp_path / "words.yaml") == {"words": ["on", "off", "no", "yes"], "flag": True}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOM)))
def test_a_list_of_words_holds_no_truth_value(path: Path) -> None:
    mixed = [one for one in _lists(read_yaml(path)) if _is_mixed(one)]
    assert not mixed, f"quote the words true and false in {mixed}"


def _is_mixed(values: list[Any]) -> bool:
    words = sum(isinstance(value, str) for value in values)
    return words > 1 and any(isinstance(value, bool) for value in values)


def _lists(data: Any) -> Iterator[list[Any]]:
    if isinstance(data, list):
        yield data
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for value in inner:
        yield from _lists(value)

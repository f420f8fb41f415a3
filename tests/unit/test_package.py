from __future__ import annotations

import subprocess
import sys

import pytest

import communique
from communique.records import Article, Reading


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, communique; assert 'communique.records' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_names_come_from_their_rooms() -> None:
    assert communique.Article is Article
    assert communique.Reading is Reading
    assert {"Article", "Reader", "Reading"} <= set(dir(communique))


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="Ledger"):
        communique.Ledger  # type: ignore[attr-defined]  # noqa: B018

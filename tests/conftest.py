"""Fixtures that are costly to build, once for the whole run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

# Two cores are shared by the tests and whatever else the machine does; threads of the numeric
# libraries beyond one a process only wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest

if TYPE_CHECKING:
    from communique import Reader
    from communique.language import LanguageModel


@pytest.fixture(scope="session")
def language_model() -> LanguageModel:
    """The packaged spaCy pipeline."""
    from communique.language import LanguageModel

    return LanguageModel()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with its defaults."""
    from communique import Reader

    return Reader()

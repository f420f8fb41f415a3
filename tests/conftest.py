"""Fixtures that are costly to build, once for the whole run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

# Two cores are shared by the tests and whatever else the machine does; threads of the numeric
# libraries beyond one a process only wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from hypothesis import settings

# A property is about what comes out; how long it takes on a busy machine is the benchmarks' matter.
settings.register_profile("communique", deadline=None)
settings.load_profile("communique")

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

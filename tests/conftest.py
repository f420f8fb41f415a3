"""Fixtures that are costly to build, once for the whole run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
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
def maritime_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that reads by the codebook in examples/maritime, made by the command; a minute.

    What the command printed lies beside the folder, in `made.txt`.
    """
    root = Path(__file__).parents[1]
    folder = tmp_path_factory.mktemp("own") / "maritime-model"
    codebook = root / "examples" / "maritime" / "codebook"
    program = str(Path(sys.executable).with_name("communique"))
    command = [program, "model", "extend", str(folder), "--codebook", str(codebook)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (folder.parent / "made.txt").write_text(done.stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with its defaults."""
    from communique import Reader

    return Reader()

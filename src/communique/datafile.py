"""Data files of the package: cues, titles and words that are kept beside the code as YAML."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C reads ten times faster; the wheels of PyYAML bring it."""


def read_yaml(file: Path | Traversable) -> Any:
    """Reads a data file of the package."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)

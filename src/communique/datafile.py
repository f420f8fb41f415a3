"""Data files of the package: cues, titles and words that are kept beside the code as YAML."""

from __future__ import annotations

import re
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

_BOOLEAN = "tag:yaml.org,2002:bool"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads "on", "off", "yes" and "no" as the words that they are, as YAML 1.2 does.

    The parser in C reads ten times faster; the wheels of PyYAML bring it.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own name and form
        first: [(tag, form) for tag, form in forms if tag != _BOOLEAN]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver(_BOOLEAN, re.compile("^(?:true|false)$"), list("tf"))


def read_yaml(file: Path | Traversable) -> Any:
    """Reads a data file of the package."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)

"""Reads newswire and keeps the record of what political actors do to each other.

`Reader`, `Article` and `Reading` are loaded when they are first used, so that importing the
package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.reading.reader import Reader
    from communique.records import Article, Reading

__all__ = ["Article", "Reader", "Reading"]

_HOME = {
    "Article": "communique.records",
    "Reader": "communique.reading.reader",
    "Reading": "communique.records",
}


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""Which versions make a reading: when one changes, articles are read again."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.ledger import Maker


def maker(*, model: str | None) -> Maker:
    """Gives the versions of reader, model, knowledge and codebook that this program reads with.

    Reader, knowledge and codebook are told apart by the content of their files, too: a rule that
    was changed in place makes another reading.

    Args:
        model: Name of the spaCy pipeline; the packaged one if None.
    """
    from communique.ledger import Maker
    from communique.packaged import PACKAGED_MODEL

    name = model or PACKAGED_MODEL
    return Maker(
        reader=f"{_version('communique')} {_content('reading')}",
        model=f"{name} {_version(name)} {_content('language')}",
        knowledge=_content("knowledge"),
        codebook=_content("ontology"),
    )


def _version(package: str) -> str:
    try:
        return version(package.replace("_", "-"))
    except PackageNotFoundError:
        return "unknown"


@lru_cache(maxsize=8)
def _content(room: str) -> str:
    """Eight hexadecimal digits that depend on all files of a room."""
    digest = hashlib.sha256()
    for path, item in sorted(_files(files("communique") / room, ""), key=lambda one: one[0]):
        digest.update(f"{path}\0".encode())
        digest.update(hashlib.sha256(item.read_bytes()).digest())
    return digest.hexdigest()[:8]


def _files(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for item in folder.iterdir():
        if item.is_dir():
            if item.name != "__pycache__":
                found += _files(item, f"{path}/{item.name}")
        else:
            found.append((f"{path}/{item.name}", item))
    return found

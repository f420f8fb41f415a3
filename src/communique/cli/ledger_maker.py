"""Which versions make a reading: when one changes, articles are read again."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import typer

from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.ledger import Maker


def maker(*, model: str | None = None, pipeline: str | None = None) -> Maker:
    """Gives the versions of reader, model, knowledge and codebook that this program reads with.

    Reader, knowledge and codebook are told apart by the content of their files, too: a rule that
    was changed in place makes another reading.

    Args:
        model: Name or folder of the model that finds events; the packaged one if None.
        pipeline: Name of the spaCy pipeline; the packaged one if None.

    Raises:
        ValueError: When there is no such model.
    """
    from communique.ledger import Maker
    from communique.packaged import PACKAGED_MODEL

    name = pipeline or PACKAGED_MODEL
    packaged = Maker(
        reader=f"{_version('communique')} {_content('reading')}",
        model=f"{name} {_version(name)} {_content('language')}",
        knowledge=_content("knowledge"),
        codebook=_content("ontology"),
    )
    return packaged if model is None else _with_model(packaged, model)


def maker_asked_for(*, model: str | None, pipeline: str | None) -> Maker:
    """Gives the same for a command, which ends with a plain message if the model cannot be used."""
    try:
        return maker(model=model, pipeline=pipeline)
    except ValueError as error:
        print(f"communique: {error}", file=sys.stderr)
        raise typer.Exit(ExitStatus.USAGE) from None


def _with_model(packaged: Maker, model: str) -> Maker:
    """Adds what another model is, and the codebook that it reads by."""
    from communique.reading.events.model_folder import (
        DEFAULT_MODEL,
        Card,
        file_digest,
        model_folder,
    )

    folder = model_folder(model)
    if folder == DEFAULT_MODEL:
        return packaged
    card = Card.checked(folder)
    return replace(
        packaged,
        model=f"{packaged.model}; {card.version} {file_digest(folder / 'card.json')[:8]}",
        codebook=card.codebook[:8] or packaged.codebook,
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

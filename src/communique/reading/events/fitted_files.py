"""The files of a model folder that are fitted to it: which are used, written and taken away."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from communique.reading.events.model_folder import (
    DEFAULT_MODEL,
    Card,
    Fitted,
    fault_of,
    file_digest,
)

Write = Callable[[Path], object]
"""Writes the file at a path."""


def fitted_path(folder: Path, file: Fitted) -> Path:
    """Gives the file that a model is read with: its own, or the packaged model's if it has none."""
    return (folder if file in Card.read(folder).digests else DEFAULT_MODEL) / file


def write_fitted(path: Path, write: Write) -> None:
    """Writes a fitted file as a whole or not at all.

    Where it lies in a model folder under its name there, its digest goes on the folder's card.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.stem}-") as space:
        made = Path(space) / path.name
        write(made)
        made.replace(path)
    if path.name in set(Fitted) and _card(path.parent).is_file():
        _record(path.parent, Card.read(path.parent).digests | {path.name: file_digest(path)})


def remove_fitted(folder: Path) -> tuple[Fitted, ...]:
    """Removes what was fitted to a folder's former weights; gives what there was.

    The card is not looked at: it is that of the new weights and names none.
    """
    there = tuple(file for file in Fitted if (folder / file).exists())
    for file in there:
        (folder / file).unlink()
    return there


def drop_if_damaged(folder: Path, file: Fitted) -> None:
    """Takes a fitted file that is not the one its card names away, so that it can be fitted anew.

    Without it the folder is whole again.
    """
    digests = Card.read(folder).digests
    if fault_of(folder / file, digests.pop(file, "")):
        (folder / file).unlink(missing_ok=True)
        _record(folder, digests)


def _card(folder: Path) -> Path:
    return folder / "card.json"


def _record(folder: Path, digests: dict[str, str]) -> None:
    """Puts digests on a card and leaves the rest of it as it is."""
    card = json.loads(_card(folder).read_text(encoding="utf-8"))
    made = folder / ".card.json"
    made.write_text(json.dumps(card | {"digests": digests}, indent=1) + "\n", encoding="utf-8")
    made.replace(_card(folder))

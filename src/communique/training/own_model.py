"""Extends a model by the types of an own codebook, in minutes and without PyTorch."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from communique.language import LanguageModel
from communique.ontology.codebook import Codebook
from communique.ontology.entries import Mode, TypeEntry
from communique.reading.events.coding import TYPES, Coding, write_coding
from communique.reading.events.model_folder import (
    CODEBOOK_FOLDER,
    TYPES_FILE,
    Card,
    Fitted,
    ModelError,
    file_digest,
)
from communique.reading.events.modes import ModeCues, load_modes
from communique.reading.events.network import Network
from communique.records import AnyEventType, OwnType
from communique.training.own_fit import HeldOut, Matrix, fit_rows, held_out
from communique.training.own_material import gather

LEAST_TEMPLATES = 10
"""Sentences of an own type below which there is too little to learn from."""

Report = Callable[[str], None]


class ExtendError(ValueError):
    """A codebook or a folder cannot be used to extend a model; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Extension:
    """What came of extending a model.

    Attributes:
        version: Version of the new model, kept with every reading.
        types: The types that it gives.
        held_out: How well each own type is found in sentences that were not learned from.
    """

    version: str
    types: tuple[AnyEventType, ...]
    held_out: tuple[HeldOut, ...]


def extend_model(
    base: Path, codebook: Path, out: Path, *, articles: Sequence[Path] = (), report: Report
) -> Extension:
    """Makes a model folder that reads by an own codebook.

    The encoder, all that was learned of PLOVER's types, and what is fitted to the base stay; of
    each own type, what its words look like to the encoder is learned.

    Args:
        base: Folder of the model to extend, which must read by PLOVER.
        codebook: Folder of the codebook.
        out: The new folder; must not be there.
        articles: Files of articles annotated by the codebook, in the form of gold.
        report: Told how it goes.

    Raises:
        CodebookError: When the codebook has faults.
        ModelError: When the base is no model, or is itself extended.
        ExtendError: When there is too little to learn from, or `out` is there already.
        ValueError: When the articles are not of the form that is wanted.
    """
    if out.exists():
        raise ExtendError(f"{out} is there already; name a new folder, or remove it first")
    book = Codebook.load(codebook)
    network = Network.load(base)
    if network.coding.own or network.coding.left_out:
        raise ModelError(f"{base} reads by an own codebook already; extend one that does not")
    coding = coding_of(book)
    _enough(book)
    rows, found = None, tuple[HeldOut, ...]()
    if coding.own:
        table = gather(codebook, book, articles, network, LanguageModel())
        report(f"{len(table.sources):,} sentences prepared")
        found = held_out(table, network.heads, types=len(coding.own))
        rows = fit_rows(table, network.heads, types=len(coding.own))
    version = _write(base, book.name, codebook, out, coding, rows)
    given = [kind for at, kind in enumerate(coding.types, 1) if at not in coding.left_out]
    return Extension(version, tuple(given), found)


def coding_of(book: Codebook) -> Coding:
    """Gives what a model that reads by a codebook tells apart."""
    kinds = {entry.name: entry.kind for entry in book.types}
    own = tuple(kind for kind in kinds.values() if isinstance(kind, OwnType))
    left_out = tuple(at for at, kind in enumerate(TYPES, start=1) if kind.value not in kinds)
    cues = {entry.kind: tuple(_cues(entry)) for entry in book.types}
    packaged = load_modes()
    changed = {kind: own for kind, own in cues.items() if own != packaged.get(kind.plover, ())}
    return Coding(own, left_out, changed | {kind: cues[kind] for kind in own})


def _cues(entry: TypeEntry) -> Iterator[ModeCues]:
    """Gives the cues of a type's modes: own ones first, then PLOVER's in their order."""
    own = [mode for mode in entry.modes if mode.cues is not None]
    yield from map(_own_cues, own)
    others = {mode.name for mode in entry.modes if mode.cues is None}
    yield from (cue for cue in load_modes().get(entry.like, ()) if cue.mode in others)


def _own_cues(mode: Mode) -> ModeCues:
    assert mode.cues is not None
    sides = (mode.cues.trigger, mode.cues.around, mode.cues.unless)
    return ModeCues(mode.name, *(frozenset(word.lower() for word in side) for side in sides))


def _enough(book: Codebook) -> None:
    for entry in book.types:
        if isinstance(entry.kind, OwnType) and len(entry.templates) < LEAST_TEMPLATES:
            raise ExtendError(
                f"{entry.name} has {len(entry.templates)} templates; at least {LEAST_TEMPLATES} "
                "are wanted to learn it from, and thirty or more, in several forms, are better"
            )


def _write(
    base: Path, name: str, codebook: Path, out: Path, coding: Coding, rows: Matrix | None
) -> str:
    """Writes the folder as a whole or not at all, and gives the version."""
    card = Card.read(base)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as space:
        made = Path(space) / "model"
        made.mkdir()
        fitted = [file for file in Fitted if file in card.digests]
        for file in ("encoder.onnx", "tokenizer.json", *fitted):
            shutil.copy(base / file, made / file)
        _write_heads(base, made, rows)
        write_coding(coding, made / TYPES_FILE)
        (made / CODEBOOK_FOLDER).mkdir()
        for path in sorted(codebook.glob("*.yaml")):
            shutil.copy(path, made / CODEBOOK_FOLDER / path.name)
        files = sorted(path for path in made.rglob("*") if path.is_file())
        digests = {path.relative_to(made).as_posix(): file_digest(path) for path in files}
        own = _digest_of_codebook(digests)
        version = f"{card.version}+{name}-{own[:8]}"
        whole = Card(version, digests, card.features, card.settings, own)
        (made / "card.json").write_text(json.dumps(asdict(whole), indent=1) + "\n", "utf-8")
        made.rename(out)
    return version


def _write_heads(base: Path, made: Path, rows: Matrix | None) -> None:
    with np.load(base / "heads.npz") as stored:
        arrays = {name: stored[name] for name in stored.files}
    if rows is not None:
        for name, added in (("kind.weight", rows[:, :-1]), ("kind.bias", rows[:, -1])):
            arrays[name] = np.concatenate([arrays[name], added.astype(arrays[name].dtype)])
    np.savez_compressed(made / "heads.npz", **arrays)


def _digest_of_codebook(digests: dict[str, str]) -> str:
    parts = [
        f"{name} {digest}" for name, digest in digests.items() if name.startswith(CODEBOOK_FOLDER)
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()

"""The folder of a model: its card, and whether its files are those that the card names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

DEFAULT_MODEL = Path(__file__).parent / "model"

FAST = "fast"
"""Name of the packaged model."""

MODELS: Mapping[str, Path] = MappingProxyType({FAST: DEFAULT_MODEL})
"""The models that have a name, and their folders."""

TYPES_FILE = "types.json"
"""The file of a model folder that says what it tells apart, where that is not PLOVER as it is."""

CODEBOOK_FOLDER = "codebook"
"""The folder in it with the own codebook that it was made from."""

REMEDY = (
    "name another model, make an own one again with `communique model extend`, or install "
    "communique again if it is a packaged one"
)


class ModelError(ValueError):
    """A model folder is missing a file, or a file is not the one that its card names."""


def model_folder(model: str | Path | None) -> Path:
    """Gives the folder of a model.

    Args:
        model: A name in `MODELS`, or a folder; the packaged model if None.

    Raises:
        ModelError: When there is neither.
    """
    if model is None:
        return DEFAULT_MODEL
    if str(model) in MODELS:
        return MODELS[str(model)]
    folder = Path(model)
    if not folder.is_dir():
        names = ", ".join(MODELS)
        raise ModelError(f"there is no model {str(model)!r}: no such folder, and no name ({names})")
    return folder


@dataclass(frozen=True, slots=True)
class Card:
    """What a model folder says of itself (`card.json`).

    Attributes:
        version: Name and date of the model.
        digests: SHA-256 of every file.
        features: The categorical features of party candidates; the first has number 1.
        settings: Numbers that belong to the weights (thresholds, temperatures).
        codebook: Digest of the own codebook that it was made from; empty where it reads by PLOVER.
    """

    version: str
    digests: dict[str, str]
    features: list[str]
    settings: dict[str, float]
    codebook: str = ""

    @classmethod
    def read(cls, folder: Path) -> Card:
        """Reads the card of a model folder.

        Raises:
            ModelError: When there is none, or it lacks a part.
        """
        path = folder / "card.json"
        if not path.is_file():
            raise ModelError(f"{folder} holds no model: card.json is missing; {REMEDY}")
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                data["version"],
                dict(data["digests"]),
                data["features"],
                data["settings"],
                data.get("codebook", ""),
            )
        except KeyError as missing:
            raise ModelError(f"{path} lacks {missing}; {REMEDY}") from None
        except (ValueError, TypeError) as error:
            raise ModelError(f"{path} is damaged: {error}; {REMEDY}") from None

    @classmethod
    def checked(cls, folder: Path) -> Card:
        """Reads the card and checks every file of the folder against its digest.

        Raises:
            ModelError: When a file is missing or is not the one that the card names.
        """
        card = cls.read(folder)
        for name, digest in card.digests.items():
            _check(folder / name, digest)
        return card


def _check(path: Path, digest: str) -> None:
    if not path.is_file():
        raise ModelError(f"{path} is missing; {REMEDY}")
    found = file_digest(path)
    if found != digest:
        raise ModelError(
            f"{path} is damaged: its digest is {found[:12]}, not {digest[:12]}; {REMEDY}"
        )


def file_digest(path: Path) -> str:
    """Gives the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()

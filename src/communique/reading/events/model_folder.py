"""The folder of a model: its card, and whether its files are those that the card names."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from communique.user_folder import user_folder

DEFAULT_MODEL = Path(__file__).parent / "model"

FAST = "fast"
"""Name of the packaged model."""

ACCURATE = "accurate"
"""Name of the larger model, which is too large for the package and is built by the recipe."""

MODELS_VARIABLE = "COMMUNIQUE_MODELS"
"""Environment variable with the folder of models that are not packaged."""

TYPES_FILE = "types.json"
"""The file of a model folder that says what it tells apart, where that is not PLOVER as it is."""

CODEBOOK_FOLDER = "codebook"
"""The folder in it with the own codebook that it was made from."""

REMEDY = (
    "name another model, make an own one again with `communique model extend`, or install "
    "communique again if it is a packaged one"
)


class Fitted(StrEnum):
    """Files of a model folder that are fitted to what its network says.

    A folder whose card names none is read with those of the packaged model.
    """

    CHOICE = "party_choice.npz"
    CONFIDENCE = "confidence.json"

    @property
    def command(self) -> str:
        """The command that fits it."""
        return {
            Fitted.CHOICE: "communique model fit-parties",
            Fitted.CONFIDENCE: "communique model fit-confidence",
        }[self]

    def remedy(self, folder: Path) -> str:
        """Gives what to do when the file is not as it should be."""
        return (
            f"fit it anew with `{self.command} --model {folder}`, or install communique again if "
            "it is the packaged model"
        )


class ModelError(ValueError):
    """A model folder is missing a file, or a file is not the one that its card names."""


def built_folder(name: str) -> Path:
    """Gives the folder in which a model that is not packaged is looked for by its name.

    It lies in the folder that `COMMUNIQUE_MODELS` names, or among the user's data.
    """
    chosen = os.environ.get(MODELS_VARIABLE)
    if chosen:
        return Path(chosen) / name
    return user_folder("XDG_DATA_HOME", otherwise=".local/share") / "models" / name


def model_folder(model: str | Path | None) -> Path:
    """Gives the folder of a model.

    Args:
        model: "fast", "accurate", or a folder; the packaged model if None.

    Raises:
        ModelError: When there is neither.
    """
    if model is None or str(model) == FAST:
        return DEFAULT_MODEL
    if str(model) == ACCURATE:
        return _built(ACCURATE)
    folder = Path(model)
    if not folder.is_dir():
        raise ModelError(
            f"there is no model {str(model)!r}: no such folder, and no name ({FAST}, {ACCURATE})"
        )
    return folder


def _built(name: str) -> Path:
    folder = built_folder(name)
    if not folder.is_dir():
        raise ModelError(
            f"the model {name!r} is not built: there is no {folder}; build it with "
            f"`communique model train --size {name} --articles FILE`, or name another folder of "
            f"models in {MODELS_VARIABLE}"
        )
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
        for file in Fitted:
            if file not in card.digests and (folder / file).exists():
                raise ModelError(
                    f"{folder / file} is not named on the model's card: it may be of other "
                    f"weights; remove it, or {file.remedy(folder)}"
                )
        return card


def _check(path: Path, digest: str) -> None:
    fault = fault_of(path, digest)
    if fault:
        remedy = Fitted(path.name).remedy(path.parent) if path.name in set(Fitted) else REMEDY
        raise ModelError(f"{path} {fault}; {remedy}")


def fault_of(path: Path, digest: str) -> str:
    """Gives what is wrong with a file of a model folder; empty if nothing."""
    if not path.is_file():
        return "is missing"
    found = file_digest(path)
    return "" if found == digest else f"is damaged: its digest is {found[:12]}, not {digest[:12]}"


def file_digest(path: Path) -> str:
    """Gives the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()

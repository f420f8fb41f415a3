"""Where what belongs to the user is kept: models that were built, what can be made again."""

from __future__ import annotations

import os
from pathlib import Path


def user_folder(variable: str, *, otherwise: str) -> Path:
    """Gives the program's folder for one kind of the user's files; it need not be there.

    Args:
        variable: The variable that names the home of that kind of files (XDG base directories).
        otherwise: That home within the user's, where neither the variable nor Windows names one.
    """
    home = os.environ.get(variable) or os.environ.get("LOCALAPPDATA")
    return (Path(home) if home else Path.home() / otherwise) / "communique"

"""Makes anew what the documentation shows of the program.

    python tests/docs/refresh.py

The page of the codebook, the page of the command line, and the output below every command in a
console block that stands after `<!-- output N -->` (its first N lines) or `<!-- exact -->` (held
to by a test).
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from command_reference import page

from communique.ontology.codebook import Codebook
from communique.ontology.page import codebook_page

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_SHOWN = re.compile(
    r"(?P<head><!-- (?:exact|output (?P<most>\d+)) -->\n```console\n)"
    r"(?P<command>\$ [^\n]*\n)(?P<output>.*?)(?P<end>```\n)",
    re.S,
)
WIDTH = 100
"""Columns that output is shown with."""


OWN_MODEL = "maritime-model"
"""The folder of the model that a page has made; commands that name it get one outside the tree."""


def shell(command: str, *, own_model: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command of the documentation from the repository's root.

    Args:
        command: The command.
        own_model: The folder that stands for `OWN_MODEL`.
    """
    if own_model is not None:
        command = command.replace(OWN_MODEL, shlex.quote(str(own_model)))
    program = shlex.quote(str(Path(sys.executable).with_name("communique")))
    return subprocess.run(
        ["bash", "-c", re.sub(r"(^|\| )communique ", rf"\1{program} ", command)],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": str(WIDTH), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def _renewed(match: re.Match[str], *, own_model: Path) -> str:
    output = shell(match["command"][2:].strip(), own_model=own_model).stdout.strip()
    lines = [line.rstrip() for line in output.splitlines()]
    most = int(match["most"] or len(lines))
    shown = lines[:most] + (["…"] if len(lines) > most else [])
    return f"{match['head']}{match['command']}{chr(10).join(shown)}\n{match['end']}"


def main() -> None:
    """Writes the pages."""
    (DOCS / "codebook.md").write_text(
        codebook_page(Codebook.load(), guide="own-codebook.md"), encoding="utf-8"
    )
    (DOCS / "command-line.md").write_text(page(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        renewed = partial(_renewed, own_model=Path(folder) / OWN_MODEL)
        for path in (ROOT / "README.md", *DOCS.rglob("*.md")):
            old = path.read_text(encoding="utf-8")
            new = _SHOWN.sub(renewed, old)
            if new != old:
                path.write_text(new, encoding="utf-8")
                print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()

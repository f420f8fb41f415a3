"""What a server loads before its first page."""

from __future__ import annotations

import subprocess
import sys

NEEDED_LATER = ("communique.intake", "communique.linking.linker", "ruptures", "scipy", "spacy")

PROGRAM = """
import sys
import communique.api.serving
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


def test_a_server_loads_only_what_its_first_page_needs() -> None:
    command = [sys.executable, "-c", PROGRAM, *NEEDED_LATER]
    found = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert found.stdout.split() == []

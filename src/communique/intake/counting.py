"""How many articles are to come, as far as that can be known beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from communique.intake.fetch import is_url
from communique.intake.formats import HTML, JSON_LINES, PACKED_SUFFIXES, TEXT, form_of_name
from communique.intake.sources import STANDARD_INPUT

_CHUNK = 1 << 20


def count_articles(sources: Iterable[str]) -> int | None:
    """Gives the number of articles in files and URLs, or None where it takes reading to know.

    A file or page counts as one article, a file of JSON Lines as its lines; tables, archives and
    feeds take reading.
    """
    total = 0
    for source in sources:
        number = _count(source)
        if number is None:
            return None
        total += number
    return total


def _count(source: str) -> int | None:
    if source == STANDARD_INPUT:
        return None
    form = form_of_name(source)
    if form in (None, TEXT, HTML):
        return 1
    if form is not JSON_LINES:
        return None
    packed = source.lower().endswith(PACKED_SUFFIXES)
    return None if packed or is_url(source) else _count_lines(Path(source))


def _count_lines(path: Path) -> int | None:
    if not path.is_file():
        return 1
    lines, last = 0, b"\n"
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                lines += chunk.count(b"\n")
                last = chunk[-1:]
    except OSError:
        return None
    return lines + (last != b"\n")

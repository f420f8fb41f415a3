"""A folder of saved pages, in which the page of an address is looked for."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".gz", ".zst", ".txt"})
_HEAD_SIZE = 65_536
_LINK = re.compile(rb"<(?:link|meta)\b[^>]{0,2000}>", re.IGNORECASE)
_IS_ADDRESS = re.compile(
    rb"""rel\s*=\s*["']?canonical\b|(?:property|name)\s*=\s*["']?og:url\b""", re.IGNORECASE
)
_VALUE = re.compile(rb"""(?:href|content)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ENDINGS = ("", ".html", ".htm", "/index.html", "/index.htm", ".txt", ".html.gz", ".html.zst")


class PageFolder:
    """Finds saved pages by address.

    A page is found where `wget --recursive` would have put it (`host/path`, also with .html or
    index.html after it), under its whole address percent-encoded as a file name, or by the address
    that it states itself (`link rel=canonical`, `og:url`).
    """

    def __init__(self, folder: Path) -> None:
        """Looks at nothing yet."""
        self._folder = folder

    def find(self, url: str) -> Path | None:
        """Gives the file that holds the page, or None."""
        return self._by_name(url) or self._stated.get(address_key(url))

    def _by_name(self, url: str) -> Path | None:
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        trail = f"{parts.netloc}{parts.path}".rstrip("/")
        names = [f"{trail}{query}", f"{unquote(trail)}{query}", quote(url, safe="")]
        for name in dict.fromkeys(names):
            for ending in _ENDINGS:
                path = self._folder / f"{name}{ending}"
                # An address may hold "..", and must not lead out of the folder.
                if ".." not in path.parts and _is_file(path):
                    return path
        return None

    @cached_property
    def _stated(self) -> dict[str, Path]:
        """What pages say their addresses are."""
        found: dict[str, Path] = {}
        for path in sorted(self._folder.rglob("*")):
            if path.suffix.lower() in _SUFFIXES and _is_file(path):
                for url in stated_addresses(path):
                    found.setdefault(address_key(url), path)
        return found


def stated_addresses(path: Path) -> list[str]:
    """Gives the addresses that a page states of itself near its beginning."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_SIZE)
    except OSError:
        return []
    found = []
    for tag in _LINK.findall(head):
        value = _VALUE.search(tag) if _IS_ADDRESS.search(tag) else None
        if value:
            found.append((value[1] or value[2] or b"").decode("utf-8", "replace"))
    return found


def address_key(url: str) -> str:
    """Gives what two spellings of one address have in common: no scheme, www or fragment."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{unquote(parts.path).rstrip('/')}{query}"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False

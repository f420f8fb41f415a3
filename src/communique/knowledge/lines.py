"""Lines of the compiled base that are taken apart only when they are asked for.

A command resolves a few names out of tens of thousands; making strings of all of them would take
longer than all of its look-ups.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TypeVar, overload

_Other = TypeVar("_Other")

_BLOCK = 2048
"""Bytes, at least, between two keys that a look-up is narrowed by: 47,000 names make 530 keys."""


class LineList(Sequence[str]):
    """Lines by number."""

    def __init__(self, lines: memoryview) -> None:
        """Take lines of UTF-8 without the last newline."""
        self._lines = lines

    @cached_property
    def _all(self) -> list[str]:
        return str(self._lines, "utf-8").split("\n") if self._lines else []

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        return self._all[at]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)


class LineMap(Mapping[str, str]):
    """Lines of key, tab and value, in the order of their keys, by key."""

    def __init__(self, lines: memoryview) -> None:
        """Take sorted lines of UTF-8 without the last newline."""
        self._lines = lines

    @cached_property
    def _blocks(self) -> tuple[list[bytes], list[bytes]]:
        """The first keys of the blocks, and the blocks, each with a newline before every line."""
        text = b"".join((b"\n", self._lines, b"\n"))
        starts = [0]
        while (start := text.find(b"\n", starts[-1] + _BLOCK)) not in (-1, len(text) - 1):
            starts.append(start)
        starts.append(len(text))
        keys = [text[start + 1 : text.find(b"\t", start)] for start in starts[:-1]]
        return keys, [text[start : end + 1] for start, end in pairwise(starts)]

    def _find(self, key: str) -> str | None:
        keys, blocks = self._blocks
        sought = key.encode(errors="replace")
        at = bisect_right(keys, sought) - 1
        if at < 0:
            return None
        block = blocks[at]
        found = block.find(b"\n" + sought + b"\t")
        if found < 0:
            return None
        start = found + len(sought) + 2
        return block[start : block.find(b"\n", start)].decode()

    def __getitem__(self, key: str) -> str:
        value = self._find(key)
        if value is None:
            raise KeyError(key)
        return value

    @overload
    def get(self, key: str, /) -> str | None: ...
    @overload
    def get(self, key: str, /, default: str | _Other) -> str | _Other: ...
    def get(self, key: str, /, default: str | _Other | None = None) -> str | _Other | None:
        """The value of a key, or the default where there is no such key."""
        value = self._find(key)
        return default if value is None else value

    def __iter__(self) -> Iterator[str]:
        lines = str(self._lines, "utf-8").split("\n")
        return (line.partition("\t")[0] for line in lines if line)

    def __len__(self) -> int:
        return sum(1 for _ in self)

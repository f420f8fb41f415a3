"""A progress bar on standard error that makes way for other output."""

from __future__ import annotations

import shutil
from typing import TextIO

from communique.exchange.untrusted import one_line

_BAR_WIDTH = 30
_ERASE = "\r\x1b[K"


class Progress:
    """Counts articles; draws a bar where it is wanted, and nothing otherwise."""

    def __init__(self, *, total: int | None, stream: TextIO, wanted: bool) -> None:
        """Draws the empty bar.

        Args:
            total: Number of articles to come, or None where it is not known.
            stream: Where to draw.
            wanted: Whether to draw at all.
        """
        self._total = total
        self._stream = stream
        self._wanted = wanted
        self.done = 0
        self._draw()

    def advance(self) -> None:
        """Counts one more article, read or not."""
        self.done += 1
        self._draw()

    def make_way(self) -> None:
        """Takes the bar off the screen before something else is printed."""
        if self._wanted:
            self._stream.write(_ERASE)
            self._stream.flush()

    def finish(self) -> None:
        """Takes the bar off the screen for good."""
        self.make_way()
        self._wanted = False

    def say(self, message: str) -> None:
        """Prints a line, which may quote untrusted text, on the same stream, above the bar."""
        self.make_way()
        self._stream.write(f"{one_line(message)}\n")
        self._stream.flush()
        self._draw()

    def _draw(self) -> None:
        # Where the number is not known, a wait for input at a terminal should look like one.
        if self._wanted and (self._total is not None or self.done):
            width = max(0, shutil.get_terminal_size().columns - 1)
            self._stream.write(f"{_ERASE}{self._line()[:width]}")
            self._stream.flush()

    def _line(self) -> str:
        if self._total is None:
            return f"{self.done} articles"
        share = min(1.0, self.done / self._total) if self._total else 1.0
        filled = round(share * _BAR_WIDTH)
        bar = "█" * filled + "░" * (_BAR_WIDTH - filled)
        return f"{bar} {self.done}/{self._total} articles"

"""One line of progress: how many, how fast, how long yet, what was found."""

from __future__ import annotations

import time
from typing import TextIO

_ERASE = "\r\x1b[K"
_BETWEEN = 0.2


class AddProgress:
    """Counts articles, events and issues; draws where it is wanted, and nothing otherwise."""

    def __init__(self, *, total: int | None, stream: TextIO, wanted: bool) -> None:
        """Begins to count.

        Args:
            total: Number of articles to come, or None where it is not known.
            stream: Where to draw.
            wanted: Whether to draw at all.
        """
        self._total = total
        self._stream = stream
        self._wanted = wanted
        self._began = time.monotonic()
        self._drawn = 0.0
        self.articles = 0
        self.known = 0
        self.events = 0
        self.issues = 0

    def draw(self) -> None:
        """Draws the line anew, five times a second at most."""
        now = time.monotonic()
        if self._wanted and now - self._drawn >= _BETWEEN:
            self._drawn = now
            self._stream.write(f"{_ERASE}{self.line(now - self._began)}")
            self._stream.flush()

    def say(self, message: str) -> None:
        """Prints a line of its own above the progress."""
        self._clear()
        self._stream.write(f"{message}\n")
        self._stream.flush()

    def finish(self) -> None:
        """Takes the progress off the screen."""
        self._clear()
        self._wanted = False

    def line(self, seconds: float) -> str:
        """Gives the line as it reads after so many seconds."""
        rate = self.articles / seconds if seconds > 0 else 0.0
        done = self.articles + self.known + self.issues
        parts = [f"{done}/{self._total} articles" if self._total else f"{done} articles"]
        parts.append(f"{rate:.1f}/s")
        if self._total and rate > 0:
            left = max(0, self._total - done) / rate
            parts.append(f"{_span(left)} left")
        parts.append(f"{self.events} events")
        parts.append(f"{self.issues} issues")
        return " · ".join(parts)

    def _clear(self) -> None:
        if self._wanted:
            self._stream.write(_ERASE)
            self._stream.flush()


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

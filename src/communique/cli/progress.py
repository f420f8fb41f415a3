"""One line of progress on standard error that makes way for other output."""

from __future__ import annotations

import shutil
import time
from typing import TextIO

from communique.exchange.untrusted import one_line

_BAR_WIDTH = 30
_ERASE = "\r\x1b[K"
_BETWEEN = 0.2
"""Seconds between two drawings of a line that changes with every article."""


class ProgressLine:
    """A line that is drawn where it is wanted, and nothing otherwise; what it says is to be told.

    Attributes:
        total: Number of articles to come, or None where it is not known.
    """

    def __init__(self, *, total: int | None, stream: TextIO, wanted: bool) -> None:
        """Takes where to draw.

        Args:
            total: Number of articles to come, or None where it is not known.
            stream: Where to draw.
            wanted: Whether to draw at all.
        """
        self.total = total
        self._stream = stream
        self._wanted = wanted

    def text(self) -> str:
        """Gives the line; empty where there is nothing to show yet."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draws the line anew."""
        shown = self.text() if self._wanted else ""
        if shown:
            width = max(0, shutil.get_terminal_size().columns - 1)
            self._stream.write(f"{_ERASE}{shown[:width]}")
            self._stream.flush()

    def make_way(self) -> None:
        """Takes the line off the screen before something else is printed."""
        if self._wanted:
            self._stream.write(_ERASE)
            self._stream.flush()

    def finish(self) -> None:
        """Takes the line off the screen for good."""
        self.make_way()
        self._wanted = False

    def say(self, message: str) -> None:
        """Prints a line, which may quote untrusted text, on the same stream, above this one."""
        self.make_way()
        self._stream.write(f"{one_line(message)}\n")
        self._stream.flush()
        self.draw()


class Progress(ProgressLine):
    """A bar over articles that are read."""

    def __init__(self, *, total: int | None, stream: TextIO, wanted: bool) -> None:
        """Draws the empty bar; see `ProgressLine`."""
        super().__init__(total=total, stream=stream, wanted=wanted)
        self.done = 0
        self.draw()

    def advance(self) -> None:
        """Counts one more article, read or not."""
        self.done += 1
        self.draw()

    def text(self) -> str:
        """Gives the bar; where the number is not known, a wait for input looks like one."""
        if self.total is None:
            return f"{self.done} articles" if self.done else ""
        share = min(1.0, self.done / self.total) if self.total else 1.0
        filled = round(share * _BAR_WIDTH)
        bar = "█" * filled + "░" * (_BAR_WIDTH - filled)
        return f"{bar} {self.done}/{self.total} articles"


class AddProgress(ProgressLine):
    """Articles, events and issues of a run of `communique add`: how many, how fast, how long yet.

    Attributes:
        articles: Articles that were read.
        known: Articles that were in the ledger already.
        events: Events that were read.
        issues: Articles that could not be read.
    """

    def __init__(self, *, total: int | None, stream: TextIO, wanted: bool) -> None:
        """Begins to count; see `ProgressLine`."""
        super().__init__(total=total, stream=stream, wanted=wanted)
        self._began = time.monotonic()
        self._drawn = 0.0
        self.articles = 0
        self.known = 0
        self.events = 0
        self.issues = 0

    def draw(self) -> None:
        """Draws the line anew, five times a second at most."""
        now = time.monotonic()
        if now - self._drawn >= _BETWEEN:
            self._drawn = now
            super().draw()

    def text(self) -> str:
        """Gives the line as it reads now."""
        return self.line(time.monotonic() - self._began)

    def line(self, seconds: float) -> str:
        """Gives the line as it reads after so many seconds."""
        rate = self.articles / seconds if seconds > 0 else 0.0
        done = self.articles + self.known + self.issues
        parts = [f"{done}/{self.total} articles" if self.total else f"{done} articles"]
        parts.append(f"{rate:.1f}/s")
        if self.total and rate > 0:
            left = max(0, self.total - done) / rate
            parts.append(f"{_span(left)} left")
        parts.append(f"{self.events} events")
        parts.append(f"{self.issues} issues")
        return " · ".join(parts)


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

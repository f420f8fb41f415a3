"""Ctrl-C that lets the article in hand be finished."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import TypeVar

INTERRUPTED = 130
"""Exit status of a command that was stopped with Ctrl-C (128 + SIGINT)."""

_Item = TypeVar("_Item")


class Interrupt:
    """Turns the first Ctrl-C into a request; the second one stops at once.

    While nothing is in hand (the program waits for a page or for its input), the first one stops
    at once too.
    """

    def __init__(self) -> None:
        self.requested = False
        self._in_hand = False
        self._previous: object = None

    def __enter__(self) -> Interrupt:
        if threading.current_thread() is threading.main_thread():
            self._previous = signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if callable(self._previous) or isinstance(self._previous, signal.Handlers):
            signal.signal(signal.SIGINT, self._previous)

    def guard(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Passes items on until a stop is requested."""
        iterator = iter(items)
        while not self.requested:
            self._in_hand = False
            try:
                item = next(iterator)
            except StopIteration:
                return
            finally:
                self._in_hand = True
            yield item

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if self.requested or not self._in_hand:
            self.requested = True
            raise KeyboardInterrupt
        self.requested = True

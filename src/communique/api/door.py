"""The one way to the ledger: a pool of connections, on a private copy or on the file itself.

DuckDB lets one process write and then nobody else read. So the server reads a private copy, which
it makes anew when the file has changed and nobody is writing: `communique add` can run meanwhile,
and all that a page shows is of one state. With judgements, the server owns the file instead.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue

from communique.ledger import Ledger, LedgerBusyError, LedgerError
from communique.ledger.pages_limits import one_answer

log = logging.getLogger("communique.api")

CONNECTIONS = 8
"""Connections at most: more questions than that at once only wait for one another's memory."""

COPIED_AT_ONCE = 64 << 20
"""Bytes of a ledger that are copied before the first page: about a tenth of a second."""

LOOKED_AFTER = 1.0
"""Seconds between two looks at whether the file has changed."""


class Pool:
    """Connections to one file in one state, lent one at a time."""

    def __init__(self, path: Path, *, stamp: str, writable: bool = False) -> None:
        self.path = path
        self.stamp = stamp
        self._writable = writable
        self._idle: SimpleQueue[Ledger] = SimpleQueue()
        self._slots = threading.BoundedSemaphore(CONNECTIONS)
        self._lock = threading.Lock()
        self._lent = 0
        self._retired = False
        self._idle.put(self._open())

    def _open(self) -> Ledger:
        return Ledger(self.path, read_only=not self._writable, sealed=True)

    @contextmanager
    def borrow(self) -> Iterator[Ledger]:
        """Lends a connection; waits where all are lent."""
        with self._slots:
            try:
                ledger = self._idle.get_nowait()
            except Empty:
                ledger = self._open()
            try:
                yield ledger
            finally:
                self._idle.put(ledger)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keeps the pool from being closed."""
        with self._lock:
            self._lent += 1
        try:
            yield
        finally:
            with self._lock:
                self._lent -= 1
                closing = self._retired and not self._lent
            if closing:
                self._close()

    def retire(self) -> None:
        """Closes all connections once the last one is back."""
        with self._lock:
            self._retired = True
            closing = not self._lent
        if closing:
            self._close()

    def _close(self) -> None:
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()


class Door:
    """Lends connections to the ledger's present state."""

    def __init__(self, path: Path, *, writable: bool = False, in_place: bool = False) -> None:
        """Opens the ledger.

        Args:
            path: The file.
            writable: Whether judgements are kept; the file then belongs to this process.
            in_place: Whether to read the file itself rather than a private copy.

        Raises:
            LedgerError: When it cannot be opened.
        """
        self.path = path
        self.writable = writable
        self._in_place = in_place or writable
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._refreshing = False
        self._looked = time.monotonic()
        self._number = 0
        self._folder = Path(tempfile.mkdtemp(prefix="communique-"))
        self._source = _state(path)
        self._pool = Pool(path, stamp=self._stamp(), writable=writable)
        if not self._in_place:
            self._begin_copying()

    @property
    def stamp(self) -> str:
        """Names the state that is lent; another one after every change."""
        self._look()
        return self._pool.stamp

    def close(self) -> None:
        """Closes the ledger and removes the copy."""
        self._pool.retire()
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def borrow(self, *, seconds: float) -> Iterator[Ledger]:
        """Lends a connection that sees one state of the ledger.

        Args:
            seconds: Time that all questions together may take.

        Raises:
            LedgerTimeoutError: When they take longer.
        """
        self._look()
        with self._lock:
            pool = self._pool
            kept = pool.kept()
            kept.__enter__()
        try:
            with pool.borrow() as ledger, one_answer(ledger, seconds=seconds):
                yield ledger
        finally:
            kept.__exit__(None, None, None)

    @contextmanager
    def write(self) -> Iterator[Ledger]:
        """Lends the one connection that writes.

        Raises:
            LedgerError: When the server does not own the file.
        """
        if not self.writable:
            raise LedgerError("this server does not keep judgements")
        with self._writing, self._pool.borrow() as ledger:
            try:
                yield ledger
            finally:
                self._number += 1
                self._pool.stamp = self._stamp()

    def _stamp(self) -> str:
        modified, size = self._source
        return f"{modified:x}-{size:x}-{self._number}"

    def _look(self) -> None:
        """Has a new copy made when the file has changed."""
        now = time.monotonic()
        if self._in_place or self._refreshing or now - self._looked < LOOKED_AFTER:
            return
        with self._lock:
            if self._refreshing or now - self._looked < LOOKED_AFTER:
                return
            self._looked = now
            with suppress(OSError):
                self._refreshing = _state(self.path) != self._source
            if self._refreshing:
                threading.Thread(target=self._refresh, daemon=True).start()

    def _begin_copying(self) -> None:
        self._refreshing = True
        if self.path.stat().st_size <= COPIED_AT_ONCE:
            self._refresh()
        else:
            threading.Thread(target=self._refresh, daemon=True).start()

    def _refresh(self) -> None:
        """Copies the file while a connection of our own keeps writers out, and lends the copy."""
        try:
            holder = Ledger(self.path, read_only=True)
            try:
                source = _state(self.path)
                self._number += 1
                target = self._folder / f"{self._number}.ledger"
                _copy(self.path, target)
            finally:
                holder.close()
            self._change(target, source)
        except LedgerBusyError:
            # Somebody is writing: what was read before goes on being shown.
            return
        except (OSError, LedgerError) as error:
            log.warning("no copy of the ledger could be made: %s", error)
        finally:
            self._refreshing = False

    def _change(self, target: Path, source: tuple[int, int]) -> None:
        with self._lock:
            old = self._pool
            self._source = source
            self._pool = Pool(target, stamp=self._stamp())
        old.retire()
        if old.path != self.path:
            # Where an open file cannot be removed, it goes with the folder at the end.
            with suppress(OSError):
                old.path.unlink()


class LateDoor:
    """A door to a ledger that is still being made; who asks, waits."""

    def __init__(self, make: Callable[[], Path]) -> None:
        """Begins to make the ledger.

        Args:
            make: Makes it and gives its file.
        """
        self.writable = False
        self._make = make
        self._door: Door | None = None
        self._error: Exception | None = None
        self._ready = threading.Event()
        threading.Thread(target=self._prepare, daemon=True).start()

    @property
    def stamp(self) -> str:
        """See `Door.stamp`; empty until the ledger is made."""
        return self._door.stamp if self._door else ""

    def close(self) -> None:
        """Closes the ledger."""
        if self._door:
            self._door.close()

    @contextmanager
    def borrow(self, *, seconds: float) -> Iterator[Ledger]:
        """See `Door.borrow`."""
        with self._opened().borrow(seconds=seconds) as ledger:
            yield ledger

    @contextmanager
    def write(self) -> Iterator[Ledger]:
        """See `Door.write`."""
        with self._opened().write() as ledger:
            yield ledger

    def _opened(self) -> Door:
        self._ready.wait()
        if self._door is None:
            raise LedgerError(f"there is nothing to show: {self._error}")
        return self._door

    def _prepare(self) -> None:
        try:
            self._door = Door(self._make(), in_place=True)
        except Exception as error:  # noqa: BLE001 - whoever asks is told
            self._error = error
        finally:
            self._ready.set()


def _state(path: Path) -> tuple[int, int]:
    """When the file and what is written beside it were changed, and how large they are."""
    found = [path.stat(), *(one.stat() for one in _logs(path))]
    return max(one.st_mtime_ns for one in found), sum(one.st_size for one in found)


def _logs(path: Path) -> list[Path]:
    beside = path.with_name(f"{path.name}.wal")
    return [beside] if beside.exists() else []


def _copy(path: Path, target: Path) -> None:
    shutil.copyfile(path, target)
    for beside in _logs(path):
        shutil.copyfile(beside, target.with_name(f"{target.name}.wal"))

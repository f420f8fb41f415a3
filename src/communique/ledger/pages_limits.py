"""A limit on the time that one question may take, and one state of the ledger for all of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

import duckdb

from communique.ledger.connection import LedgerError
from communique.ledger.store import Ledger


class LedgerTimeoutError(LedgerError):
    """A question took longer than it may."""


@contextmanager
def one_answer(ledger: Ledger, *, seconds: float) -> Iterator[None]:
    """Gives all questions inside one state of the ledger and, together, a limit of time.

    What another connection commits meanwhile is not seen until the end.

    Args:
        ledger: Used by this thread alone.
        seconds: After so long, the question in hand is broken off.

    Raises:
        LedgerTimeoutError: When it was.
    """
    expired: list[bool] = []

    def break_off() -> None:
        expired.append(True)
        ledger.connection._duckdb.interrupt()

    timer = Timer(seconds, break_off)
    timer.daemon = True
    timer.start()
    try:
        ledger.connection.execute("BEGIN")
        yield
    except LedgerError as error:
        if expired:
            raise LedgerTimeoutError(f"the answer takes longer than {seconds:g} s") from error
        raise
    finally:
        timer.cancel()
        with suppress(LedgerError, duckdb.Error):
            ledger.connection.execute("ROLLBACK")

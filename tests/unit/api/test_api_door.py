"""The way to the ledger: one state for a page, new states as they come, writers let through."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from communique.api.door import Door, LateDoor
from communique.evaluation.linking import load_gold
from communique.ledger import Ledger, LedgerBusyError, LedgerError, Maker, Questions
from communique.ledger.pages_limits import LedgerTimeoutError

GOLD = Path(__file__).parents[2] / "cases" / "linking" / "gold.yaml"

HOLD = """
import sys, time
from communique.ledger import Ledger
with Ledger(sys.argv[1]) as ledger:
    print("open", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def own(gold_ledger: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(gold_ledger, tmp_path / "own.ledger"))


def _articles(door: Door) -> int:
    with door.borrow(seconds=5) as ledger:
        return Questions(ledger).counts()["articles"]


def test_others_can_write_while_it_is_served(own: Path) -> None:
    door = Door(own)
    before, stamp = _articles(door), door.stamp
    first = load_gold(GOLD).readings[0]
    with Ledger(own) as ledger:
        ledger.add([first], maker=Maker("another"))
        with door.borrow(seconds=5) as held:
            assert Questions(held).counts()["articles"] == before
        ledger.connection.execute(
            "DELETE FROM kept.article WHERE article_id = ?", [first.article.id]
        )
    deadline = time.monotonic() + 15
    while _articles(door) == before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _articles(door) == before - 1
    assert door.stamp != stamp
    door.close()


def test_a_writer_elsewhere_is_waited_out(own: Path) -> None:
    door = Door(own)
    before = _articles(door)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(own)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdin is not None
        assert writer.stdout.readline() == b"open\n"
        time.sleep(1.2)
        assert _articles(door) == before
        with pytest.raises(LedgerBusyError):
            Door(own)
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    assert _articles(door) == before
    door.close()


def test_a_page_sees_one_state(own: Path) -> None:
    door = Door(own, writable=True)
    with door.borrow(seconds=5) as ledger:
        before = Questions(ledger).counts()
        with door.write() as writing:
            writing.connection.execute("DELETE FROM linked.event")
        assert Questions(ledger).counts() == before
    with door.borrow(seconds=5) as ledger:
        assert Questions(ledger).counts()["events"] == 0
    door.close()


def test_many_at_once(own: Path) -> None:
    door = Door(own)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(_articles(door))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [60] * 40
    door.close()


def test_time_is_limited(own: Path) -> None:
    door = Door(own)
    started = time.monotonic()
    with pytest.raises(LedgerTimeoutError), door.borrow(seconds=0.2) as ledger:
        ledger.connection.rows("SELECT count(*) FROM range(100000) a, range(1000000) b")
    assert time.monotonic() - started < 5
    assert _articles(door) == 60
    door.close()


def test_only_the_owner_writes(own: Path) -> None:
    door = Door(own)
    with pytest.raises(LedgerError, match="keep"), door.write():
        pass
    door.close()


def test_no_ledger_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises((LedgerError, OSError)):
        Door(tmp_path / "nothing.ledger")


def test_a_late_door_waits(own: Path) -> None:
    ready = threading.Event()

    def make() -> Path:
        ready.wait(5)
        return own

    door = LateDoor(make)
    assert door.stamp == ""
    threading.Timer(0.2, ready.set).start()
    with door.borrow(seconds=5) as ledger:
        assert Questions(ledger).counts()["articles"] == 60
    door.close()


def test_a_late_door_tells_why_there_is_nothing() -> None:
    def make() -> Path:
        raise OSError("the disk is full")

    door = LateDoor(make)
    with pytest.raises(LedgerError, match="the disk is full"), door.borrow(seconds=5):
        pass
    door.close()

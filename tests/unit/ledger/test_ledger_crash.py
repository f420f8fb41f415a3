"""Killed at random moments of an ingest, the same command goes on and nothing is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from ledger_readings import reading

from communique.ledger import Ledger, Maker
from communique.linking.linker import Linker

KILLS = int(os.environ.get("COMMUNIQUE_KILLS", "10"))
"""Ten by default, for each takes two seconds; COMMUNIQUE_KILLS=50 kills fifty times."""

ARTICLES = 400
_INGEST = """
import sys
sys.path.insert(0, sys.argv[2])
from test_ledger_crash import ARTICLES, given_readings
from communique.ledger import Ledger, Maker
from communique.linking.linker import Linker
with Ledger(sys.argv[1]) as ledger:
    print("open", flush=True)
    ledger.add(given_readings(), maker=Maker("1"), batch=8)
    Linker(ledger, batch=50).link()
print("done", flush=True)
"""


def given_readings() -> list[object]:
    return [reading(f"a{number:04}", text=f"Text {number}. " * 5) for number in range(ARTICLES)]


def _ingest(path: Path) -> "subprocess.Popen[str]":
    tests = Path(__file__).parent
    return subprocess.Popen(
        [sys.executable, "-c", _INGEST, str(path), str(tests)], stdout=subprocess.PIPE, text=True
    )


def _all_tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with Ledger(path) as ledger:
        names = ledger.connection.rows(
            "SELECT table_schema || '.' || table_name FROM information_schema.tables "
            "WHERE table_schema IN ('kept', 'linked') ORDER BY 1"
        )
        return {
            name: sorted(
                ledger.connection.rows(
                    f"SELECT * EXCLUDE (added) FROM {name}"
                    if name in ("kept.article", "kept.issue")
                    else f"SELECT * FROM {name}"
                ),
                key=repr,
            )
            for (name,) in names
        }


def test_killed_at_random_moments(tmp_path: Path) -> None:
    moments = random.Random(5)
    path = tmp_path / "killed.duckdb"
    kills = 0
    longest = 0.3
    while kills < KILLS:
        process = _ingest(path)
        assert process.stdout is not None
        if process.stdout.readline() == "open\n":
            time.sleep(moments.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        finished = "done" in process.communicate()[0]
        kills += 1
        if finished:
            # It was through: from here on a fresh file is killed, and earlier.
            path.unlink()
            longest /= 2
    last = _ingest(path)
    assert "done" in last.communicate()[0]
    undisturbed = tmp_path / "undisturbed.duckdb"
    with Ledger(undisturbed) as ledger:
        ledger.add(given_readings(), maker=Maker("1"))  # type: ignore[arg-type]
        Linker(ledger).link()
    assert _all_tables(path) == _all_tables(undisturbed)

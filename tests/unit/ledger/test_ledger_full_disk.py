"""A disk that is full: said plainly, nothing lost, and the same command goes on."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_readings import reading

from communique.ledger import Ledger, Maker
from communique.records import Reading

LIMIT = 3_000_000
_INGEST = """
import resource, signal, sys
sys.path.insert(0, sys.argv[2])
from test_ledger_full_disk import LIMIT, many
from communique.ledger import Ledger, LedgerError, Maker
# What a full disk does to a file, without one: no file may grow beyond the limit.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))
try:
    with Ledger(sys.argv[1]) as ledger:
        ledger.add(many(), maker=Maker("1"), batch=50)
except LedgerError as error:
    print(error)
"""


def many() -> list[Reading]:
    chance = random.Random(1)
    return [
        reading(f"a{number:04}", text="".join(chance.choices("abcdefgh ijklmnop", k=4000)))
        for number in range(1000)
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    here = str(Path(__file__).parent)
    told = subprocess.run(
        [sys.executable, "-c", _INGEST, str(path), here],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "the disk is full" in told.stdout
    with Ledger(path) as ledger:
        kept = len(ledger.article_ids())
        assert 0 < kept < 1000
        assert kept % 50 == 0
        added = ledger.add(many(), maker=Maker("1"))
        assert (added.new, added.known) == (1000 - kept, kept)
        assert list(ledger.readings()) == many()

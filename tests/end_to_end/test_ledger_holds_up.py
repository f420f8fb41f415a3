"""Killed at any moment, or on a disk that is full, the same command goes on and nothing is lost."""

from __future__ import annotations

import os
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ledger_ingest import STAGES, add, reread, write_articles
from ledger_tables import Tables, tables

from communique.cli.status import ExitStatus
from communique.ledger import Ledger, import_parquet
from communique.linking.linker import Linker

KILLS = int(os.environ.get("COMMUNIQUE_KILLS", "10"))
"""Ten by default, for each takes two seconds; COMMUNIQUE_KILLS=50 kills fifty times."""

PROGRAM = Path(__file__).with_name("ledger_ingest.py")
COMMAND = [sys.executable, "-c", "from communique.cli.main import main; main()"]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    write_articles(path)
    return path


@pytest.fixture(scope="module")
def undisturbed(articles: Path) -> dict[str, Tables]:
    """What the ledger holds after each stage when nothing goes wrong."""
    with Ledger(":memory:") as ledger:
        add(ledger, articles)
        added = tables(ledger)
        reread(ledger, articles)
        return {"add": added, "reread": tables(ledger)}


def start(stage: str, path: Path, articles: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(PROGRAM), stage, str(path), str(articles)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def run(stage: str, path: Path, articles: Path) -> float:
    """Lets a stage end; gives the seconds from its opening of the ledger."""
    process = start(stage, path, articles)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    opened = time.monotonic()
    assert process.communicate()[0] == "done\n"
    return time.monotonic() - opened


@pytest.mark.parametrize("stage", STAGES)
def test_killed_at_random_moments(
    stage: str, tmp_path: Path, articles: Path, undisturbed: dict[str, Tables]
) -> None:
    """Between two kills a stage gets as far as it gets; once it is through, it begins anew."""
    moments = random.Random(stage)
    fresh, path = tmp_path / "fresh.duckdb", tmp_path / "killed.duckdb"
    with Ledger(fresh) as ledger:
        if stage == "reread":
            add(ledger, articles)
    shutil.copy(fresh, path)
    shutil.copy(fresh, tmp_path / "timed.duckdb")
    whole = run(stage, tmp_path / "timed.duckdb", articles)
    for _ in range(KILLS):
        process = start(stage, path, articles)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(moments.uniform(0, whole))
        process.send_signal(signal.SIGKILL)
        if "done" in process.communicate()[0]:
            with Ledger(path) as ledger:
                assert tables(ledger) == undisturbed[stage]
            path.unlink()
            shutil.copy(fresh, path)
    run(stage, path, articles)
    with Ledger(path) as ledger:
        assert tables(ledger) == undisturbed[stage]


def own_mounts(folder: Path) -> list[str]:
    """A command before a command, which may mount there what nobody else sees; skips without."""
    alone = ["unshare", "--map-root-user", "--mount"]
    trial = [*alone, "mount", "-t", "tmpfs", "none", str(folder)]
    if shutil.which("unshare") is None or subprocess.run(trial, capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    return alone


@pytest.mark.parametrize(("size", "whole"), [("80k", False), ("350k", True)])
def test_a_small_disk_fills_up(
    size: str, whole: bool, tmp_path: Path, articles: Path, undisturbed: dict[str, Tables]
) -> None:
    """While articles are added, and once all are there and only linking is left."""
    disk = tmp_path / "disk"
    disk.mkdir()
    program = [sys.executable, str(PROGRAM), "full", str(disk / "ledger.duckdb"), str(articles)]
    told = subprocess.run([*own_mounts(disk), *program, size], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert "the disk is full" in told.stdout
    kept = int(told.stdout.rpartition("kept ")[2])
    assert kept == 60 if whole else 0 < kept < 60
    with Ledger(":memory:") as ledger:
        import_parquet(ledger, articles.parent / "after")
        Linker(ledger).link()
        assert tables(ledger) == undisturbed["add"]


def test_a_read_only_disk_is_told_and_can_be_asked(tmp_path: Path, articles: Path) -> None:
    path = tmp_path / "disk" / "ledger.duckdb"
    path.parent.mkdir()
    with Ledger(path) as ledger:
        add(ledger, articles)
    disk = shlex.quote(str(path.parent))
    freeze = f"mount --bind {disk} {disk} && mount -o remount,bind,ro {disk}"
    wrong, right = (
        subprocess.run(
            [*own_mounts(path.parent), "sh", "-c", f"{freeze} && exec {command}"],
            capture_output=True,
            text=True,
        )
        for command in (
            shlex.join([*COMMAND, "add", str(path), str(articles)]),
            shlex.join([*COMMAND, "events", str(path), "--format", "csv"]),
        )
    )
    assert wrong.returncode == ExitStatus.USAGE, wrong.stderr
    assert wrong.stderr.endswith("cannot be written: the file or its folder is read-only\n")
    assert right.returncode == ExitStatus.DONE, right.stderr
    assert len(right.stdout.splitlines()) > 20

"""`communique add` over feeds, tables and watched folders, with a reader that needs no model."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from web_site import Site

from communique.cli.ingest_memory import AddMemory
from communique.cli.ledger_ingest import AddRequest, add_sources
from communique.cli.ledger_run import LoadedOnce
from communique.cli.status import ExitStatus
from communique.intake import IntakeOptions
from communique.ledger import Ledger, Maker
from communique.records import Article, Issue, Reading

TEXT = "The presidents of Kenya and Ethiopia met in Nairobi on Monday, officials said."
LOCAL = IntakeOptions(allow_private=True, timeout=5, follow_links=True, pause=0.0)


class QuietReader:
    """Reads nothing in an article."""

    def __init__(self, **_settings: object) -> None:
        self.seen: list[str] = []

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading | Issue]:
        assert workers == 1
        for article in articles:
            self.seen.append(article.title)
            yield Reading(article, ())


def page(words: str = TEXT) -> str:
    return (
        f"<html><head><title>Kenya meets</title></head><body><article><p>{words}</p></article>"
        "</body></html>"
    )


def feed(*links: str) -> str:
    entries = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel><title>Wire</title>{entries}</channel></rss>'


class Adder:
    """Adds to one ledger, as often as wanted."""

    def __init__(self, ledger: Path, *, watching: bool = False) -> None:
        self.ledger = ledger
        self.memory = AddMemory(ledger, watching=watching)
        self.reader = LoadedOnce(QuietReader)

    def add(self, *sources: str) -> ExitStatus:
        request = AddRequest(sources=sources, intake=LOCAL, link=False, memory=self.memory)
        with Ledger(self.ledger) as opened:
            return add_sources(opened, request, maker=Maker("1"), make_reader=self.reader)

    def standing(self) -> list[Article]:
        with Ledger(self.ledger, read_only=True) as opened:
            return opened.articles(opened.article_ids())

    def issues(self) -> list[str]:
        with Ledger(self.ledger, read_only=True) as opened:
            return [issue.source for issue in opened.issues()]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def test_a_page_of_a_feed_is_recognised_changed_or_not(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put("/a", page())
    site.put("/feed", feed("/a"))
    ledger = tmp_path / "news.duckdb"
    assert Adder(ledger).add(f"{site.url}/feed") is ExitStatus.DONE
    (before,) = Adder(ledger).standing()
    assert "1 new" in capsys.readouterr().err
    # Without what is remembered, the page is fetched and recognised by its content.
    (tmp_path / "news.duckdb.visits.json").unlink()
    Adder(ledger).add(f"{site.url}/feed", f"{site.url}/a")
    assert "0 new, 2 known" in capsys.readouterr().err
    site.put("/a", page(TEXT.replace("Monday", "Tuesday")))
    (tmp_path / "news.duckdb.visits.json").unlink()
    Adder(ledger).add(f"{site.url}/feed")
    assert "1 corrected" in capsys.readouterr().err
    (after,) = Adder(ledger).standing()
    assert after.id != before.id
    assert "Tuesday" in after.text


def test_a_new_ledger_gets_all_though_an_old_memory_lies_beside_it(
    site: Site, tmp_path: Path
) -> None:
    site.put("/a", page())
    site.put("/feed", feed("/a"), ETag='"1"')
    ledger = tmp_path / "news.duckdb"
    Adder(ledger).add(f"{site.url}/feed")
    ledger.unlink()
    Adder(ledger).add(f"{site.url}/feed")
    assert len(Adder(ledger).standing()) == 1


def test_issues_of_pages_are_dropped_once_they_can_be_had(site: Site, tmp_path: Path) -> None:
    site.put("/feed", feed("/a", "/b"))
    site.put("/b", page())
    adder = Adder(tmp_path / "news.duckdb")
    assert adder.add(f"{site.url}/feed") is ExitStatus.SOME_FAILED
    assert adder.issues() == [f"{site.url}/a"]
    site.put("/a", page(TEXT.replace("Monday", "Friday")))
    again = Adder(tmp_path / "news.duckdb")
    assert again.add(f"{site.url}/feed") is ExitStatus.DONE
    assert again.issues() == []
    assert len(again.standing()) == 2


def test_two_versions_in_one_run(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": TEXT},
        {"id": "a", "text": TEXT},
        {"id": "a", "text": f"{TEXT} He left."},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    adder = Adder(tmp_path / "news.duckdb")
    assert adder.add(str(path)) is ExitStatus.DONE
    (article,) = adder.standing()
    assert article.text.endswith("He left.")


def test_a_watched_folder_is_gone_through_only_where_it_changed(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(f"A\n\n{TEXT}")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4")
    adder = Adder(tmp_path / "news.duckdb", watching=True)
    assert adder.add(str(folder)) is ExitStatus.SOME_FAILED
    assert adder.add(str(folder)) is ExitStatus.DONE
    assert adder.issues() == [str(folder / "bad.pdf")]
    (folder / "b.txt").write_text(f"B\n\n{TEXT}")
    (folder / "bad.pdf").write_text(f"C\n\n{TEXT}")
    assert adder.add(str(folder)) is ExitStatus.DONE
    assert adder.issues() == []
    assert {article.title for article in adder.standing()} == {"A", "B", "C"}


def test_ctrl_c_ends_a_watch_cleanly(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    ledger = tmp_path / "news.duckdb"
    # A shell starts what runs in the background with Ctrl-C ignored.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heard}; from communique.cli.main import main; main()"
    arguments = ["add", str(ledger), str(folder), "--watch", "--every", "1", "--no-link"]
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stderr=subprocess.PIPE,
        env=os.environ | {"COLUMNS": "100"},
    )
    try:
        deadline = time.monotonic() + 60
        while not ledger.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(5.0)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == ExitStatus.INTERRUPTED
    assert b"Traceback" not in said

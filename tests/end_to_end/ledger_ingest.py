"""Ingests for the tests of how a ledger holds up; each runs as a program of its own.

python ledger_ingest.py add|reread LEDGER ARTICLES
python ledger_ingest.py full LEDGER ARTICLES SIZE     on a file system of its own, too small
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from communique.cli.ledger_ingest import AddRequest, add_sources
from communique.cli.ledger_reread import RereadRequest, read_again
from communique.evaluation.linking import load_gold
from communique.ledger import Ledger, LedgerError, Maker, export_parquet
from communique.records import Article, Reading

GOLD = Path(__file__).parents[1] / "cases" / "linking" / "gold.yaml"
FIRST, SECOND = Maker("1"), Maker("2")
LARGE = "size=400m"


class StoredReader:
    """Gives the annotated readings, a little more slowly than from memory; no model is loaded."""

    def __init__(self, *, second: bool = False) -> None:
        self._readings = {one.article.id: one for one in load_gold(GOLD).readings}
        self._second = second

    def __call__(
        self,
        *,
        min_confidence: float | None,
        explain: bool,
        model: str | None,
        pipeline: str | None,
    ) -> StoredReader:
        assert (min_confidence, explain, model, pipeline) == (None, False, None, None)
        return self

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading]:
        assert workers == 1
        for article in articles:
            time.sleep(0.01)
            read = self._readings[article.id]
            if self._second:
                # The newer version finds less, so that linking has something to change.
                read = replace(read, events=read.events[:1], notes=("read again",))
            yield replace(read, article=article)


def write_articles(path: Path) -> None:
    """Writes the articles of the linking gold as JSON Lines."""
    rows = (
        {
            "id": one.article.id,
            "title": one.article.title,
            "text": one.article.text,
            "published": str(one.article.published),
            "publisher": one.article.publisher,
        }
        for one in load_gold(GOLD).readings
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def add(ledger: Ledger, articles: Path) -> None:
    """What `communique add` does, with the stored readings."""
    request = AddRequest(sources=(str(articles),), batch=4)
    add_sources(ledger, request, maker=FIRST, make_reader=StoredReader())


def reread(ledger: Ledger, _articles: Path) -> None:
    """What `communique reread` does, with other readings."""
    read_again(ledger, RereadRequest(batch=4), maker=SECOND, make_reader=StoredReader(second=True))


def fill(path: Path, articles: Path, size: str) -> None:
    """Adds on a disk that is too small, then on the same disk made larger, and exports."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", path.parent], check=True)
    try:
        with Ledger(path) as ledger:
            add(ledger, articles)
            ledger.connection.execute("CHECKPOINT")
    except LedgerError as error:
        print(error, flush=True)
    subprocess.run(["mount", "-o", f"remount,{LARGE}", path.parent], check=True)
    with Ledger(path) as ledger:
        print(f"kept {len(ledger.article_ids())}", flush=True)
        add(ledger, articles)
        export_parquet(ledger, articles.parent / "after")


STAGES: dict[str, Callable[[Ledger, Path], None]] = {"add": add, "reread": reread}


def main(stage: str, path: Path, articles: Path, size: str = "") -> None:
    """Runs a stage; says "open" before it begins and "done" at its end."""
    if stage == "full":
        fill(path, articles, size)
        return
    with Ledger(path) as ledger:
        print("open", flush=True)
        STAGES[stage](ledger, articles)
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])

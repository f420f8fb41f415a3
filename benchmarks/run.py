"""Speed and size as ratios within one run, so that they mean the same on any machine.

    python benchmarks/run.py --newswire newswire.jsonl.gz

The newswire is JSON Lines of articles as `communique read` takes them, gzip or plain. Run it on a
calm machine: everything is timed on one core, by process time where that is fair.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

from collections.abc import Iterator
from pathlib import Path

from measures import (
    Row,
    cold_start,
    knowledge,
    loading,
    memory,
    names_in_text,
    share_of_knowledge,
    whole_reading,
)
from texts import articles_of_words


def main() -> None:
    """Runs the measures that are asked for, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--newswire", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=60, help="articles of 500 words each")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    print(f"{'what':<58} {'figure':>12}  from")
    for row in _rows(options):
        print(f"{row.what:<58} {row.figure:>12}  {row.basis}", flush=True)


def _rows(options: argparse.Namespace) -> Iterator[Row]:
    articles = articles_of_words(options.newswire, words=500, count=options.articles)
    yield from cold_start(articles[0], repeats=options.repeats)
    yield memory(articles)
    yield from whole_reading(articles, repeats=options.repeats)
    yield names_in_text(articles, repeats=options.repeats)
    yield knowledge(repeats=options.repeats)
    yield from share_of_knowledge(articles, repeats=options.repeats)
    yield from loading(repeats=options.repeats)


if __name__ == "__main__":
    main()

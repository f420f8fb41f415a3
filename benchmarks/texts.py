"""Articles of one length, cut from newswire."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path

from communique.records import Article


def articles_of_words(path: Path, *, words: int, count: int) -> tuple[Article, ...]:
    """Takes the first articles that are long enough, evenly spread over the file, cut to length.

    Args:
        path: JSON Lines, gzip or plain.
        words: Words of each; the text is cut after the paragraph that reaches them.
        count: How many.
    """
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    long = [row for row in rows if len(row["text"].split()) >= words]
    every = max(1, len(long) // count)
    return tuple(
        Article(row["id"], row["title"] or "", _cut(row["text"], words))
        for row in islice(long, 0, every * count, every)
    )


def _cut(text: str, words: int) -> str:
    kept: list[str] = []
    left = words
    for paragraph in text.split("\n"):
        found = paragraph.split()
        kept.append(" ".join(found[:left]) if len(found) > left else paragraph)
        left -= min(left, len(found))
        if not left:
            break
    return "\n".join(kept)

"""The articles of the demonstration are those of the examples and of the linking gold."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from communique.evaluation.linking import load_gold

TESTS = Path(__file__).parents[2]


def test_demonstration_holds_examples_and_gold() -> None:
    shipped = files("communique.api") / "demo" / "articles.jsonl"
    rows = [json.loads(line) for line in shipped.read_text("utf-8").splitlines()]
    texts = {row["id"]: (row["title"], row["text"]) for row in rows}
    wanted = {
        one.article.id: (one.article.title, one.article.text)
        for one in load_gold(TESTS / "cases" / "linking" / "gold.yaml").readings
    }
    for path in sorted((TESTS.parent / "examples").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            wanted[row["id"]] = (row["title"], row["text"])
    assert texts == wanted

"""A fixed sample of real newswire, where it is there, is read without a fault."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.exchange.contract import reading_to_json
from communique.exchange.contract_reader import reading_from_json
from communique.records import Article, Reading

if TYPE_CHECKING:
    from communique import Reader

NEWSWIRE = Path(__file__).parents[3] / "shared" / "raw" / "newswire.jsonl.gz"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not NEWSWIRE.is_file(), reason="the raw newswire is not here"),
]


def articles(*, every: int, count: int) -> Iterator[Article]:
    with gzip.open(NEWSWIRE, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, every * count, every):
            yield reading_from_json({"article": json.loads(line)}).article


def test_spans_and_form_hold_on_real_text(reader: Reader) -> None:
    for result in reader.pipe(articles(every=180, count=20)):
        assert isinstance(result, Reading), result
        row = json.loads(json.dumps(reading_to_json(result)))
        assert reading_from_json(row) == result
        for event in result.events:
            for mention in event.mentions:
                for span in (mention.evidence, mention.trigger):
                    whole = result.article.field_text(span.field)
                    assert whole[span.start : span.end] == span.text

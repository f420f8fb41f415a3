"""Readings as JSON: one line an article, or one document of all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from communique.exchange.contract import reading_to_json
from communique.records import Issue, Reading

_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def to_line(reading: Reading) -> str:
    """Gives a reading as one line of the contract's JSON Lines, with its line end.

    Everything outside ASCII is written as it is, except line separators and lone surrogates,
    which are escaped so that every reader of lines sees one line.
    """
    line = json.dumps(reading_to_json(reading), ensure_ascii=False, separators=(", ", ": "))
    return f"{_escape(line)}\n"


def to_document(items: Iterable[Reading | Issue]) -> Iterator[str]:
    """Gives one JSON object `{"readings": […], "issues": […]}` piece by piece."""
    issues: list[Issue] = []
    yield '{"readings": ['
    separator = "\n"
    for item in items:
        if isinstance(item, Issue):
            issues.append(item)
            continue
        text = json.dumps(reading_to_json(item), ensure_ascii=False, indent=1)
        yield separator + _escape(text)
        separator = ",\n"
    rows = [
        {"source": issue.source, "stage": issue.stage.value, "reason": issue.reason}
        for issue in issues
    ]
    yield '\n],\n"issues": ' + _escape(json.dumps(rows, ensure_ascii=False, indent=1)) + "\n}\n"


def _escape(text: str) -> str:
    """Escapes, inside JSON strings, what may end a line or cannot be encoded."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

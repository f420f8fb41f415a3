"""A report as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from communique.evaluation.figures import Figure, figures
from communique.evaluation.measure import Report


def table(report: Report) -> str:
    """Gives the figures as lines of text, in per cent."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    part = ""
    for figure in figures(report):
        heading, _, name = figure.name.partition(".")
        if heading != part:
            if part:
                yield ""
            part = heading
            yield f"{heading}: {_articles(report, heading)} articles"
        yield _line(name, figure)
    if report.events:
        yield ""
        yield "status, gold -> found, over strict matches"
        for count in report.events.attributes.statuses:
            yield f"  {count.gold:<10} -> {count.found:<10} {count.count:5}"


def _articles(report: Report, part: str) -> int:
    scores = {
        "events": report.events,
        "statements": report.statements,
        "times": report.times,
        "places": report.places,
        "factuality": report.factuality,
    }[part]
    return scores.articles if scores else 0


def _line(name: str, figure: Figure) -> str:
    line = f"  {name:<38} {figure.value * 100:5.1f}  n = {figure.cases}"
    if figure.interval is None:
        return line
    low, high = figure.interval
    return f"{line}  [{low * 100:.1f}, {high * 100:.1f}]"


def to_json(report: Report) -> str:
    """Gives the figures as a JSON object: name -> value, cases, 95 % interval or null."""
    rows = {
        figure.name: {
            "value": figure.value,
            "cases": figure.cases,
            "interval": list(figure.interval) if figure.interval else None,
        }
        for figure in figures(report)
    }
    statuses = report.events.attributes.statuses if report.events else ()
    counts = [[count.gold.value, count.found.value, count.count] for count in statuses]
    return json.dumps({"figures": rows, "statuses": counts}, indent=1) + "\n"

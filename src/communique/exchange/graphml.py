"""The network of states as GraphML (Brandes et al. 2002)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from communique.exchange.dyadic import codebook
from communique.ledger import DyadEvent

_KEYS = (
    ("country", "node", "string"),
    ("events", "edge", "int"),
    ("cooperation", "edge", "double"),
    ("conflict", "edge", "double"),
)


def to_graphml(events: Iterable[DyadEvent]) -> str:
    """Gives a directed graph: states, and between them the sums of events that occurred.

    Args:
        events: Events between pairs of states.
    """
    edges: dict[tuple[str, str], list[float]] = defaultdict(list)
    for event in events:
        if event.status == "occurred":
            score = codebook().score(event.type, event.mode, event.quad) or 0.0
            edges[event.actor, event.recipient].append(score * event.confidence)
    states = sorted({state for pair in edges for state in pair})
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *(
            f'<key id="{name}" for="{part}" attr.name="{name}" attr.type="{kind}"/>'
            for name, part, kind in _KEYS
        ),
        '<graph id="states" edgedefault="directed">',
        *(f"<node id={quoteattr(one)}>{_data('country', one)}</node>" for one in states),
        *(_edge(pair, scores) for pair, scores in sorted(edges.items())),
        "</graph>",
        "</graphml>",
    ]
    return "\n".join(lines) + "\n"


def _edge(pair: tuple[str, str], scores: list[float]) -> str:
    cooperation = round(sum(score for score in scores if score > 0), 4)
    conflict = round(sum(score for score in scores if score < 0), 4)
    data = (
        _data("events", len(scores))
        + _data("cooperation", cooperation)
        + _data("conflict", conflict)
    )
    return f"<edge source={quoteattr(pair[0])} target={quoteattr(pair[1])}>{data}</edge>"


def _data(key: str, value: object) -> str:
    return f'<data key="{key}">{escape(str(value))}</data>'

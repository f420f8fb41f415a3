"""Who is in the middle of what: measures of the network of states in a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from communique.analysis.series import Grain
from communique.ledger import DyadEvent


@dataclass(frozen=True, slots=True)
class NetworkMeasures:
    """A state's place among all states in one period.

    Attributes:
        start: First day of the period.
        country: ISO 3166-1 alpha-3.
        acts: Events in which it acts towards another state.
        receives: Events that another state directs at it.
        partners: States that it shares events with.
        betweenness: Share of the shortest paths between others that lead through it (Freeman,
            1977).
        page_rank: Its weight among those whom weighty states act towards (Brin and Page, 1998).
    """

    start: date
    country: str
    acts: int
    receives: int
    partners: int
    betweenness: float
    page_rank: float


def network_measures(
    events: Iterable[DyadEvent], *, by: Grain, quads: frozenset[str] | None = None
) -> tuple[NetworkMeasures, ...]:
    """Measures the network of states of each period.

    Args:
        events: Between all states, in any order.
        by: Length of a period.
        quads: Only events of these quad classes; all if None.

    Raises:
        ImportError: When networkx is not installed (extra `analysis`).
    """
    periods: dict[date, list[DyadEvent]] = defaultdict(list)
    for event in events:
        if event.actor != event.recipient and (quads is None or event.quad in quads):
            periods[by.start(event.day)].append(event)
    return tuple(
        measures
        for start in sorted(periods)
        for measures in _measure(start, network(periods[start]))
    )


def network(events: Iterable[DyadEvent]) -> Any:
    """Gives the directed graph of states; the weight of an edge is its number of events.

    Raises:
        ImportError: When networkx is not installed (extra `analysis`).
    """
    import networkx

    graph = networkx.DiGraph()
    for event in events:
        before = graph.get_edge_data(event.actor, event.recipient, {"weight": 0})
        graph.add_edge(event.actor, event.recipient, weight=before["weight"] + 1)
    return graph


def _measure(start: date, graph: Any) -> Iterable[NetworkMeasures]:
    import networkx

    between = networkx.betweenness_centrality(graph)
    rank = networkx.pagerank(graph, weight="weight")
    for country in sorted(graph):
        yield NetworkMeasures(
            start=start,
            country=country,
            acts=graph.out_degree(country, weight="weight"),
            receives=graph.in_degree(country, weight="weight"),
            partners=len({*graph.successors(country), *graph.predecessors(country)}),
            betweenness=round(between[country], 6),
            page_rank=round(rank[country], 6),
        )

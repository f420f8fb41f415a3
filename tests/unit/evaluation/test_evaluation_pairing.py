from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from communique.evaluation.pairing import Pair, best_pairs, pair_spans
from communique.records import ArticleField, Span

weights = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 50), max_size=14
)


def heaviest(weights: dict[Pair, int]) -> int:
    """The largest summed weight, by trying all."""
    return max(
        sum(weights.get((row, column), 0) for row, column in enumerate(order))
        for order in permutations(range(5))
    )


@settings(max_examples=100, deadline=None)
@given(weights)
def test_best_pairs_are_the_heaviest(weights: dict[Pair, int]) -> None:
    pairs = best_pairs({pair: float(weight) for pair, weight in weights.items()})
    assert len(set(pairs.values())) == len(pairs)
    assert all(pair in weights for pair in pairs.items())
    assert sum(weights[pair] for pair in pairs.items()) == heaviest(weights)


def span(start: int, end: int) -> Span:
    return Span(ArticleField.TEXT, start, end, "x" * (end - start))


def test_spans_that_fit_best_are_paired_first() -> None:
    gold = [span(0, 10), span(8, 12)]
    found = [span(8, 11), span(0, 9)]
    assert pair_spans(gold, found) == {0: 1, 1: 0}


def test_spans_of_other_fields_are_not_paired() -> None:
    assert pair_spans([span(0, 3)], [Span(ArticleField.TITLE, 0, 3, "xxx")]) == {}

import random

from hypothesis import given
from hypothesis import strategies as st

from communique.linking.grouping import components, group

_IDS = [f"m{number}" for number in range(9)]
_PAIRS = st.dictionaries(
    st.tuples(st.sampled_from(_IDS), st.sampled_from(_IDS)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(0.1, 1.0),
)
_SOME_PAIRS = st.lists(
    st.tuples(st.sampled_from(_IDS), st.sampled_from(_IDS)).filter(lambda pair: pair[0] < pair[1]),
    max_size=3,
)


@given(_PAIRS, _SOME_PAIRS, _SOME_PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_members_makes_no_difference(
    scores: dict[tuple[str, str], float],
    bonds: list[tuple[str, str]],
    bans: list[tuple[str, str]],
    chance: random.Random,
) -> None:
    first = group(_IDS, scores, threshold=0.5, bonds=bonds, bans=bans)
    items = list(scores.items())
    chance.shuffle(items)
    turned = {pair[::-1] if chance.random() < 0.5 else pair: score for pair, score in items}
    members = chance.sample(_IDS, len(_IDS))
    second = group(
        members, turned, threshold=0.5, bonds=bonds[::-1], bans=chance.sample(bans, len(bans))
    )
    assert first == second
    assert sorted(one for found in first for one in found) == _IDS


@given(_PAIRS, _SOME_PAIRS, _SOME_PAIRS)
def test_bonds_hold_and_bans_hold_where_no_bond_says_otherwise(
    scores: dict[tuple[str, str], float],
    bonds: list[tuple[str, str]],
    bans: list[tuple[str, str]],
) -> None:
    of = {
        one: found
        for found in group(_IDS, scores, threshold=0.5, bonds=bonds, bans=bans)
        for one in found
    }
    assert all(of[one] == of[other] for one, other in bonds)
    bound = {one: found for found in components(_IDS, bonds) for one in found}
    assert all(of[one] != of[other] for one, other in bans if bound[one] != bound[other])


@given(_PAIRS)
def test_components_can_be_grouped_by_themselves(scores: dict[tuple[str, str], float]) -> None:
    whole = group(_IDS, scores, threshold=0.5)
    strong = [pair for pair, score in scores.items() if score >= 0.5]
    parts = [
        found
        for members in components(_IDS, strong)
        for found in group(members, scores, threshold=0.5)
    ]
    assert sorted(parts) == whole


def test_the_mean_decides_and_missing_pairs_count_as_nothing() -> None:
    chain = {("a", "b"): 0.9, ("b", "c"): 0.8}
    assert group("abc", chain, threshold=0.5) == [("a", "b"), ("c",)]
    assert group("abc", chain | {("a", "c"): 0.4}, threshold=0.5) == [("a", "b", "c")]

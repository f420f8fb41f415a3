"""Readings are at least as good as they were (floors.yaml)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from quality import GateSet, broken, load_sets, measured, pinned

if TYPE_CHECKING:
    from communique import Reader


@pytest.mark.gold
@pytest.mark.model
@pytest.mark.parametrize("gate", load_sets(), ids=lambda gate: gate.name)
def test_figures_keep_their_floors(gate: GateSet, reader: Reader) -> None:
    if not gate.path.exists():
        pytest.skip(f"{gate.data} is not here")
    assert broken(gate, measured(gate, reader)) == []


GATE = GateSet("x", "x", 1, 0.02, {"events.strict.f1": 0.4, "events.ignored_share": 0.1})


def test_a_figure_below_its_floor_breaks_the_gate() -> None:
    assert broken(GATE, {"events.strict.f1": 0.41, "events.ignored_share": 0.09}) == []
    assert len(broken(GATE, {"events.strict.f1": 0.39, "events.ignored_share": 0.11})) == 2


def test_floors_are_lowered_only_by_the_flag() -> None:
    worse = {"events.strict.f1": 0.3, "events.ignored_share": 0.2}
    assert pinned(GATE, worse, lower=False) == GATE
    lowered = pinned(GATE, worse, lower=True).bounds
    assert lowered == {"events.strict.f1": 0.28, "events.ignored_share": 0.22}


def test_better_figures_raise_them() -> None:
    better = {"events.strict.f1": 0.5, "events.ignored_share": 0.05}
    raised = pinned(GATE, better, lower=False).bounds
    assert raised == {"events.strict.f1": 0.48, "events.ignored_share": 0.07}

"""Weights are fitted from signs and outcomes."""

from __future__ import annotations

import random

from communique.training.logistic import LEAST_COUNT, Case, fit_weights, outcomes_across_folds


def events(count: int = 400) -> list[Case]:
    """Events of which three in four with the sign are right, and one in four without it."""
    chance = random.Random(1)
    found = []
    for number in range(count):
        named = number % 2 == 0
        signs = (("always", 1.0), ("trigger", chance.gauss(0, 1)))
        signs += (("recipient here", 1.0),) if named else ()
        found.append(Case(number % 5, signs, chance.random() < (0.75 if named else 0.25)))
    return found


def test_a_sign_of_right_events_speaks_for_them() -> None:
    weights = fit_weights(events())
    assert weights["recipient here"] > 1
    assert abs(weights["trigger"]) < 0.5


def test_rare_signs_have_no_weight() -> None:
    rare = Case(0, (("always", 1.0), ("mutual", 1.0)), right=True)
    assert "mutual" not in fit_weights([*events(), *[rare] * (LEAST_COUNT - 1)])
    assert "mutual" in fit_weights([*events(), *[rare] * LEAST_COUNT])


def test_chances_come_from_the_other_folds() -> None:
    outcomes = outcomes_across_folds(events())
    likely = [outcome.right for outcome in outcomes if outcome.confidence > 0.5]
    assert len(outcomes) == 400
    assert sum(likely) / len(likely) > 0.65


def test_a_sign_that_always_has_the_same_value_does_no_harm() -> None:
    known = events()
    steady = [Case(c.fold, (*c.signs, ("mentions", 0.1)), c.right) for c in known]
    fitted = fit_weights(steady)
    assert abs(fitted["recipient here"] - fit_weights(known)["recipient here"]) < 0.1

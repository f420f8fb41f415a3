"""The actor phrases of `tests/cases/actors.yaml` against the base that ships."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from communique.knowledge.resolve import Context, Resolver

CASES = Path(__file__).parents[2] / "cases" / "actors.yaml"
COUNTRY_FLOOR = 0.97
SECTOR_FLOOR = 0.94
PERSON_FLOOR = 0.93


def test_actor_phrases(resolver: Resolver) -> None:
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))["cases"]
    misses: list[str] = []
    right = {"country": 0, "sector": 0, "person": 0}
    named = sum("person" in case for case in cases)
    for case in cases:
        for part, is_right in _compared(resolver, case).items():
            right[part] += is_right
            if not is_right:
                misses.append(f"{part} of {case['phrase']!r} on {case['day']}: {case['why']}")
    report = "\n".join(misses)
    assert right["country"] / len(cases) >= COUNTRY_FLOOR, report
    assert right["sector"] / len(cases) >= SECTOR_FLOOR, report
    assert right["person"] / named >= PERSON_FLOOR, report


def _compared(resolver: Resolver, case: dict[str, Any]) -> dict[str, bool]:
    context = Context(case.get("home"))
    actor = resolver.resolve(case["phrase"], on=case["day"], context=context)
    compared = {
        "country": actor.country == case["country"],
        "sector": actor.sector == case["sector"],
    }
    if "person" in case:
        candidates = actor.resolution.candidates if actor.resolution else ()
        compared["person"] = bool(candidates) and candidates[0].name == case["person"]
    return compared


def test_cases_are_reasoned_and_many() -> None:
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))["cases"]
    assert len(cases) >= 400
    assert all(case["why"].endswith(".") for case in cases)
    keys = [(case["phrase"], case["day"], case.get("home")) for case in cases]
    assert len(keys) == len(set(keys))

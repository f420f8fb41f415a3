"""What the API's own description promises, tried with what nobody would send."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("schemathesis", reason="schemathesis is not installed")

import schemathesis
from api_reader import OneEventReader
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from communique.api.app import create_app
from communique.api.door import Door
from communique.api.options import Limits, ServeOptions
from communique.api.service import ReadingRoom, Service

NOT_FOR_TEXTS = [positive_data_acceptance]
"""No schema can say that a text is English, or that there is one at all."""


_PATIENT: Any = {"suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module")
def api_schema(gold_ledger: Path) -> Any:
    # Long addresses are refused as such before what is wrong in them is looked at.
    limits = Limits(query=1 << 20)
    options = ServeOptions(gold_ledger, allow_fetch=False, names=("testserver",), limits=limits)
    service = Service(options, Door(gold_ledger), ReadingRoom(OneEventReader()))
    made = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(service))
    return made.exclude(path="/api/v1/stream")


def _try(operation: Any) -> None:
    excluded = NOT_FOR_TEXTS if operation.path.endswith("/read") else []

    @settings(max_examples=12, deadline=None, database=None, derandomize=True, **_PATIENT)
    @given(case=operation.as_strategy())
    def answers(case: Any) -> None:
        case.call_and_validate(excluded_checks=excluded)

    answers()


def test_answers_are_as_described(api_schema: Any) -> None:
    operations = [found.ok() for found in api_schema.get_all_operations()]
    assert len(operations) > 15
    for operation in operations:
        _try(operation)

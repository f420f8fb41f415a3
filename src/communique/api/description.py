"""The description of the API (OpenAPI), with a request for each verb that a ledger answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from communique.api.v1_read import READ_EXAMPLE
from communique.datafile import read_yaml

SAMPLES = {"$event": "e1b6f0b0c3a5d", "$claim": "c1b6f0b0c3a5d"}
"""What stands in the description for ids that only a ledger can tell."""


def describe(app: FastAPI) -> None:
    """Has an application describe itself with examples; the description is made once."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title, version=app.version, summary=app.summary, routes=app.routes
            )
            _add_examples(made)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]


@lru_cache(maxsize=1)
def example_requests() -> Mapping[str, Mapping[str, Any]]:
    """Gives, by path, the values of the parameters of a request that makes sense."""
    found: Mapping[str, Mapping[str, Any]] = read_yaml(files("communique.api") / "examples.yaml")
    return found


def _add_examples(made: dict[str, Any]) -> None:
    for path, operations in made["paths"].items():
        values = example_requests().get(path, {})
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in values:
                    value = values[parameter["name"]]
                    known = isinstance(value, str) and value in SAMPLES
                    parameter["example"] = SAMPLES[value] if known else value
    body = made["paths"]["/api/v1/read"]["post"]["requestBody"]
    body["content"]["application/json"]["example"] = READ_EXAMPLE

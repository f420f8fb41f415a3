"""The description of the API (OpenAPI), with a request and an answer for every verb."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from http import HTTPStatus
from importlib import import_module
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from communique.api.errors import PROBLEM_TYPE, Problem
from communique.api.v1_read import READ_EXAMPLE
from communique.api.v1_shapes import SHAPE
from communique.datafile import read_yaml

SAMPLES = {"$event": "e1b6f0b0c3a5d", "$claim": "c1b6f0b0c3a5d"}
"""What stands in the description for ids that only a ledger can tell."""

_REFERENCE = "#/components/schemas/{model}"

Described = dict[str, Any]


def describe(app: FastAPI) -> None:
    """Has an application describe itself with examples; the description is made once."""

    def description() -> Described:
        if app.openapi_schema is None:
            made = get_openapi(
                title=app.title, version=app.version, summary=app.summary, routes=app.routes
            )
            _add_shapes(made)
            _add_requests(made)
            _add_answers(made)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]


@lru_cache(maxsize=1)
def example_requests() -> Mapping[str, Mapping[str, Any]]:
    """Gives, by path, the values of the parameters of a request that makes sense."""
    found: Mapping[str, Mapping[str, Any]] = read_yaml(files("communique.api") / "examples.yaml")
    return found


@lru_cache(maxsize=1)
def example_answers() -> Mapping[str, Mapping[str, Any]]:
    """Gives, by path and media type, what the linking gold's ledger answers to that request."""
    text = (files("communique.api") / "answers.json").read_text("utf-8")
    found: Mapping[str, Mapping[str, Any]] = json.loads(text)
    return found


def _operations(made: Described) -> Iterator[tuple[str, Described]]:
    for path, operations in made["paths"].items():
        for operation in operations.values():
            yield path, operation


def _add_shapes(made: Described) -> None:
    """Works out the schemas of the answers that routes only name."""
    components = made.setdefault("components", {}).setdefault("schemas", {})
    components.update(read_yaml(files("communique.api") / "contract.yaml"))
    answers = [
        (answer["content"], answer.pop(SHAPE))
        for _, operation in _operations(made)
        for answer in operation["responses"].values()
        if SHAPE in answer
    ]
    classes = {name: _class_named(name) for _, name in answers if ":" in name}
    schemas, shared = TypeAdapter.json_schemas(
        [
            (name, "serialization", TypeAdapter(kind))
            for name, kind in (classes | {"problem": Problem}).items()
        ],
        ref_template=_REFERENCE,
    )
    components.update(shared.get("$defs", {}))
    for content, name in answers:
        inline = schemas.get((name, "serialization"))
        content["application/json"]["schema"] = inline or {"$ref": _REFERENCE.format(model=name)}


def _class_named(name: str) -> type:
    module, _, qualified = name.partition(":")
    found: type = getattr(import_module(module), qualified)
    return found


def _add_requests(made: Described) -> None:
    for path, operation in _operations(made):
        values = example_requests().get(path, {})
        for parameter in operation.get("parameters", ()):
            if parameter["name"] in values:
                value = values[parameter["name"]]
                known = isinstance(value, str) and value in SAMPLES
                parameter["example"] = SAMPLES[value] if known else value
    body = made["paths"]["/api/v1/read"]["post"]["requestBody"]
    body["content"]["application/json"]["example"] = READ_EXAMPLE


def _add_answers(made: Described) -> None:
    for path, operation in _operations(made):
        for media_type, example in example_answers().get(path, {}).items():
            operation["responses"]["200"]["content"][media_type]["example"] = example
        for status, answer in operation["responses"].items():
            shape = answer.get("content", {}).get(PROBLEM_TYPE)
            if shape is not None:
                title = HTTPStatus(int(status)).phrase
                shape["example"] = {
                    "type": "about:blank",
                    "title": title,
                    "status": int(status),
                    "detail": answer["description"],
                }

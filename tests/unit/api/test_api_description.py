"""The examples in the description of the API: for every verb, and of the shape that it promises.

`python tests/unit/api/api_answers.py` makes them anew.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

jsonschema_rs = pytest.importorskip("jsonschema_rs", reason="schemathesis brings jsonschema_rs")

NO_TEXT = {"application/vnd.apache.parquet", "application/zip"}


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found


def contents(described: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Gives operation, status, media type and what is said of it, for every answer."""
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            for status, answer in operation["responses"].items():
                for media_type, content in answer.get("content", {}).items():
                    yield f"{method} {path}", status, media_type, content


def holds(described: dict[str, Any], content: dict[str, Any], value: Any) -> None:
    """Fails where a value has not the shape that is described."""
    schema = {**content["schema"], "components": described["components"]}
    jsonschema_rs.validator_for(schema).validate(value)


def test_every_answer_has_an_example_of_its_shape(described: dict[str, Any]) -> None:
    for operation, status, media_type, content in contents(described):
        if media_type in NO_TEXT:
            continue
        where = (operation, status, media_type)
        assert content.get("example"), where
        if media_type.endswith("json") and "schema" in content:
            assert content["schema"], where
            holds(described, content, content["example"])
        elif media_type == "application/x-ndjson":
            assert all(json.loads(line) for line in content["example"].splitlines()), where
        elif media_type == "text/csv":
            rows = list(csv.reader(io.StringIO(content["example"])))
            assert len(rows) > 1, where
            assert {len(row) for row in rows} == {len(rows[0])}, where


def test_every_verb_says_what_it_gives(described: dict[str, Any]) -> None:
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            assert "x-shape" not in json.dumps(operation["responses"])


def test_readings_have_the_shape_of_the_contract(
    client: TestClient, described: dict[str, Any]
) -> None:
    told = described["paths"]["/api/v1/article"]["get"]["responses"]["200"]["content"]
    for item in client.get("/api/v1/articles").json()["items"][:20]:
        reading = client.get("/api/v1/article", params={"id": item["article_id"]}).json()
        holds(described, told["application/json"], reading)

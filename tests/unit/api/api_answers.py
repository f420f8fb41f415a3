"""Makes anew the answers that stand in the description of the API.

    python tests/unit/api/api_answers.py

They are what a ledger of the linking gold answers to the requests of examples.yaml; long lists are
cut to a few items.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from api_reader import OneEventReader
from fastapi.testclient import TestClient

from communique.api.app import create_app
from communique.api.description import example_requests
from communique.api.door import Door
from communique.api.options import ServeOptions
from communique.api.service import ReadingRoom, Service
from communique.api.v1_read import READ_EXAMPLE
from communique.evaluation.linking import load_gold
from communique.ledger import EventFilter, Ledger, Maker, Questions
from communique.linking.linker import Linker
from communique.records import Actor, Article, ArticleField, Reading, Sector, Statement

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "tests" / "cases" / "linking" / "gold.yaml"
ANSWERS = ROOT / "src" / "communique" / "api" / "answers.json"

MOST_ITEMS = 2
"""Items of a list that stand in an example."""

MOST_VALUES = 8
"""Plain values of a list that stand in an example."""

MOST_LINES = 4
"""Lines of an example that is text."""

TEXT_FORMS = {"application/x-ndjson": "jsonl", "text/csv": "csv"}
"""The forms of lists that are text."""

EXPORTS = {
    "application/x-ndjson": "plover",
    "text/csv": "csv",
    "text/tab-separated-values": "polecat",
    "application/geo+json": "geojson",
    "application/xml": "graphml",
}
"""One form of export for each media type that is text."""

FEW_EVENTS = {"party": "KEN", "status": "occurred"}


def cut(value: Any) -> Any:
    """Gives a value whose lists are short."""
    if isinstance(value, list):
        # Values that belong together stand in a list of plain values.
        records = any(isinstance(one, (list, dict)) for one in value)
        return [cut(one) for one in value[: MOST_ITEMS if records else MOST_VALUES]]
    if isinstance(value, dict):
        return {name: cut(one) for name, one in value.items()}
    return value


def asked_with(client: TestClient, path: str, values: Mapping[str, Any], **more: str) -> Any:
    """Sends the request that an example describes."""
    query = {name: value for name, value in values.items() if f"{{{name}}}" not in path}
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    answer = client.get(path, params={**query, **more})
    assert answer.status_code == 200, (path, answer.text)
    return answer


def answers_to(client: TestClient, path: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Gives the answers to one request, by media type."""
    described = client.get("/api/v1/openapi.json").json()["paths"][path]["get"]
    types = described["responses"].get("200", {}).get("content", {})
    if not types:
        return {}
    names = {one["name"] for one in described["parameters"]} if "parameters" in described else set()
    if "text/csv" in types and "application/json" in types:
        few = {"limit": str(MOST_ITEMS)} if "limit" in names else {}
        texts = {
            media_type: lines(asked_with(client, path, {**values, **few}, format=form).text)
            for media_type, form in TEXT_FORMS.items()
        }
        whole = asked_with(client, path, values, format="json").json()
        return {"application/json": cut(whole), **texts}
    if path.startswith("/api/v1/export/{"):
        return {
            media_type: exported(form, asked_with(client, path, {"form": form, **FEW_EVENTS}).text)
            for media_type, form in EXPORTS.items()
        }
    answer = asked_with(client, path, values)
    media_type = answer.headers["content-type"].partition(";")[0]
    if media_type == "application/json":
        return {media_type: cut(answer.json())}
    return {media_type: lines(answer.text)} if media_type.startswith("text/") else {}


def lines(text: str) -> str:
    """Gives the first lines of a text; of a stream, the first message."""
    if "\n\n" in text:
        return text[: text.index("\n\n") + 2]
    return "".join(text.splitlines(keepends=True)[:MOST_LINES])


def exported(form: str, text: str) -> Any:
    """Gives an export; one that has a line an event is cut to a few."""
    if form == "geojson":
        return cut(json.loads(text))
    return text if form == "graphml" else lines(text)


def told_by(speaker: str, said: str) -> Reading:
    """Gives a reading of one statement; the gold has none."""
    article = Article("s01", "Kenya on its border", f"{speaker} said {said}.", date(2031, 3, 13))
    name = article.span(ArticleField.TEXT, 0, len(speaker))
    cue = article.span(ArticleField.TEXT, len(speaker) + 1, len(speaker) + 5)
    content = article.span(ArticleField.TEXT, len(speaker) + 6, len(article.text) - 1)
    actor = Actor("Grace Muthoni", "KEN", Sector.GOV, span=name)
    return Reading(article, statements=(Statement(actor, name, cue, (content,), direct=False),))


def samples(path: Path) -> dict[str, str]:
    """Ids for which a placeholder stands in the requests."""
    with Ledger(path, read_only=True) as ledger:
        asked = Questions(ledger)
        return {
            "$event": asked.events(EventFilter(independent=3), limit=1)[0].event_id,
            "$claim": asked.claims(standing="disputed")[0].claim_id,
        }


def all_answers(ledger: Path) -> dict[str, dict[str, Any]]:
    """Gives the answers to all requests of examples.yaml and to the one that reads a text."""
    service = Service(ServeOptions(ledger), Door(ledger), ReadingRoom(OneEventReader()))
    with TestClient(create_app(service), base_url="http://127.0.0.1:8321") as client:
        known = samples(ledger)
        found = {
            path: answers_to(client, path, {n: known.get(str(v), v) for n, v in values.items()})
            for path, values in example_requests().items()
        }
        read = client.post("/api/v1/read", json=READ_EXAMPLE)
        found["/api/v1/read"] = {"application/json": cut(read.json())}
    return {path: answers for path, answers in found.items() if answers}


def main() -> None:
    """Writes the answers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gold.ledger"
        with Ledger(path) as ledger:
            spoken = told_by("Grace Muthoni", "the border would open in May")
            ledger.add((*load_gold(GOLD).readings, spoken), maker=Maker("gold"))
            Linker(ledger).link()
        found = all_answers(path)
    text = json.dumps(found, indent=1, ensure_ascii=False)
    ANSWERS.write_text(f"{text}\n", encoding="utf-8")
    print(f"{len(found)} answers, {len(text):,} characters")


if __name__ == "__main__":
    main()

"""The verbs of the API: the command line's, in all forms, as its description says."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from communique.api.description import example_requests
from communique.api.options import Limits

if TYPE_CHECKING:
    from conftest import MakeClient

LISTS = (
    "/api/v1/events",
    "/api/v1/timeline?party=KEN",
    "/api/v1/dyad?actor=KEN&recipient=ETH",
    "/api/v1/claims",
    "/api/v1/agenda",
    "/api/v1/statements",
    "/api/v1/stories",
    "/api/v1/articles",
)


@pytest.mark.parametrize("path", LISTS)
def test_lists_have_all_forms(client: TestClient, path: str) -> None:
    items = client.get(path).json()["items"]
    mark = "&" if "?" in path else "?"
    lines = client.get(f"{path}{mark}format=jsonl")
    assert lines.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in lines.text.splitlines()] == items
    table = client.get(path, headers={"accept": "text/csv"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in table.headers["content-disposition"]
    rows = sum(len(one.get("stances", (1,))) for one in items)
    assert len(list(csv.reader(io.StringIO(table.text)))) == rows + 1
    parquet = pytest.importorskip("pyarrow.parquet")
    found = client.get(f"{path}{mark}format=parquet")
    assert parquet.read_table(io.BytesIO(found.content)).num_rows == rows


def test_one_event_its_reports_and_why(client: TestClient) -> None:
    event = client.get("/api/v1/events?min_reports=3&limit=1").json()["items"][0]
    path = f"/api/v1/events/{event['event_id']}"
    assert client.get(path).json() == event
    reports = client.get(f"{path}/reports").json()["items"]
    assert len(reports) == event["reports"]
    same = client.get(f"/api/v1/events/{reports[0]['report_id'].replace('#', '%23')}").json()
    assert same == event
    lines = client.get(f"/api/v1/why/{event['event_id']}").json()["lines"]
    assert event["event_id"] in lines[0]


@pytest.mark.parametrize("path", ["/api/v1/events", "/api/v1/timeline?party=KEN", "/api/v1/claims"])
def test_pages_of_a_list_make_the_whole(client: TestClient, path: str) -> None:
    mark = "&" if "?" in path else "?"
    whole = client.get(f"{path}{mark}limit=1000").json()
    assert whole["next"] is None
    items: list[object] = []
    following = f"{path}{mark}limit=4"
    while following:
        answer = client.get(following)
        items += answer.json()["items"]
        link = answer.headers.get("link", "")
        following = link.partition(">")[0].removeprefix("<")
    assert items == whole["items"]


def test_cursors_of_others_are_told_apart(client: TestClient) -> None:
    for cursor in ("nonsense", "MjAzMS0wMS0wMXxlMQ==", "%F0", "fHh8YQ=="):
        for path in ("statements", "events", "timeline?party=KEN"):
            mark = "&" if "?" in path else "?"
            answer = client.get(f"/api/v1/{path}{mark}cursor={cursor}")
            assert answer.status_code in (200, 404), (path, cursor, answer.text)


def test_exports_are_filtered_and_limited(make_client: MakeClient) -> None:
    client = make_client()
    answer = client.get("/api/v1/export/jsonl?party=Muthoni&status=planned")
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert rows == client.get("/api/v1/events?party=Muthoni&status=planned").json()["items"]
    assert answer.headers["content-disposition"] == 'attachment; filename="events.jsonl"'
    assert answer.headers["cache-control"] == "no-store"
    graph = client.get("/api/v1/export/graphml?party=Kenya&since=2031-01-01")
    assert graph.headers["content-type"].startswith("application/xml")
    assert "AZE" not in graph.text
    assert client.get("/api/v1/export/nonsense").status_code == 404
    small = make_client(limits=Limits(export_events=3))
    refused = small.get("/api/v1/export/csv")
    assert refused.status_code == 413
    assert "3 are given at once" in refused.json()["detail"]


def test_exports_wait_for_one_another(make_client: MakeClient) -> None:
    client = make_client()
    service = client.app.state.service  # type: ignore[attr-defined]
    for _ in range(2):
        assert service.exports.acquire(blocking=False)
    refused = client.get("/api/v1/export/csv")
    assert refused.status_code == 503
    assert refused.headers["retry-after"]
    service.exports.release()
    assert client.get("/api/v1/export/csv").status_code == 200
    assert client.get("/api/v1/export/gdelt").status_code == 200


def test_the_description_has_requests_that_are_answered(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    event = client.get("/api/v1/events?limit=1").json()["items"][0]["event_id"]
    claim = client.get("/api/v1/claims?limit=1").json()["items"][0]["claim_id"]
    assert set(example_requests()) == set(paths) - {"/api/v1/read"}
    for path, values in example_requests().items():
        known = {"$event": event, "$claim": claim}
        filled = {
            name: known.get(value, value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        where = path
        for name in [one for one in filled if f"{{{one}}}" in path]:
            where = where.replace(f"{{{name}}}", str(filled.pop(name)).replace("#", "%23"))
        described = paths[path]["get"].get("parameters", [])
        assert {one["name"] for one in described if "example" in one} == set(values), path
        assert client.get(where, params=filled).status_code in (200, 307), path
    body = paths["/api/v1/read"]["post"]["requestBody"]["content"]["application/json"]["example"]
    assert client.post("/api/v1/read", json=body).status_code == 200


def test_dyad_sums(client: TestClient) -> None:
    page = client.get("/api/v1/dyad?actor=AZE&recipient=ARM&by=month&both_ways=true&status=alleged")
    assert sum(one["events"] for one in page.json()["items"]) > 0
    assert all(one["conflict"] <= 0 for one in page.json()["items"])


def test_agenda_seen_from_a_day(client: TestClient) -> None:
    early = client.get("/api/v1/agenda?today=2031-02-01&due=60").json()["items"]
    assert [item["type"] for item in early] == ["CONSULT", "CONSULT"]


def test_article_in_the_form_of_the_contract(client: TestClient) -> None:
    found = client.get("/api/v1/article?id=k08").json()
    assert found["article"]["title"].startswith("Kenya, Ethiopia sign")
    assert len(found["events"]) == 2


def test_health_and_metrics(client: TestClient) -> None:
    assert client.get("/api/v1/health").json()["status"] == "ok"
    text = client.get("/api/v1/metrics").text
    assert 'communique_requests_total{status="200"}' in text


def test_stream_gives_events_of_the_last_day(client: TestClient) -> None:
    answer = client.get("/api/v1/stream?once=true&since=2031-11-01")
    assert answer.headers["content-type"].startswith("text/event-stream")
    lines = [line for line in answer.text.splitlines() if line.startswith("data: ")]
    assert json.loads(lines[0].removeprefix("data: "))["event_id"].startswith("e")


def test_who_and_where(client: TestClient) -> None:
    who = client.get("/api/v1/actors/who", params={"phrase": "the Kremlin", "on": "2024-01-01"})
    assert who.json()["country"] == "RUS"
    where = client.get("/api/v1/places/where", params={"name": "Athens", "near": ["GRC"]})
    assert where.json()["items"][0]["country"] == "GRC"


def test_read_stores_nothing(client: TestClient) -> None:
    before = client.get("/api/v1/health").json()
    answer = client.post("/api/v1/read", json={"text": "Muthoni visited Addis Ababa on Monday."})
    assert answer.status_code == 200
    assert answer.json()["events"][0]["type"] == "CONSULT"
    assert client.get("/api/v1/health").json() == before


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "  "},
        {"text": 7},
        {"text": "Muthoni visited Lima.", "published": "yesterday"},
        {"url": "file:///etc/passwd"},
        {"url": "ftp://example.org"},
    ],
)
def test_what_cannot_be_read_is_a_problem(client: TestClient, body: dict[str, object]) -> None:
    answer = client.post("/api/v1/read", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_private_addresses_are_not_fetched(client: TestClient) -> None:
    for url in ("http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/latest"):
        answer = client.post("/api/v1/read", json={"url": url})
        assert answer.status_code == 502, answer.text


def test_fetching_can_be_off(make_client: MakeClient) -> None:
    shut = make_client(allow_fetch=False)
    assert shut.post("/api/v1/read", json={"url": "http://example.org/"}).status_code == 403
    assert "r-url" not in shut.get("/read").text


def test_read_page_shows_the_reading(client: TestClient) -> None:
    answer = client.post("/read", data={"text": "Muthoni <script>x</script> visited Lima today."})
    assert answer.status_code == 200
    assert "Consult" in answer.text
    assert "<script>x" not in answer.text
    elsewhere = client.post("/read", data={"text": "x"}, headers={"origin": "http://evil.example"})
    assert elsewhere.status_code == 403
    empty = client.post("/read", data={"text": ""})
    assert "nothing to read" in empty.text

"""What every request passes: host, size, rate, token; and judgements only from our own pages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from communique.api.guard import RateLimit
from communique.api.options import Limits

if TYPE_CHECKING:
    from conftest import MakeClient


def test_answers_carry_a_strict_policy(client: TestClient) -> None:
    for path in ("/", "/events.json", "/nothing", "/static/pages.css", "/api/v1/health"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1@evil"])
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8321", "[::1]:8321", "LOCALHOST:1"])
def test_loopback_is_ours(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/health", headers={"host": host}).status_code == 200


def test_sizes_are_limited(client: TestClient) -> None:
    assert client.get("/search?q=" + "x" * 5000).status_code == 414
    assert client.get("/search", params={"q": "x" * 201}).status_code == 422
    assert client.post("/api/v1/read", content=b"x" * (1 << 21)).status_code == 413
    pieces = (b"x" * 65536 for _ in range(40))
    assert client.post("/api/v1/read", content=pieces).status_code == 413
    assert client.get("/api/v1/events?limit=100000").status_code == 422


def test_static_files_stay_in_their_folder(client: TestClient) -> None:
    for path in (
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
    ):
        assert client.get(path).status_code == 404


def test_rate_is_limited(make_client: MakeClient) -> None:
    limited = make_client(limits=Limits(requests_per_second=0.01, burst=3))
    answers = [limited.get("/api/v1/metrics").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert int(limited.get("/api/v1/metrics").headers["retry-after"]) > 0


def test_bucket_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("communique.api.guard.time.monotonic", lambda: now[0])
    limit = RateLimit(2.0, 1)
    assert limit.wait("a") == 0
    assert limit.wait("a") == pytest.approx(0.5)
    assert limit.wait("b") == 0
    now[0] += 0.5
    assert limit.wait("a") == 0


def test_token_is_wanted(make_client: MakeClient) -> None:
    guarded = make_client(host="192.0.2.7", token="secret-token")
    assert guarded.get("/").status_code == 401
    assert guarded.get("/static/pages.css").status_code == 401
    assert guarded.get("/", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert guarded.get("/", headers={"authorization": "Bearer secret-token"}).status_code == 200
    first = guarded.get("/events?order=oldest&token=secret-token")
    assert first.status_code == 303
    assert first.headers["location"] == "/events?order=oldest"
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "SameSite=Strict" in first.headers["set-cookie"]
    assert guarded.get("/events").status_code == 200


def test_answers_are_remembered_and_tagged(make_client: MakeClient) -> None:
    fresh = make_client()
    first = fresh.get("/events.json")
    second = fresh.get("/events.json")
    assert first.content == second.content
    tagged = fresh.get("/events.json", headers={"if-none-match": second.headers["etag"]})
    assert tagged.status_code == 304
    assert tagged.content == b""


def _form(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrf|first|second|judgement|report)" value="([^"]*)"', page))


def _judging(make_client: MakeClient, gold_ledger: Path, tmp_path: Path) -> TestClient:
    """A client on a ledger of its own, on which it may judge."""
    own = tmp_path / "own.ledger"
    shutil.copy(gold_ledger, own)
    return make_client(own, allow_judgements=True)


def test_judgements_are_kept_and_undone(
    make_client: MakeClient, gold_ledger: Path, tmp_path: Path
) -> None:
    client = _judging(make_client, gold_ledger, tmp_path)
    before = client.get("/api/v1/events?limit=1000").json()
    event = client.get("/api/v1/events?min_reports=3&limit=1").json()["items"][0]["event_id"]
    form = _form(client.get(f"/event/{event}").text)
    reports = client.get(f"/api/v1/events/{event}/reports").json()["items"]
    wanted = {
        "csrf": form["csrf"],
        "verdict": "different",
        "first": reports[-1]["report_id"],
        "second": reports[0]["report_id"],
        "note": "<b>not</b> the same",
        "signed": "Ana",
    }
    answer = client.post("/judge", data=wanted)
    assert answer.status_code == 303
    page = client.get(f"/event/{event}").text
    assert "Ana" in page
    assert "&lt;b&gt;not&lt;/b&gt;" in page
    assert client.get("/api/v1/events?limit=1000").json() != before
    undo = _form(page[page.index("/judge/withdraw") :])
    answer = client.post("/judge/withdraw", data=undo)
    assert answer.status_code == 303
    assert client.get("/api/v1/events?limit=1000").json() == before


def test_another_event_is_named_by_its_address(
    make_client: MakeClient, gold_ledger: Path, tmp_path: Path
) -> None:
    client = _judging(make_client, gold_ledger, tmp_path)
    first, second = (
        one["event_id"] for one in client.get("/api/v1/events?limit=2").json()["items"]
    )
    page = client.get(f"/event/{first}").text
    form = _form(page[page.index("The same as another event?") :])
    address = f"http://127.0.0.1:8321/event/{second}"
    assert (
        client.post("/judge", data=form | {"verdict": "same", "second": address}).status_code == 303
    )
    report = form["first"].replace("#", "%23")
    joined = client.get(f"/api/v1/events/{report}").json()["event_id"]
    reports = client.get(f"/api/v1/events/{joined}/reports").json()["items"]
    ids = [one["report_id"].replace("#", "%23") for one in reports]
    assert {client.get(f"/api/v1/events/{one}").json()["event_id"] for one in ids} == {joined}
    assert len(ids) > 1


def test_judgements_need_our_own_page(
    make_client: MakeClient, gold_ledger: Path, tmp_path: Path
) -> None:
    client = _judging(make_client, gold_ledger, tmp_path)
    event = client.get("/api/v1/events?min_reports=2&limit=1").json()["items"][0]["event_id"]
    form = _form(client.get(f"/event/{event}").text) | {"verdict": "different", "second": "k01#1"}
    elsewhere = {"origin": "http://evil.example", "sec-fetch-site": "cross-site"}
    assert client.post("/judge", data=form, headers=elsewhere).status_code == 403
    assert client.post("/judge", data=form | {"csrf": "guess"}).status_code == 403
    assert (
        client.post("/judge", data={k: v for k, v in form.items() if k != "csrf"}).status_code
        == 403
    )
    assert client.post("/judge", json=form).status_code == 415
    assert client.get("/judge").status_code == 405


def test_judgements_are_refused_unless_allowed(client: TestClient) -> None:
    assert client.post("/judge", data={"verdict": "same"}).status_code == 403
    assert client.post("/judge/withdraw", data={"judgement": "x"}).status_code == 403

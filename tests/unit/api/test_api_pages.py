"""Every page and its twin: answered, escaped, without inline script or style."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from api_hostile import ATTACKS, hostile_readings
from fastapi.testclient import TestClient

from communique.ledger import Ledger, Maker
from communique.linking.linker import Linker
from communique.records import Issue, Stage

if TYPE_CHECKING:
    from conftest import MakeClient

PAGES = (
    "/",
    "/events",
    "/events?type=CONSULT&status=occurred&min_reports=1&order=oldest&party=Kenya",
    "/events?party=&type=&status=&since=&until=&place=&words=&min_reports=&order=newest",
    "/map?since=&until=&party=&quad=",
    "/agenda?outcome=&country=&since=&until=",
    "/agenda?month=&outcome=&country=",
    "/actors",
    "/actors?words=minister",
    "/actor/KEN",
    "/actor?name=Grace+Muthoni",
    "/dyad/KEN/ETH",
    "/dyad/ken/eth?by=week&both_ways=false&since=2031-01-01&until=2031-12-31",
    "/claims",
    "/claims?standing=disputed&country=ARM",
    "/agenda",
    "/agenda?outcome=held&since=2031-01-01",
    "/agenda?outcome=called+off&country=KEN&month=2031-03",
    "/articles",
    "/articles?words=summit",
    "/article?id=k08",
    "/network",
    "/network?since=2031-01-01&until=2031-12-31&by=month",
    "/map",
    "/map?quad=verbal+cooperation",
    "/codebook",
    "/quality",
    "/sources",
    "/search?q=summit",
    "/api",
)


class _Tags(HTMLParser):
    """Collects what a strict content security policy would refuse, and what was not escaped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.faults.append(f"script {given}")
        if tag in ("style", "iframe", "object", "embed", "base", "img", "svg"):
            self.faults.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.faults.append(f"{tag} {name}")
            if name in ("href", "src", "action") and not _is_safe(value or ""):
                self.faults.append(f"{tag} {name}={value}")


def _is_safe(address: str) -> bool:
    return address.startswith(("/", "#", "http://", "https://"))


def faults(page: str) -> list[str]:
    """What is wrong with a page's markup."""
    tags = _Tags()
    tags.feed(page)
    return tags.faults


def _twin(path: str) -> str:
    where, mark, query = path.partition("?")
    return f"{'/today' if where == '/' else where}.json{mark}{query}"


@pytest.mark.parametrize("path", PAGES)
def test_page_and_twin_are_answered(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200, page.text
    assert page.headers["content-type"].startswith("text/html")
    assert faults(page.text) == []
    assert "<h1>" in page.text
    twin = client.get(_twin(path))
    assert twin.status_code == 200
    assert isinstance(twin.json(), dict)


def test_every_link_on_the_first_pages_is_answered(client: TestClient) -> None:
    seen: set[str] = set()
    for path in ("/", "/events", "/claims", "/agenda", "/article?id=k08", "/dyad/KEN/ETH"):
        found = re.findall(r'href="(/[^"]*)"', client.get(path).text)
        seen |= {one.replace("&amp;", "&") for one in found}
    assert len(seen) > 60
    for path in sorted(seen):
        assert client.get(path).status_code in (200, 303, 307), path


def test_every_event_claim_and_article_has_a_page(client: TestClient) -> None:
    for event in client.get("/api/v1/events?limit=1000").json()["items"]:
        page = client.get(f"/event/{event['event_id']}")
        assert page.status_code == 200
        assert faults(page.text) == []
    for claim in client.get("/api/v1/claims?limit=1000").json()["items"]:
        assert client.get(f"/claim/{claim['claim_id']}").status_code == 200


def test_why_tells_pairs(client: TestClient) -> None:
    event = client.get("/api/v1/events?min_reports=2&limit=1").json()["items"][0]["event_id"]
    page = client.get(f"/event/{event}/why")
    assert page.status_code == 200
    assert "one event" in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/event/e000000000000", 404),
        ("/event/nonsense", 404),
        ("/claim/c000000000000", 404),
        ("/article?id=nothing", 404),
        ("/dyad/KEN/KEN", 404),
        ("/dyad/KEN/12", 404),
        ("/events?since=yesterday", 422),
        ("/events?cursor=%00", 404),
        ("/events?since=0", 422),
        ("/claims?standing=odd", 422),
    ],
)
def test_errors_are_pages_and_problems(client: TestClient, path: str, status: int) -> None:
    page = client.get(path)
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")
    where, mark, query = path.partition("?")
    problem = client.get(f"{where}.json{mark}{query}")
    assert problem.status_code in (status, 422, 404)
    assert problem.headers["content-type"] == "application/problem+json"
    assert set(problem.json()) == {"type", "title", "status", "detail"}


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("russia north korea", "/dyad/RUS/PRK"),
        ("Kenya and Ethiopia", "/dyad/KEN/ETH"),
        ("Japan", "/actor/JPN"),
        ("PHL", "/actor/PHL"),
    ],
)
def test_search_understands_actors_and_dyads(client: TestClient, words: str, leads_to: str) -> None:
    answer = client.get("/search", params={"q": words})
    assert answer.status_code == 303
    assert answer.headers["location"] == leads_to


def test_today_shows_what_is_disputed_and_due(client: TestClient) -> None:
    view = client.get("/today.json?day=2031-02-04").json()
    assert view["day"] == "2031-02-04"
    assert [event["event_id"] for event in view["events"]]
    assert view["due"][0]["type"] == "CONSULT"


@pytest.mark.parametrize("verb", ["events", "timeline", "claims", "articles", "stories"])
@pytest.mark.parametrize("newest", ["true", "false"])
def test_lists_go_on_where_they_stopped(client: TestClient, verb: str, newest: str) -> None:
    asked = {"newest_first": newest, "party": "KEN"} if verb in ("events", "timeline") else {}
    whole = client.get(f"/api/v1/{verb}", params={**asked, "limit": 1000}).json()["items"]
    pages, cursor = [], None
    while True:
        page = client.get(f"/api/v1/{verb}", params={**asked, "limit": 4, "cursor": cursor or ""})
        pages += page.json()["items"]
        cursor = page.json()["next"]
        if cursor is None:
            break
        assert 'rel="next"' in page.headers["link"]
    assert pages == whole
    assert len(whole) > 4


@pytest.fixture(scope="module")
def hostile_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.ledger"
    with Ledger(path) as ledger:
        ledger.add(hostile_readings(), maker=Maker(ATTACKS[0], ATTACKS[1]))
        ledger.add_issues(Issue(one, Stage.READ, one) for one in ATTACKS[:8])
        Linker(ledger).link()
    return path


def _hostile_paths(client: TestClient) -> Iterator[str]:
    yield from PAGES
    for event in client.get("/api/v1/events?limit=1000").json()["items"]:
        yield f"/event/{event['event_id']}"
    for claim in client.get("/api/v1/claims?limit=1000").json()["items"]:
        yield f"/claim/{claim['claim_id']}"
    for number, attack in enumerate(ATTACKS, 1):
        article = client.get("/api/v1/articles", params={"words": f"Title {attack}"})
        assert article.status_code in (200, 422), number
    for found in client.get("/api/v1/articles?limit=100").json()["items"]:
        yield str(client.build_request("GET", "/article", params={"id": found["article_id"]}).url)


def test_hostile_text_is_shown_as_text(make_client: MakeClient, hostile_ledger: Path) -> None:
    client = make_client(hostile_ledger)
    shown = 0
    for path in _hostile_paths(client):
        page = client.get(path)
        if "id=k08" in path:
            continue
        assert page.status_code == 200, path
        assert faults(page.text) == [], path
        assert "\x1b" not in page.text
        assert "\u202e" not in page.text
        assert "49" not in re.findall(r"\b49\b", page.text)
        shown += "&lt;script&gt;" in page.text
    assert shown > 20


def test_hostile_words_in_the_address_are_shown_as_text(client: TestClient) -> None:
    for attack in ATTACKS:
        for path, name in (
            ("/search", "q"),
            ("/events", "party"),
            ("/actor", "name"),
            ("/articles", "publisher"),
        ):
            page = client.get(path, params={name: attack})
            assert page.status_code in (200, 422)
            assert faults(page.text) == []


def test_links_to_the_web_are_to_the_web(make_client: MakeClient, hostile_ledger: Path) -> None:
    client = make_client(hostile_ledger)
    found = client.get("/api/v1/articles?limit=1").json()["items"][0]
    page = client.get("/article", params={"id": found["article_id"]})
    assert 'href="javascript' not in page.text


def test_tables_hold_no_formula(make_client: MakeClient, hostile_ledger: Path) -> None:
    client = make_client(hostile_ledger)
    table = client.get("/api/v1/events?format=csv&limit=1000").text
    assert "HYPERLINK" in table
    assert not re.search(r'(^|,)"?=', table, re.MULTILINE)


def test_twins_are_json_of_everything(make_client: MakeClient, hostile_ledger: Path) -> None:
    client = make_client(hostile_ledger)
    events = client.get("/events.json").json()["events"]
    names = {name for event in events for name in event["actors"]}
    assert ATTACKS[0] in names
    assert json.dumps(events)


def test_states_on_the_map_count_what_happened_there_when_events_are_chosen(
    client: TestClient,
) -> None:
    whole = client.get("/map.json?since=2031-01-01").json()
    chosen = client.get("/map.json?quad=verbal+cooperation").json()
    assert (whole["there"], chosen["there"]) == (False, True)
    places = [one for one in chosen["places"] if one["country"]]
    assert sum(one["events"] for one in chosen["countries"]) == sum(one["events"] for one in places)
    assert (
        "the more of these events happened there" in client.get("/map?quad=verbal+cooperation").text
    )


@pytest.mark.parametrize("path", ["/dyad/KEN/ETH", "/actor/KEN", "/network", "/map"])
def test_charts_say_where_they_come_from(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert 'data-ledger="gold" data-reader="gold" data-period="' in page
    assert 'data-period=""' not in page

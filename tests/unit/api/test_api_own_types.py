"""Events of an own codebook's type on the pages and in the API."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from api_hostile import hostile_readings

from communique.ledger import Ledger, Maker, Questions
from communique.linking.linker import Linker
from communique.records import EventType, OwnType, QuadClass

if TYPE_CHECKING:
    from conftest import MakeClient

SHIP = OwnType("INTERCEPT", QuadClass.MATERIAL_CONFLICT, EventType.COERCE)


@pytest.fixture(scope="module")
def own_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "own.ledger"
    readings = [
        replace(one, events=tuple(replace(event, type=SHIP) for event in one.events))
        for one in hostile_readings()
    ]
    with Ledger(path) as ledger:
        ledger.add(readings, maker=Maker("own"))
        Linker(ledger).link()
    return path


@pytest.mark.parametrize(
    "page", ["/", "/events", "/events?type=INTERCEPT", "/claims", "/agenda", "/network", "/map"]
)
def test_pages_show_them(make_client: MakeClient, own_ledger: Path, page: str) -> None:
    client = make_client(own_ledger)
    assert client.get(page).status_code == 200
    if page.startswith("/events"):
        text = client.get(page).text
        assert "Intercept" in text
        assert "<option" in text
        assert ">INTERCEPT</option>" in text


def test_an_event_has_its_page(make_client: MakeClient, own_ledger: Path) -> None:
    with Ledger(own_ledger, read_only=True) as ledger:
        events = Questions(ledger).events()
    client = make_client(own_ledger)
    for event in events:
        answer = client.get(f"/event/{event.event_id}")
        assert answer.status_code == 200
        assert "(Intercept)" in answer.text
        assert client.get(f"/api/v1/events/{event.event_id}").json()["type"] == "INTERCEPT"


def test_the_api_takes_names_of_own_types(make_client: MakeClient, own_ledger: Path) -> None:
    client = make_client(own_ledger)
    assert client.get("/api/v1/events?type=INTERCEPT").json()["items"]
    assert client.get("/api/v1/events?type=PIRACY").json()["items"] == []
    assert client.get("/api/v1/events?type=no%20type").status_code == 422

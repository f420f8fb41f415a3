"""Ledgers and clients for the tests of the API and the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")

from api_reader import OneEventReader
from fastapi.testclient import TestClient

from communique.api.app import create_app
from communique.api.door import Door
from communique.api.options import ServeOptions
from communique.api.service import ReadingRoom, Service
from communique.evaluation.linking import load_gold
from communique.ledger import Ledger, Maker
from communique.linking.linker import Linker

GOLD = Path(__file__).parents[2] / "cases" / "linking" / "gold.yaml"

MakeClient = Callable[..., TestClient]


@pytest.fixture(scope="session")
def gold_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The linking gold's readings, linked."""
    path = tmp_path_factory.mktemp("api") / "gold.ledger"
    with Ledger(path) as ledger:
        ledger.add(load_gold(GOLD).readings, maker=Maker("gold"))
        Linker(ledger).link()
    return path


@pytest.fixture
def make_client(gold_ledger: Path) -> Iterator[MakeClient]:
    """Builds clients of servers with given options."""
    clients: list[TestClient] = []

    def make(path: Path | None = None, **options: object) -> TestClient:
        settings = ServeOptions(path or gold_ledger, **options)  # type: ignore[arg-type]
        door = Door(settings.ledger, writable=settings.allow_judgements)
        service = Service(settings, door, ReadingRoom(OneEventReader()))
        client = TestClient(
            create_app(service), base_url="http://127.0.0.1:8321", follow_redirects=False
        )
        client.__enter__()
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture(scope="session")
def client(gold_ledger: Path) -> Iterator[TestClient]:
    """A client of a server of the gold."""
    options = ServeOptions(gold_ledger)
    service = Service(options, Door(gold_ledger), ReadingRoom(OneEventReader()))
    with TestClient(
        create_app(service), base_url="http://127.0.0.1:8321", follow_redirects=False
    ) as made:
        yield made

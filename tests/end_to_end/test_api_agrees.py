"""Command line, Python and HTTP give the same for every verb: the data, not only the names."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")

from fastapi.testclient import TestClient
from typer.main import get_command
from typer.testing import CliRunner

from communique.analysis import Grain, series
from communique.analysis.timeline import timeline
from communique.api.app import create_app
from communique.api.door import Door
from communique.api.formats import plain
from communique.api.options import ServeOptions
from communique.api.service import ReadingRoom, Service
from communique.cli.main import app as command_line
from communique.evaluation.linking import load_gold
from communique.exchange.claims_table import claims_table
from communique.exchange.contract import reading_to_json
from communique.exchange.contract_reader import reading_from_json
from communique.exchange.export_form import ExportForm
from communique.exchange.exports import export_files
from communique.knowledge.base import KnowledgeBase
from communique.knowledge.gazetteer import Gazetteer
from communique.knowledge.resolve import Context, Resolver
from communique.knowledge.told import known_actor, place_readings
from communique.ledger import EventFilter, Ledger, Maker, Questions, import_parquet
from communique.ledger.pages_articles import ArticlePages
from communique.linking.account import account
from communique.linking.agenda import outcome_of_row
from communique.linking.linker import Linker
from communique.records import Article, Reading

if TYPE_CHECKING:
    from communique import Reader

GOLD = Path(__file__).parents[1] / "cases" / "linking" / "gold.yaml"
EXAMPLES = Path(__file__).parents[2] / "examples" / "gold"
EVENT = "a01#1"
DAY = date(2031, 2, 1)

Rows = list[Any]


def example_readings() -> Iterator[Reading]:
    for source in sorted(EXAMPLES.glob("*.jsonl")):
        for line in source.read_text("utf-8").splitlines():
            yield reading_from_json(json.loads(line))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The linking gold, and the examples' gold, which has statements; linked."""
    made = tmp_path_factory.mktemp("agrees") / "gold.ledger"
    with Ledger(made) as ledger:
        ledger.add([*load_gold(GOLD).readings, *example_readings()], maker=Maker("gold"))
        Linker(ledger).link()
    return made


@pytest.fixture(scope="module")
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger(path, read_only=True, sealed=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    service = Service(ServeOptions(path), Door(path), ReadingRoom())
    with TestClient(create_app(service), base_url="http://127.0.0.1:8321") as made:
        yield made


def run(*arguments: str | Path) -> str:
    """What the command line prints."""
    result = CliRunner().invoke(command_line, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def lines(text: str) -> Rows:
    return [json.loads(line) for line in text.splitlines()]


@dataclass(frozen=True)
class Verb:
    """One question, put in three ways.

    Attributes:
        command: Arguments of the command line, with "LEDGER" for the file.
        address: What is asked over HTTP.
        python: What is called in Python.
        from_http: What of the answer is compared.
        from_command: What of the printed text is compared.
        in_order: Whether the order of rows is compared, too.
    """

    command: tuple[str, ...]
    address: str
    python: Callable[[Ledger], Any]
    from_http: Callable[[Any], Rows] = lambda body: body["items"]
    from_command: Callable[[str], Rows] = lines
    in_order: bool = True


JSONL = ("--format", "jsonl")


def agenda(ledger: Ledger) -> Rows:
    asked = Questions(ledger)
    rows = (replace(row, outcome=outcome_of_row(row, DAY).value) for row in asked.agenda())
    return [row for row in rows if row.outcome == "pending"]


def dyad(ledger: Ledger) -> Rows:
    acts = Questions(ledger).dyad("AZE", "ARM", both_ways=True)
    names = ("start", "events", "expected", "uncertainty", "reports", "cooperation", "conflict")
    return [
        {name: getattr(one, name) for name in names} | {"balance": round(one.balance, 4)}
        for one in series(acts, by=Grain.MONTH)
    ]


def without_change(rows: Rows) -> Rows:
    return [{name: value for name, value in row.items() if name != "change"} for row in rows]


def stances(ledger: Ledger) -> Rows:
    table = claims_table(Questions(ledger).claims(standing="disputed", party="ARM"))
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def flat(body: Any) -> Rows:
    """The claims of an answer, one row a stance."""
    shared = ("claim_id", "standing", "type", "actors", "recipients")
    return [
        {name: claim[name] for name in shared}
        | {"date": claim["edtf"], "place": claim["place"]}
        | stance
        for claim in body["items"]
        for stance in claim["stances"]
    ]


def story(ledger: Ledger) -> Rows:
    found = ArticlePages(ledger).stories(article_id="k08", limit=5)
    return sorted(one for row in found for one in row.article_ids)


def who(_: Ledger) -> Rows:
    resolver = Resolver(KnowledgeBase.load())
    actor = resolver.resolve("the Kremlin", on=date(2024, 1, 1), context=Context(None))
    return [known_actor(actor)]


VERBS: Mapping[str, Verb] = {
    "events": Verb(
        ("events", "LEDGER", "--party", "Muthoni", "--type", "CONSULT", "--min-reports", "2"),
        "/api/v1/events?party=Muthoni&type=CONSULT&min_reports=2&limit=1000",
        lambda one: Questions(one).events(
            EventFilter(party="Muthoni", types=("CONSULT",), independent=2)
        ),
        in_order=False,
    ),
    "timeline": Verb(
        ("timeline", "LEDGER", "KEN", "--with", "ETH", "--since", "2031-01-01"),
        "/api/v1/timeline?party=KEN&with=ETH&since=2031-01-01&limit=1000",
        lambda one: timeline(one, "KEN", other="ETH", since=date(2031, 1, 1)).rows,
    ),
    "dyad": Verb(
        ("dyad", "LEDGER", "AZE", "ARM", "--both-ways"),
        "/api/v1/dyad?actor=AZE&recipient=ARM&both_ways=true",
        dyad,
        from_http=lambda body: without_change(body["items"]),
        from_command=lambda text: without_change(lines(text)),
    ),
    "claims": Verb(
        ("claims", "LEDGER", "--standing", "disputed", "--party", "ARM"),
        "/api/v1/claims?standing=disputed&party=ARM&limit=1000",
        stances,
        from_http=flat,
        in_order=False,
    ),
    "agenda": Verb(
        ("agenda", "LEDGER", "--outcome", "pending", "--today", DAY.isoformat()),
        f"/api/v1/agenda?outcome=pending&today={DAY}",
        agenda,
    ),
    "statements": Verb(
        ("statements", "LEDGER", "--speaker", "RUS"),
        "/api/v1/statements?speaker=RUS&limit=1000",
        lambda one: Questions(one).statements(speaker="RUS"),
    ),
    "story": Verb(
        ("story", "LEDGER", "k08"),
        "/api/v1/stories?article=k08",
        story,
        from_http=lambda body: sorted(one for row in body["items"] for one in row["article_ids"]),
        from_command=lambda text: sorted(row["article_id"] for row in lines(text)),
    ),
    "article": Verb(
        ("article", "LEDGER", "k08"),
        "/api/v1/article?id=k08",
        lambda one: [reading_to_json(next(one.readings(["k08"])))],
        from_http=lambda body: [body],
    ),
    "reports": Verb(
        ("reports", "LEDGER", EVENT),
        "/api/v1/events/a01%231/reports",
        lambda one: Questions(one).reports(
            [told.event_id for told in [Questions(one).event(EVENT)] if told]
        ),
    ),
    "why": Verb(
        ("why", "LEDGER", EVENT),
        "/api/v1/why/a01%231",
        lambda one: account(one, EVENT),
        from_http=lambda body: body["lines"],
        from_command=str.splitlines,
    ),
    "who": Verb(
        ("who", "the Kremlin", "--on", "2024-01-01", "--json"),
        "/api/v1/actors/who?phrase=the+Kremlin&on=2024-01-01",
        who,
        from_http=lambda body: [body],
    ),
    "where": Verb(
        ("where", "Athens", "--near", "GRC", "--limit", "3", "--json"),
        "/api/v1/places/where?name=Athens&near=GRC&limit=3",
        lambda _: place_readings(Gazetteer.load(), "Athens", near=["GRC"], limit=3),
    ),
}
"""The verbs that answer questions, by their name on the command line."""

BEYOND_QUESTIONS = {"read", "export"}
"""Verbs with tests of their own below."""

COMMAND_LINE_ONLY = {
    "add": "writes",
    "link": "writes",
    "reread": "writes",
    "judge": "writes; the pages have it as forms",
    "issues": "the page Sources shows them",
    "import": "writes",
    "sql": "runs what it is given",
    "relate": "reads prepared sentences",
    "codebook": "the page Codebook shows it",
    "knowledge": "builds the knowledge base",
    "model": "builds the models",
    "evaluate": "measures",
    "serve": "starts the server",
    "demo": "starts the server",
}
"""Commands without a twin, and why."""


def test_every_command_is_compared_or_has_a_reason() -> None:
    commands = set(get_command(command_line).commands)  # type: ignore[attr-defined]
    assert commands == VERBS.keys() | BEYOND_QUESTIONS | COMMAND_LINE_ONLY.keys()


@pytest.mark.parametrize("name", VERBS)
def test_three_ways_give_the_same(
    name: str, path: Path, ledger: Ledger, client: TestClient
) -> None:
    verb = VERBS[name]
    form = () if name in ("article", "why", "who", "where") else JSONL
    command = [str(path) if one == "LEDGER" else one for one in verb.command]
    printed = verb.from_command(run(*command, *form))
    answered = verb.from_http(client.get(verb.address).json())
    called = json.loads(json.dumps(plain(verb.python(ledger)), default=str))
    assert called
    if not verb.in_order:
        printed, answered, called = (
            sorted(one, key=json.dumps) for one in (printed, answered, called)
        )
    assert printed == called
    assert answered == called


def test_pages_of_statements_make_the_whole(ledger: Ledger, client: TestClient) -> None:
    items: list[Any] = []
    following: str | None = ""
    while following is not None:
        cursor = {"cursor": following} if following else {}
        body = client.get("/api/v1/statements", params={"limit": 7} | cursor).json()
        items += body["items"]
        following = body["next"]
    assert len(items) > 14
    assert items == json.loads(json.dumps(plain(Questions(ledger).statements())))


def test_claims_are_the_same_table(path: Path, client: TestClient) -> None:
    printed = list(csv.reader(io.StringIO(run("claims", path, "--format", "csv"))))
    answered = list(csv.reader(io.StringIO(client.get("/api/v1/claims?format=csv").text)))
    assert printed[0] == answered[0]
    assert sorted(printed) == sorted(answered)


@pytest.mark.parametrize("form", [one for one in ExportForm if one is not ExportForm.PARQUET])
def test_exports_are_the_same_files(
    form: ExportForm, path: Path, ledger: Ledger, client: TestClient, tmp_path: Path
) -> None:
    run("export", path, tmp_path, "--format", form.value)
    written = {one.name: one.read_text("utf-8") for one in tmp_path.iterdir()}
    called = {one.name: "".join(one.pieces) for one in export_files(ledger, form)}
    answer = client.get(f"/api/v1/export/{form.value}")
    assert answer.status_code == 200
    if answer.headers["content-type"] == "application/zip":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            answered = {name: archive.read(name).decode() for name in archive.namelist()}
    else:
        answered = {next(iter(called)): answer.text}
    assert written == called == answered
    assert all(len(text) > 300 for text in written.values())


def test_parquet_goes_over_http_and_back(path: Path, client: TestClient, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    folder = tmp_path / "answered"
    answer = client.get("/api/v1/export/parquet")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(folder)
    # A server that has a ledger open lets nothing else write beside it in one process.
    copy = tmp_path / "copy.ledger"
    copy.write_bytes(path.read_bytes())
    run("export", copy, tmp_path / "written")
    names = {one.name for one in (tmp_path / "written").iterdir()}
    assert {one.name for one in folder.iterdir()} == names
    with Ledger(tmp_path / "again.ledger") as again, Ledger(copy, read_only=True) as first:
        import_parquet(again, folder)
        Linker(again).link()
        assert Questions(again).events() == Questions(first).events()
        assert Questions(again).statements() == Questions(first).statements()


TEXT = (
    "NAIROBI - Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed in Nairobi on "
    "Monday, his office said."
)


@pytest.mark.model
def test_read_gives_the_same(path: Path, reader: Reader, tmp_path: Path) -> None:
    article = Article("x", "Kenya receives Ethiopian leader", TEXT, date(2024, 3, 5), "Wire")
    row = {
        "id": "x",
        "title": article.title,
        "text": TEXT,
        "published": "2024-03-05",
        "publisher": "Wire",
    }
    source = tmp_path / "article.jsonl"
    source.write_text(json.dumps(row) + "\n", "utf-8")
    printed = lines(run("read", source, "--format", "jsonl"))[0]
    service = Service(ServeOptions(path), Door(path), ReadingRoom(reader))
    with TestClient(create_app(service), base_url="http://127.0.0.1:8321") as made:
        body = {name: value for name, value in row.items() if name != "id"}
        answered = made.post("/api/v1/read", json=body).json()
    called = json.loads(json.dumps(reading_to_json(reader.read(article))))
    assert called["events"]
    # Who pastes a text gives no id; it is made from the content.
    assert printed == called
    assert as_if_called(answered, "x") == called


def as_if_called(reading: dict[str, Any], article_id: str) -> Any:
    made = reading["article"]["id"]
    return json.loads(json.dumps(reading).replace(made, article_id))

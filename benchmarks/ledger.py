"""How the ledger holds up: linking a day, asking, pages, size, and what it adds to reading.

    python benchmarks/ledger.py make LEDGER --events 1000000
    python benchmarks/ledger.py link LEDGER            (on a copy beside it)
    python benchmarks/ledger.py ask LEDGER
    python benchmarks/ledger.py pages LEDGER
    python benchmarks/ledger.py share NEWSWIRE.jsonl.gz --articles 300

Wall time depends on what else the machine does, time of the processors less so: both are printed,
the latter summed over all cores. `ask` and `pages` want a calm machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from communique.ledger import EventFilter, Ledger, Maker, Questions
from communique.linking.linker import Linker
from synthetic import LAST, World, further_day, make_ledger

if TYPE_CHECKING:
    from starlette.testclient import TestClient

MAKER = Maker("generated")
REPEATS = 9
MEMORY = "1500MB"
"""Most memory that the database takes while a day is linked; Python's comes on top."""


@dataclass
class Clock:
    """Seconds on the wall and of all processors."""

    wall: float = 0.0
    processor: float = 0.0

    def __str__(self) -> str:
        return f"{self.wall:8.3f} s wall {self.processor:8.3f} s processor"


@contextmanager
def clock() -> Iterator[Clock]:
    """Measures what is done inside."""
    found = Clock()
    wall, processor = time.perf_counter(), time.process_time()
    yield found
    found.wall = time.perf_counter() - wall
    found.processor = time.process_time() - processor


def make(ledger: Path, *, events: int) -> None:
    """Makes a ledger of generated readings."""
    with clock() as spent:
        readings = make_ledger(ledger, World(events))
    print(f"made in {spent}; {ledger.stat().st_size / 1e6:.0f} MB, {len(readings)} further")


def link(path: Path) -> None:
    """Adds the further day to a copy of a ledger and links it."""
    copy = path.with_suffix(".linked")
    shutil.copy(path, copy)
    readings = further_day(path)
    with Ledger(copy, memory_limit=MEMORY) as ledger:
        with clock() as written:
            ledger.add(readings, maker=MAKER, batch=500)
        with clock() as linked:
            done = Linker(ledger).link()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"write {len(readings)} articles  {written}")
    print(f"link them                {linked}")
    print(f"{done.pairs} pairs compared, {done.events} events settled; {memory:.2f} GB resident")


def ask(path: Path) -> None:
    """Times the questions of issue 5."""
    from communique.analysis import Grain, series

    month = LAST - timedelta(days=30)
    with Ledger(path, read_only=True) as ledger:
        asked = Questions(ledger)
        wanted = EventFilter(actor="RUS", types=("ASSAULT",), since=month, independent=2)
        questions: dict[str, Callable[[], object]] = {
            "dyad series by month": lambda: series(
                asked.dyad("RUS", "UKR", both_ways=True), by=Grain.MONTH
            ),
            "filtered event list": lambda: asked.events(wanted, limit=100),
            "timeline of a month": lambda: asked.events(
                EventFilter(party="RUS", since=month), limit=500
            ),
        }
        for name, question in questions.items():
            _print_median(name, question)


def _print_median(name: str, question: Callable[[], object]) -> None:
    spent: list[Clock] = []
    for _ in range(REPEATS):
        with clock() as one:
            question()
        spent.append(one)
    wall = statistics.median(one.wall for one in spent)
    processor = statistics.median(one.processor for one in spent)
    print(f"{name:24} {1000 * wall:6.0f} ms wall {1000 * processor:6.0f} ms processor")


def pages(path: Path) -> None:
    """Times the first view of each page, in this process and without remembered answers."""
    from starlette.testclient import TestClient

    from communique.api.app import create_app
    from communique.api.door import Door
    from communique.api.options import ServeOptions
    from communique.api.service import Service

    service = Service(ServeOptions(path), Door(path, in_place=True))
    app = create_app(service)
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        # Names and templates are loaded once for a server; another state's page does that here. The
        # description of the API is made beside the first page of a server.
        client.get("/actor/FRA")
        app.openapi()
        for address in _addresses(client):
            with clock() as spent:
                answer = client.get(address)
            assert answer.status_code in (200, 303), (address, answer.status_code)
            print(f"{address:40} {spent}")


def _addresses(client: TestClient) -> tuple[str, ...]:
    """Gives one address of each page."""
    newest = client.get("/api/v1/events?limit=1&newest_first=true").json()["items"][0]
    event = f"/event/{newest['event_id']}"
    article = client.get("/articles.json").json()["articles"][0]["article_id"]
    claim = client.get("/claims.json").json()["claims"][0]["claim_id"]
    name = quote(newest["actors"][0])
    month = newest["first_day"][:7]
    return (
        *("/", "/actor/RUS", "/dyad/RUS/UKR", event, f"{event}/why", "/network", "/map"),
        *("/agenda", f"/agenda?month={month}", "/sources", "/events", "/events?party=RUS"),
        *("/claims", f"/claim/{claim}", "/actors", f"/actor?name={name}", "/articles"),
        *(f"/article?id={quote(article)}", "/search?q=russia+ukraine", "/search?q=talks"),
        *("/codebook", "/quality", "/api", "/read"),
    )


def share(newswire: Path, *, articles: int) -> None:
    """Measures what writing and linking add to reading, and the size without the texts."""
    from communique import Reader
    from communique.intake import open_sources
    from communique.records import Article

    found = (one for one in open_sources([str(newswire)]) if isinstance(one, Article))
    chosen = [one for _, one in zip(range(articles), found, strict=False)]
    reader = Reader()
    reader.read(chosen[0])
    with clock() as read:
        readings = [reader.read(article) for article in chosen]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger"
        with Ledger(path) as ledger:
            with clock() as written:
                ledger.add(readings, maker=MAKER)
            with clock() as linked:
                Linker(ledger).link()
        size = path.stat().st_size / 1e6
    texts = sum(len((one.title + one.text).encode()) for one in chosen) / 1e6
    print(f"read  {read}\nwrite {written}\nlink  {linked}")
    print(f"share {(written.processor + linked.processor) / read.processor:.1%} of reading")
    print(f"{size:.1f} MB for {len(chosen)} articles; their texts alone are {texts:.1f} MB")


def main() -> None:
    """Runs one measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    measures = parser.add_subparsers(dest="measure", required=True)
    for name in ("make", "link", "ask", "pages", "share"):
        measure = measures.add_parser(name)
        measure.add_argument("path", type=Path)
        if name == "make":
            measure.add_argument("--events", type=int, default=100_000)
        if name == "share":
            measure.add_argument("--articles", type=int, default=300)
    wanted = vars(parser.parse_args())
    print(f"{platform.machine()}, {_processor()}, {os.cpu_count()} cores")
    chosen: dict[str, Callable[..., None]]
    chosen = {"make": make, "link": link, "ask": ask, "pages": pages, "share": share}
    chosen[wanted.pop("measure")](wanted.pop("path"), **wanted)


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text("utf-8").splitlines() if described.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    main()

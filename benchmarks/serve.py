"""Measures the server: first views of pages, and many readers while articles are being added.

    python benchmarks/serve.py LEDGER [--readers 50] [--seconds 60] [--add FILE.jsonl]

First views are of a fresh server without remembered answers. The readers ask for pages in turn,
each the next as soon as the last is answered. With --add, another process adds the articles of a
file meanwhile, one batch after another.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

SERVE = """
import sys
from pathlib import Path
from communique.api.options import ServeOptions
from communique.api.serving import listen, make_service, run
options = ServeOptions(Path(sys.argv[1]), port=0)
service, bound = make_service(options), listen(options)
print(bound.getsockname()[1], flush=True)
run(service, bound)
"""
ADD = """
import typer
from communique.cli.add import add
typer.run(add)
"""
PAGES = ("/", "/events", "/actors", "/claims", "/agenda", "/articles", "/network", "/map")
PAGES += ("/sources", "/codebook", "/quality", "/api/v1/events?limit=100", "/api/v1/stories")


def get(port: int, path: str) -> tuple[int, float, bytes]:
    """Status, seconds and body of one request."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, time.perf_counter() - started, body


def paths_of(port: int) -> list[str]:
    """Pages with and without parameters that fit the ledger."""
    ties = json.loads(get(port, "/network.json?since=1900-01-01&until=2999-12-31")[2])["ties"]
    events = json.loads(get(port, "/api/v1/events?limit=20&newest_first=true")[2])["items"]
    found = [f"/dyad/{one['first']}/{one['second']}" for one in ties[:20]]
    found += [f"/actor/{one['first']}" for one in ties[:20]]
    return [*PAGES, *found, *(f"/event/{one['event_id']}" for one in events)]


def first_views(port: int, paths: list[str]) -> None:
    """Prints how long each kind of page takes at the first view."""
    kinds: dict[str, list[float]] = {}
    for path in paths:
        status, seconds, _ = get(port, path)
        assert status == 200, (path, status)
        kinds.setdefault("/".join(path.split("?")[0].split("/")[:2]), []).append(seconds)
    for kind, times in sorted(kinds.items()):
        print(f"first view {kind:12} median {1000 * statistics.median(times):7.1f} ms  "
              f"most {1000 * max(times):7.1f} ms  ({len(times)})")  # fmt: skip


async def reader(port: int, paths: list[str], until: float, times: list[float]) -> int:
    """Reads pages until the time is over; gives the number of errors."""
    errors = 0
    chosen = random.Random(len(times) + id(times) % 7)
    while time.monotonic() < until:
        status, seconds, _ = await asyncio.to_thread(get, port, chosen.choice(paths))
        times.append(seconds)
        errors += status != 200
    return errors


async def load(port: int, paths: list[str], *, readers: int, seconds: float) -> None:
    """Prints how long answers take with many readers at once."""
    from concurrent.futures import ThreadPoolExecutor

    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(readers))
    times: list[float] = []
    until = time.monotonic() + seconds
    errors = await asyncio.gather(*(reader(port, paths, until, times) for _ in range(readers)))
    times.sort()
    p95 = times[int(0.95 * len(times))]
    print(f"{readers} readers, {seconds:g} s: {len(times)} answers, {sum(errors)} errors")
    print(f"median {1000 * statistics.median(times):.0f} ms, p95 {1000 * p95:.0f} ms")


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--add", type=Path)
    wanted = parser.parse_args()
    command = [sys.executable, "-c", SERVE, str(wanted.ledger)]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        print(f"listening after {time.perf_counter() - started:.2f} s")
        try:
            get(port, "/")
            print(f"first page after {time.perf_counter() - started:.2f} s")
            time.sleep(3)
            paths = paths_of(port)
            first_views(port, paths)
            adding = add(wanted.ledger, wanted.add) if wanted.add else None
            asyncio.run(load(port, paths, readers=wanted.readers, seconds=wanted.seconds))
            if adding:
                print(f"adding ended with {adding.wait()}")
                get(port, "/api/v1/health")  # has the server look at the file
                time.sleep(3)
                print("now", json.loads(get(port, "/api/v1/health")[2]))
        finally:
            server.terminate()


def add(ledger: Path, articles: Path) -> subprocess.Popen[bytes]:
    """Begins to add articles from another process."""
    command = [sys.executable, "-c", ADD, str(ledger), str(articles), "--batch", "10"]
    return subprocess.Popen(command)


if __name__ == "__main__":
    main()

"""Measures how long a server takes from its start to its first page, beside a bare one.

    python benchmarks/start.py LEDGER [--times 5]

"serve" and "demo" are the commands, "bare" is an interpreter that imports Starlette and uvicorn and
answers one word. Wall time is what a reader waits; processor time is the same on a busy machine.
The medians stand last, with the ratio to the bare server.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BARE = """
import sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
app = Starlette(routes=[Route("/", lambda request: PlainTextResponse("here"))])
uvicorn.run(app, port=int(sys.argv[2]), log_level="warning")
"""
COMMAND = "from communique.cli.main import main; main()"


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process to the last byte of its first page."""

    wall: float
    processor: float


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def processor_seconds(process: int) -> float:
    """Processor time that a process has taken (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def start(program: str, arguments: Sequence[str]) -> Start:
    """Starts a server, asks for its first page, and ends it."""
    port = free_port()
    command = [sys.executable, "-c", program, *arguments, "--port", str(port)]
    if program == BARE:
        command = [sys.executable, "-c", program, "--port", str(port)]
    begun = time.perf_counter()
    with subprocess.Popen(command) as server:
        try:
            wait_for_page(port, server)
            return Start(time.perf_counter() - begun, processor_seconds(server.pid))
        finally:
            server.terminate()


def wait_for_page(port: int, server: subprocess.Popen[bytes]) -> None:
    """Asks until there is an answer, which has to be a page, or until the server has ended."""
    while server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            return
        except ConnectionRefusedError:
            time.sleep(0.005)
        finally:
            connection.close()
    raise SystemExit(f"the server ended with exit status {server.returncode}, before any page")


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", help="a ledger that `communique demo LEDGER` has made")
    parser.add_argument("--times", type=int, default=5)
    wanted = parser.parse_args()
    kinds = {
        "bare": (BARE, ()),
        "serve": (COMMAND, ("serve", wanted.ledger, "--no-browser")),
        "demo": (COMMAND, ("demo", wanted.ledger, "--no-browser")),
    }
    found: dict[str, list[Start]] = {kind: [] for kind in kinds}
    for _ in range(wanted.times):
        for kind, (program, arguments) in kinds.items():
            found[kind].append(start(program, arguments))
    bare = statistics.median(one.processor for one in found["bare"])
    for kind, starts in found.items():
        wall = statistics.median(one.wall for one in starts)
        processor = statistics.median(one.processor for one in starts)
        print(f"{kind:6} first page after {wall:5.2f} s, {processor:5.2f} s of processor time, "
              f"{processor / bare:5.1f} x the bare server")  # fmt: skip


if __name__ == "__main__":
    main()

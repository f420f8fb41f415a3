"""A server of its own for the browser, and pages that note what goes wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
FLAGS += ("--disable-component-update", "--disable-sync", "--no-first-run")

SERVE = """
import sys
from pathlib import Path
from communique.api.options import ServeOptions
from communique.api.serving import listen, make_service, run
options = ServeOptions(Path(sys.argv[1]), port=0, allow_judgements=sys.argv[2] == "judge")
service, bound = make_service(options), listen(options)
print(bound.getsockname()[1], flush=True)
run(service, bound)
"""


def browser_path() -> str | None:
    """Where the system's Chromium is, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")


def serve(ledger: Path, *, judge: bool = False) -> Iterator[str]:
    """Serves a ledger from another process; gives its address."""
    command = [sys.executable, "-c", SERVE, str(ledger), "judge" if judge else "read"]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()
            server.wait(10)


class Watched:
    """A page that notes every message on the console, every error, and every outside request."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.server = server
        self.faults: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", lambda said: self.note(said.type, said.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog {dialog.message}"))
        self.page.on("request", lambda asked: self.outside(asked.url))

    def note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.faults.append(f"{kind}: {text}")

    def outside(self, url: str) -> None:
        if not url.startswith((self.server, "blob:", "data:")):
            self.faults.append(f"asked for {url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.server + path)
        return self.drawn()

    def drawn(self) -> Page:
        """Waits until every chart of the page stands."""
        for canvas in self.page.locator(".canvas").all():
            canvas.locator("svg").wait_for(state="attached")
        return self.page

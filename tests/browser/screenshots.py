"""Photographs every page of a ledger, and the one that the README shows.

    python tests/browser/screenshots.py LEDGER FOLDER [PAGE...]
    python tests/browser/screenshots.py LEDGER docs/images readme

LEDGER is the one that `communique demo LEDGER --no-serve` makes. Each page is kept whole, in light
and dark and as a telephone shows it, as FOLDER/PAGE-light.png and so on. "readme" keeps what the
README shows: the upper part of one page.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from browser_server import FLAGS, Watched, browser_path, serve
from playwright.sync_api import Browser, sync_playwright

from communique.ledger import EventFilter, Ledger, Questions

ADDRESSES = {
    "today": "/?day=2031-03-12&days=30",
    "today-plain": "/",
    "events": "/events",
    "event": "/event/{event}",
    "why": "/event/{event}/why",
    "actors": "/actors",
    "actor": "/actor/{first}",
    "name": "/actor?name={name}",
    "dyad": "/dyad/{first}/{second}",
    "claims": "/claims",
    "claim": "/claim/{claim}",
    "agenda": "/agenda",
    "articles": "/articles",
    "article": "/article?id=2024-01-choe-moscow",
    "network": "/network",
    "map": "/map",
    "codebook": "/codebook",
    "quality": "/quality",
    "sources": "/sources",
    "search": "/search?q=summit",
    "read": "/read",
    "api": "/api",
    "nothing": "/events?party=nobody",
    "missing": "/event/e0",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """What a page is looked at on."""

    name: str
    width: int
    height: int
    scheme: str = "light"


SCREENS = (
    Screen("light", 1280, 900),
    Screen("dark", 1280, 900, "dark"),
    Screen("telephone", 390, 800),
)


def chosen(ledger: Path) -> Mapping[str, str]:
    """The event, claim, states and name of the ledger that have most to show."""
    with Ledger(ledger, read_only=True) as opened:
        asked = Questions(opened)
        told = max(asked.events(EventFilter()), key=lambda one: one.independent_reports)
        claims = asked.claims(standing="disputed") or asked.claims()
        pairs = [tuple(sorted((one.actor, one.recipient))) for one in asked.all_dyads()]
        first, second = max(sorted(set(pairs)), key=pairs.count)
        return {
            "event": told.event_id,
            "claim": max(claims, key=lambda one: len(one.stances)).claim_id,
            "first": first,
            "second": second,
            "name": told.actors[0],
        }


def photograph(browser: Browser, server: str, path: str, screen: Screen, target: Path) -> None:
    """Keeps one page as it is seen on one screen."""
    context = browser.new_context(
        color_scheme=screen.scheme,  # type: ignore[arg-type]
        viewport={"width": screen.width, "height": screen.height},
        reduced_motion="reduce",
    )
    watched = Watched(context, server)
    page = watched.open(path)
    page.screenshot(path=target, full_page=True)
    for fault in watched.faults:
        print(f"{path} ({screen.name}): {fault}", file=sys.stderr)
    context.close()


README_PAGE = "/dyad/PER/CHL?by=week"
README_SCREEN = {"width": 1120, "height": 980}


def photograph_for_readme(browser: Browser, server: str, folder: Path) -> None:
    """Keeps the upper part of the page that the README shows."""
    context = browser.new_context(viewport=README_SCREEN)  # type: ignore[arg-type]
    Watched(context, server).open(README_PAGE).screenshot(path=folder / "demo.png")
    context.close()


def main(ledger: Path, folder: Path, names: list[str]) -> None:
    """Photographs the pages of a ledger, or those that are named."""
    folder.mkdir(parents=True, exist_ok=True)
    values = chosen(ledger)
    own = folder / "own.ledger"
    shutil.copyfile(ledger, own)
    for server in serve(own, judge=True):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
            if names == ["readme"]:
                photograph_for_readme(browser, server, folder)
                names = []
            else:
                names = names or list(ADDRESSES)
            for name in names:
                for screen in SCREENS:
                    target = folder / f"{name}-{screen.name}.png"
                    photograph(browser, server, ADDRESSES[name].format(**values), screen, target)
            browser.close()
    own.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])

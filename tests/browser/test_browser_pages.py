"""Every page in a real browser: drawn, usable, accessible, and deaf to hostile text."""

from __future__ import annotations

import os
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from communique.evaluation.linking import load_gold
from communique.ledger import EventFilter, Ledger, Maker, Questions
from communique.linking.linker import Linker

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "unit" / "api")]

from api_hostile import hostile_readings  # noqa: E402
from browser_server import Watched, serve  # noqa: E402

GOLD = HERE.parent / "cases" / "linking" / "gold.yaml"
AXE = (HERE / "vendor" / "axe.min.js").read_text("utf-8")
PAGES = {
    "today": "/",
    "events": "/events",
    "event": "/event?report=a01%231",
    "why": "/event/{event}/why",
    "actors": "/actors",
    "actor": "/actor/KEN",
    "dyad": "/dyad/AZE/ARM",
    "claims": "/claims",
    "claim": "/claim/{claim}",
    "agenda": "/agenda",
    "articles": "/articles",
    "article": "/article?id=k08",
    "network": "/network",
    "map": "/map",
    "codebook": "/codebook",
    "quality": "/quality",
    "sources": "/sources",
    "search": "/search?q=summit",
    "read": "/read",
    "api": "/api",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser") / "gold.ledger"
    with Ledger(path) as made:
        made.add(load_gold(GOLD).readings, maker=Maker("gold"))
        Linker(made).link()
    return path


@pytest.fixture(scope="module")
def paths(ledger: Path) -> dict[str, str]:
    with Ledger(ledger, read_only=True) as opened:
        asked = Questions(opened)
        event = asked.events(EventFilter(independent=3), limit=1)[0].event_id
        claim = asked.claims(standing="disputed")[0].claim_id
    return {name: path.format(event=event, claim=claim) for name, path in PAGES.items()}


@pytest.fixture(scope="module")
def server(ledger: Path) -> Iterator[str]:
    yield from serve(ledger)


@pytest.fixture
def watched(browser: Browser, server: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = Watched(context, server)
    yield made
    context.close()
    assert made.faults == []


def violations(page: Page) -> list[str]:
    """What axe finds; its script is given to the page past the policy, by the test alone."""
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible(
    browser: Browser, server: str, paths: dict[str, str], name: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    made = Watched(context, server)
    page = made.open(paths[name])
    assert violations(page) == []
    assert made.faults == []
    keep = os.environ.get("COMMUNIQUE_SCREENSHOTS")
    if keep:
        Path(keep).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(keep) / f"{name}-{scheme}.png")
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_telephone(
    browser: Browser, server: str, paths: dict[str, str], name: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = Watched(context, server).open(paths[name])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_text_needs_no_script(browser: Browser, server: str, paths: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, path in paths.items():
        page.goto(server + path)
        assert page.locator("h1").inner_text(), name
    page.goto(server + "/dyad/AZE/ARM")
    page.locator("summary").first.click()
    assert page.locator("table.data tbody tr").count() > 0
    context.close()


@pytest.mark.parametrize("where", ["/dyad/AZE/ARM", "/actor/ARM"])
def test_what_is_brushed_is_listed(watched: Watched, where: str) -> None:
    page = watched.open(f"{where}?by=month")
    box = page.locator(".timeline .overlay").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.02, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, middle, steps=8)
    with page.expect_response(f"**{where}**"):
        page.mouse.up()
    expect(page.locator("#events")).to_contain_text("from")
    assert "since=" in page.url
    assert page.input_value("#f-since")
    page.reload()
    page.wait_for_selector(".timeline .selection")
    assert page.locator("#events").inner_text().startswith("Events from")


def test_words_and_events_light_each_other_up(watched: Watched) -> None:
    page = watched.open("/article?id=k08")
    page.locator(".read-events > li").first.hover()
    assert page.locator(".text .mark.glow").count() > 0
    page.locator(".text a.trigger").last.hover()
    assert page.locator(".read-events > li.glow").count() == 1
    page.locator(".toggle-trigger").uncheck()
    weight = page.locator(".text a.trigger").first.evaluate(
        "one => getComputedStyle(one).fontWeight"
    )
    assert weight == "400"


def test_network_is_drawn_played_and_leads_to_dyads(watched: Watched) -> None:
    page = watched.open("/network?since=2031-01-01&until=2031-12-31&by=quarter")
    page.wait_for_selector(".network circle")
    with page.expect_response("**/network.json**"):
        page.get_by_label("Period").fill("1")
    expect(page.locator("output")).to_contain_text("2031-01-01")
    page.locator(".network a[href^='/dyad/']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/dyad/**")


def test_map_is_drawn_and_zoomed(watched: Watched) -> None:
    page = watched.open("/map")
    page.wait_for_selector(".map circle")
    assert page.locator(".map .land").count() > 150
    page.get_by_role("button", name="Closer").click()
    page.wait_for_timeout(600)
    with page.expect_download() as saved:
        page.get_by_role("button", name="PNG").click()
    assert saved.value.suggested_filename == "map.png"
    with page.expect_download() as saved:
        page.get_by_role("button", name="SVG").click()
    assert saved.value.suggested_filename == "map.svg"


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("/dyad/AZE/ARM?by=month", "AZE-ARM"),
        ("/actor/ARM?by=month", "ARM"),
        ("/network?since=2031-01-01&until=2031-12-31", "network"),
        ("/map", "map"),
    ],
)
def test_charts_are_taken_along(watched: Watched, tmp_path: Path, where: str, name: str) -> None:
    page = watched.open(where)
    kept = {}
    for form in ("CSV", "SVG", "PNG"):
        with page.expect_download() as saved:
            page.locator(".downloads").get_by_text(form, exact=True).click()
        kept[form] = tmp_path / f"chart.{form}"
        saved.value.save_as(kept[form])
        if form != "CSV":
            assert saved.value.suggested_filename == f"{name}.{form.lower()}"
    assert len(kept["CSV"].read_text("utf-8").splitlines()) > 1
    drawing = ElementTree.parse(kept["SVG"]).getroot()
    texts = [one.text or "" for one in drawing.iter() if one.tag.endswith("}text")]
    told = " ".join(texts)
    assert texts[0].startswith(page.locator("h1").inner_text())
    assert UNITS[name] in told
    assert "Source: communiqué ledger gold; " in told
    assert "; reader gold." in told
    links = [one for one in drawing.iter() if "href" in one.attrib]
    assert not links, "links lead nowhere from a file"
    assert kept["PNG"].read_bytes().startswith(b"\x89PNG")
    width, height = struct.unpack(">II", kept["PNG"].read_bytes()[16:24])
    assert (width, height) == tuple(2 * int(drawing.get(one, "")) for one in ("width", "height"))


UNITS = {
    "AZE-ARM": "Sum of PLOVER scores",
    "ARM": "Sum of PLOVER scores",
    "network": "the wider the more events",
    "map": "Discs grow with the number of events",
}


def test_a_chart_says_which_days_it_shows(watched: Watched, tmp_path: Path) -> None:
    page = watched.open("/network?since=2031-01-01&until=2031-12-31&by=quarter")
    with page.expect_response("**/network.json**"):
        page.get_by_label("Period").fill("1")
    expect(page.locator("figure.network")).to_have_attribute("data-period", re.compile("2031-01"))
    with page.expect_download() as saved:
        page.get_by_role("button", name="SVG").click()
    saved.value.save_as(tmp_path / "first.svg")
    assert "2031-01-01 to 2031-03-31" in (tmp_path / "first.svg").read_text("utf-8")


def test_events_are_taken_along_in_other_forms(watched: Watched) -> None:
    page = watched.open("/events?party=Muthoni")
    with page.expect_download() as saved:
        page.get_by_role("link", name="POLECAT").click()
    assert saved.value.suggested_filename == "polecat.tsv"


def test_the_calendar_is_turned_with_the_keyboard(watched: Watched) -> None:
    page = watched.open("/agenda?month=2031-02&outcome=called+off")
    page.locator("a[rel=next]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**month=2031-03**")
    assert "outcome=called" in page.url
    day = page.locator("table.month td", has=page.locator("time[datetime='2031-03-01']"))
    expect(day).to_contain_text("called off")
    day.get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/**")


def test_the_calendar_is_a_list_on_a_telephone(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/agenda?month=2031-08")
    expect(page.locator("table.month")).to_be_hidden()
    expect(page.locator("#loose")).to_be_visible()
    expect(page.locator("ol.agenda li:visible")).to_have_count(3)
    context.close()


def test_keyboard_reaches_search_and_content(watched: Watched) -> None:
    page = watched.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.get_by_role("searchbox").fill("kenya ethiopia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dyad/KEN/ETH")


def test_filters_stay_in_the_address(watched: Watched) -> None:
    page = watched.open("/events")
    page.get_by_label("Party").fill("Muthoni")
    page.get_by_label("Status").select_option("occurred")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**party=Muthoni**")
    assert page.locator(".events > li").count() > 0
    assert page.input_value("#f-party") == "Muthoni"


def test_judge_and_undo(browser: Browser, ledger: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.ledger"
    own.write_bytes(ledger.read_bytes())
    for address in serve(own, judge=True):
        context = browser.new_context()
        made = Watched(context, address)
        page = made.open("/event?report=a01%231")
        before = page.locator(".report").count()
        page.get_by_role("button", name="Not the same event").first.click()
        page.wait_for_load_state()
        page.goto(address + "/event?report=a01%231")
        assert page.locator(".report").count() < before
        page.get_by_role("button", name="Undo").first.click()
        page.wait_for_load_state()
        page.goto(address + "/event?report=a01%231")
        assert page.locator(".report").count() == before
        assert violations(page) == []
        assert made.faults == []
        context.close()


def test_hostile_articles_run_no_script(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.ledger"
    with Ledger(path) as made:
        made.add(hostile_readings(), maker=Maker("<script>window.hacked=1</script>"))
        Linker(made).link()
        asked = Questions(made)
        events = [f"/event/{one.event_id}" for one in asked.events()]
        claims = [f"/claim/{one.claim_id}" for one in asked.claims()]
    for address in serve(path):
        context = browser.new_context()
        watched = Watched(context, address)
        fixed = [
            one
            for name, one in PAGES.items()
            if "{" not in one and name not in ("event", "article")
        ]
        for where in [*fixed, *events, *claims, "/dyad/KEN/ETH", "/map?party=%3Cscript%3E"]:
            page = watched.open(where)
            assert page.evaluate("window.hacked") is None, where
            assert watched.faults == [], where
        page = watched.open("/articles")
        page.locator(".articles .account a").first.click()
        page.wait_for_url("**/article?id=**")
        page.go_back()
        links = page.locator(".articles .account a").evaluate_all(
            "all => all.map(one => one.getAttribute('href'))"
        )
        for link in links:
            watched.open(link).locator(".mark").first.hover()
            assert page.evaluate("window.hacked") is None
        assert links
        assert watched.faults == []
        context.close()


@pytest.mark.model
def test_a_text_is_read(watched: Watched) -> None:
    page = watched.open("/read")
    page.get_by_label("Text, the headline").fill(
        "Kenya receives Ethiopian leader\nKenyan President William Ruto met Ethiopian Prime "
        "Minister Abiy Ahmed in Nairobi on Monday."
    )
    page.get_by_label("Day of publication").fill("2024-03-05")
    page.set_default_timeout(60_000)
    page.get_by_role("button", name="Read", exact=True).click()
    page.wait_for_selector(".result")
    assert page.locator(".read-events > li").count() > 0
    assert violations(page) == []

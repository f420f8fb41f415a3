from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from web_site import Site

from communique.intake import IntakeOptions, Notice, Visits, open_source, open_sources
from communique.intake.visits import CHECKED_AGAIN
from communique.records import Article, Issue, Stage

pytest.importorskip("feedparser")

TEXT = "The presidents of Kenya and Ethiopia met in Nairobi on Monday, officials said."
MORE = "They spoke for two hours about trade, and about the border."
LOCAL = IntakeOptions(allow_private=True, timeout=5, follow_links=True, pause=0.0)


def page(words: str = TEXT, *, title: str = "Kenya meets Ethiopia") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><article><p>{words}</p><p>{MORE}</p>"
        "</article></body></html>"
    )


def rss(*entries: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/'
        'content/"><channel><title>Example Wire</title><link>https://example.org/</link>'
        f"{''.join(entries)}</channel></rss>"
    )


def entry(link: str, *, title: str = "Kenya meets", more: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link>"
        f"<pubDate>Tue, 04 Mar 2031 09:15:00 GMT</pubDate>{more}</item>"
    )


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title><entry><title>T</title>'
    '<link href="{url}"/><updated>2031-03-04T09:15:00Z</updated></entry></feed>'
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/'
    '1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Example Wire</title>'
    "</channel><item><title>T</title><link>{url}</link><dc:date>2031-03-04</dc:date></item></rdf:RDF>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def take(
    source: str, visits: Visits | None = None, options: IntakeOptions = LOCAL
) -> list[Article | Issue]:
    return list(open_sources([source], options=options, visits=visits))


def asked(site: Site) -> list[str]:
    """Gives which pages were asked for since, and forgets them."""
    paths = [path for path, _, _ in site.requests if path != "/robots.txt"]
    site.requests.clear()
    return paths


def hold(visits: Visits, items: list[Article | Issue]) -> None:
    """Settles visits as a ledger does that has kept the articles."""
    visits.settle(lambda articles: set(articles))
    assert items is not None


@pytest.mark.parametrize("form", [rss(entry("{url}")), ATOM, RDF])
@pytest.mark.parametrize("media_type", ["application/rss+xml", "text/xml", "text/html"])
def test_a_feed_gives_the_pages_it_links_to(site: Site, form: str, media_type: str) -> None:
    site.put("/a", page(), Content_Type="text/html")
    site.put("/feed", form.format(url=f"{site.url}/a"), Content_Type=media_type)
    (article,) = take(f"{site.url}/feed")
    assert isinstance(article, Article)
    assert article.title == "Kenya meets Ethiopia"
    assert article.text == f"{TEXT}\n{MORE}"
    assert (article.published, article.url) == (date(2031, 3, 4), f"{site.url}/a")


def test_relative_links_and_pages_listed_twice(site: Site) -> None:
    site.put("/a", page())
    site.put("/feed", rss(entry("/a"), entry(f"{site.url}/a#more"), entry("/a")))
    assert len(take(f"{site.url}/feed")) == 1
    assert asked(site) == ["/feed", "/a"]


def test_a_feed_in_a_file_links_to_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "secret.html").write_text(page())
    (tmp_path / "news" / "a.html").write_text(page())
    feed = tmp_path / "news" / "feed.xml"
    feed.write_text(rss(entry("a.html"), entry("b.html"), entry("../secret.html")))
    article, missing, outside = take(str(feed))
    assert isinstance(article, Article)
    assert article.url is None
    assert "there is no file 'b.html'" in str(missing)
    assert "leads out of the folder" in str(outside)


def test_links_are_only_followed_when_that_is_wanted(site: Site) -> None:
    site.put("/a", page())
    full = f"<content:encoded><![CDATA[<p>{TEXT}</p><p>{MORE}</p>]]></content:encoded>"
    feed = rss(entry(f"{site.url}/a"), entry(f"{site.url}/b", more=full))
    issue, article = open_source(io.BytesIO(feed.encode()))
    assert asked(site) == []
    assert isinstance(issue, Issue)
    assert issue.source == "stream, entry 1"
    assert "was not asked for" in issue.reason
    assert isinstance(article, Article)
    assert article.text == f"{TEXT}\n{MORE}"
    assert article.publisher == "Example Wire"


def test_a_page_that_cannot_be_had_is_told_or_taken_from_the_feed(site: Site) -> None:
    notices: list[Notice] = []
    full = f"<content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded>"
    site.put("/feed", rss(entry("/gone"), entry("/gone2", more=full)))
    issue, article = open_source(f"{site.url}/feed", options=LOCAL, notify=notices.append)
    assert isinstance(issue, Issue)
    assert (issue.source, issue.stage) == (f"{site.url}/gone", Stage.FETCH)
    assert isinstance(article, Article)
    assert article.text == TEXT
    assert "404" in str(notices[0])


def test_robots_are_asked_once_and_obeyed(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.put("/a", page())
    site.put("/feed", rss(entry("/a"), entry("/private/b")))
    _, issue = take(f"{site.url}/feed")
    assert "robots.txt forbids it" in str(issue)
    assert [path for path, _, _ in site.requests] == ["/robots.txt", "/feed", "/a"]


@pytest.mark.parametrize(
    ("asks", "pause", "least"), [("", 0.2, 0.4), ("Crawl-delay: 1\n", 0.0, 2.0)]
)
def test_requests_to_one_host_keep_a_distance(
    site: Site, asks: str, pause: float, least: float
) -> None:
    site.put("/robots.txt", f"User-agent: *\n{asks}Disallow: /x\n")
    for path in ("/a", "/b"):
        site.put(path, page(title=path))
    site.put("/feed", rss(entry("/a"), entry("/b")))
    began = time.monotonic()
    assert len(take(f"{site.url}/feed", options=replace(LOCAL, pause=pause))) == 2
    assert time.monotonic() - began >= least


class Tagged:
    """A page that answers conditional requests."""

    def __init__(self, site: Site, path: str, body: str) -> None:
        self.body = body
        self.answers: list[int] = []
        site.pages[path] = self.answer

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        tag = f'"{hash(self.body)}"'
        status = 304 if handler.headers.get("If-None-Match") == tag else 200
        self.answers.append(status)
        handler.send_response(status)
        handler.send_header("ETag", tag)
        data = b"" if status == 304 else self.body.encode()
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.put("/a", page())
    feed = Tagged(site, "/feed", rss(entry("/a")))
    visits = Visits()
    hold(visits, take(f"{site.url}/feed", visits))
    assert take(f"{site.url}/feed", visits) == []
    assert feed.answers == [200, 304]
    assert asked(site) == ["/feed", "/a", "/feed"]


def test_only_new_entries_are_fetched(site: Site) -> None:
    for path in ("/a", "/b"):
        site.put(path, page(title=path))
    feed = Tagged(site, "/feed", rss(entry("/a")))
    visits = Visits()
    hold(visits, take(f"{site.url}/feed", visits))
    feed.body = rss(entry("/b"), entry("/a"))
    asked(site)
    (article,) = take(f"{site.url}/feed", visits)
    assert isinstance(article, Article)
    assert asked(site) == ["/feed", "/b"]


def test_a_changed_entry_or_an_old_visit_is_looked_at_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Tagged(site, "/a", page())
    feed = Tagged(site, "/feed", rss(entry("/a")))
    visits = Visits()
    hold(visits, take(f"{site.url}/feed", visits))
    feed.body = rss(entry("/a", title="Kenya meets (corrected)"))
    hold(visits, take(f"{site.url}/feed", visits))
    assert story.answers == [200, 304]
    story.body = page("The presidents of Kenya and Ethiopia met in Mombasa on Monday, he said.")
    feed.body += " "
    assert take(f"{site.url}/feed", visits) == []
    later = time.time() + CHECKED_AGAIN + 1
    monkeypatch.setattr("communique.intake.follow.now", lambda: later)
    (article,) = take(f"{site.url}/feed", visits)
    assert isinstance(article, Article)
    assert "Mombasa" in article.text


def test_what_was_not_kept_is_fetched_again(site: Site) -> None:
    site.put("/a", page())
    Tagged(site, "/feed", rss(entry("/a")))
    visits = Visits()
    take(f"{site.url}/feed", visits)
    visits.settle(lambda _articles: set())
    assert len(take(f"{site.url}/feed", visits)) == 1


def test_a_feed_is_not_done_with_while_a_page_of_it_fails(site: Site, tmp_path: Path) -> None:
    feed = Tagged(site, "/feed", rss(entry("/a")))
    visits = Visits()
    hold(visits, take(f"{site.url}/feed", visits))
    assert take(f"{site.url}/feed", visits) == []
    assert feed.answers == [200, 200]
    visits.save(tmp_path / "visits.json")
    site.put("/a", page())
    assert len(take(f"{site.url}/feed", Visits.load(tmp_path / "visits.json"))) == 1


def test_visits_are_saved_and_damaged_ones_forgotten(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "visits.json"
    site.put("/a", page())
    feed = Tagged(site, "/feed", rss(entry("/a")))
    visits = Visits()
    hold(visits, take(f"{site.url}/feed", visits))
    visits.save(path)
    assert take(f"{site.url}/feed", Visits.load(path)) == []
    assert feed.answers == [200, 304]
    for damage in ("", "[]", '{"visits": [1]}', '{"visits": {"a": 1}}', '{"visits": {"a": {}}}'):
        path.write_text(damage)
        assert not Visits.load(path)


@pytest.mark.parametrize(
    ("feed", "wanted"),
    [
        (rss(), []),
        (rss("<item><title>T</title></item>"), ["neither text nor the address"]),
        (rss(entry("ftp://example.org/a")), ["only http and https"]),
        (rss(entry("https://example.org:port/a")), ["not an address"]),
    ],
)
def test_feeds_with_little_in_them(tmp_path: Path, feed: str, wanted: list[str]) -> None:
    path = tmp_path / "feed.rss"
    path.write_text(feed)
    items = take(str(path))
    assert len(items) == len(wanted)
    assert all(words in str(item) for words, item in zip(wanted, items, strict=True))

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from web_site import Site

from communique.intake import IntakeOptions, open_source
from communique.intake.address import is_public, resolve
from communique.intake.fetch import fetch, is_url
from communique.intake.options import IntakeError
from communique.records import Article, Issue

PAGE = (
    "<html><head><title>Kenya meets Ethiopia</title></head><body><article><p>The presidents of "
    "Kenya and Ethiopia met in Nairobi on Monday, officials said.</p></article></body></html>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


LOCAL = IntakeOptions(allow_private=True, timeout=5)


def reason(url: str, options: IntakeOptions = LOCAL) -> str:
    (issue,) = open_source(url, options=options)
    assert isinstance(issue, Issue), issue
    assert issue.source == url
    return issue.reason


def test_an_article_from_the_web(site: Site) -> None:
    site.put("/a?b=c", PAGE, Content_Type="text/html; charset=utf-8")
    (article,) = open_source(f"{site.url}/a?b=c#part", options=LOCAL)
    assert isinstance(article, Article)
    assert article.title == "Kenya meets Ethiopia"
    assert article.url == f"{site.url}/a?b=c#part"


def test_it_says_who_it_is_and_asks_robots_first(site: Site) -> None:
    site.put("/a", PAGE)
    fetch(f"{site.url}/a", options=LOCAL)
    assert [path for path, _, _ in site.requests] == ["/robots.txt", "/a"]
    assert all((agent or "").startswith("communique/") for _, agent, _ in site.requests)
    assert {host for _, _, host in site.requests} == {site.url.removeprefix("http://")}


def test_the_charset_of_the_server_is_used(site: Site) -> None:
    text = "Wrocław i Gdańsk"
    site.put("/a", text.encode("iso8859-2"), Content_Type="text/plain; charset=iso-8859-2")
    (article,) = open_source(f"{site.url}/a", options=LOCAL)
    assert isinstance(article, Article)
    assert article.title == text


def test_json_lines_and_gzip(site: Site) -> None:
    rows = b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n'
    site.put("/a.jsonl", gzip.compress(rows), Content_Encoding="gzip")
    site.put("/b.jsonl.gz", gzip.compress(rows))
    for path in ("/a.jsonl", "/b.jsonl.gz"):
        assert len(list(open_source(site.url + path, options=LOCAL))) == 2


def test_private_addresses_are_refused_unless_allowed(site: Site) -> None:
    site.put("/a", PAGE)
    assert "private address 127.0.0.1" in reason(f"{site.url}/a", IntakeOptions())
    assert site.requests == []


def test_every_redirect_is_checked_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.put("/a", "", status=302, Location="http://10.0.0.1/secret")
    monkeypatch.setattr("communique.intake.address.is_public", lambda address: address[:3] == "127")
    assert "private address 10.0.0.1" in reason(f"{site.url}/a", IntakeOptions(timeout=5))
    site.put("/b", "", status=302, Location="file:///etc/hostname")
    assert "only http and https" in reason(f"{site.url}/b")


def test_at_most_five_redirects(site: Site) -> None:
    for number in range(7):
        site.put(f"/{number}", "", status=301, Location=f"/{number + 1}")
    site.put("/7", PAGE)
    assert fetch(f"{site.url}/2", options=LOCAL).url == f"{site.url}/7"
    assert "more than 5 redirects" in reason(f"{site.url}/1")


@pytest.mark.parametrize(
    ("rules", "status", "allowed"),
    [
        ("User-agent: *\nDisallow: /a", 200, False),
        ("User-agent: communique\nDisallow: /", 200, False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: communique\nAllow: /", 200, True),
        ("User-agent: other\nDisallow: /", 200, True),
        ("User-agent: *\nDisallow: /", 404, True),
        ("", 503, False),
        (b"\xff\xfe\x00", 200, True),
    ],
)
def test_robots_txt_is_honoured(site: Site, rules: str | bytes, status: int, allowed: bool) -> None:
    site.put("/robots.txt", rules, status=status)
    site.put("/a", PAGE)
    if allowed:
        assert fetch(f"{site.url}/a", options=LOCAL).data == PAGE.encode()
    else:
        assert "robots.txt forbids" in reason(f"{site.url}/a")


@pytest.mark.parametrize(
    ("status", "words"), [(404, "no such page"), (401, "log-in"), (500, "500"), (304, "304")]
)
def test_failures_are_named(site: Site, status: int, words: str) -> None:
    site.put("/a", "", status=status)
    assert words in reason(f"{site.url}/a")


def test_a_page_that_is_too_large(site: Site) -> None:
    site.put("/a", gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip")
    options = IntakeOptions(allow_private=True, largest_article=100_000)
    assert "too large" in reason(f"{site.url}/a", options)


def test_a_page_that_cannot_be_decompressed(site: Site) -> None:
    site.put("/a", b"not gzip at all", Content_Encoding="gzip")
    assert "decompressed" in reason(f"{site.url}/a")


@pytest.mark.parametrize("opening", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: ", b"H"])
def test_a_server_that_drips(site: Site, opening: bytes) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(opening)
            for _ in range(400):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    site.pages["/a"] = drip
    started = time.monotonic()
    options = IntakeOptions(allow_private=True, timeout=0.5)
    assert "too long" in reason(f"{site.url}/a", options)
    assert time.monotonic() - started < 20  # it drips for forty seconds


def test_a_server_that_is_not_there(site: Site) -> None:
    site.close()
    assert "connection failed" in reason(f"{site.url}/a")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("nonsense", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "localhost"])
def test_other_spellings_of_a_private_address(host: str) -> None:
    with pytest.raises(IntakeError, match=r"private|not known"):
        resolve(host, 80, allow_private=False)


def test_what_is_an_address_of_the_web() -> None:
    assert is_url("https://example.org/")
    assert is_url("ftp://example.org/")
    assert not is_url("notes/a.txt")
    assert not is_url("C:\\a.txt")

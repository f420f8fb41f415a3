from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from communique.intake import IntakeOptions, Notice, open_source
from communique.records import Article, Issue

TEXT = "The presidents of Kenya and Ethiopia met in Nairobi on Monday, officials said."
PAGE = (
    "<html><head><title>Kenya meets Ethiopia</title>"
    '<meta property="article:published_time" content="2024-03-04T08:00:00Z"></head>'
    f"<body><article><p>{TEXT}</p></article></body></html>"
)


def take(data: bytes, name: str = "stream") -> list[Article | Issue]:
    stream = io.BytesIO(data)
    stream.name = name  # type: ignore[attr-defined]
    return list(open_source(stream))


class TestWarc:
    @pytest.fixture(autouse=True)
    def _needs(self) -> None:
        pytest.importorskip("warcio")

    @staticmethod
    def record(url: str, body: str, *, status: str = "200 OK", kind: str = "text/html") -> bytes:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2031-03-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        return head.encode() + http + b"\r\n\r\n"

    def archive(self) -> bytes:
        return b"".join(
            [
                self.record("https://example.org/a", PAGE),
                self.record("https://example.org/moved", PAGE, status="301 Moved"),
                self.record("https://example.org/a.png", "x", kind="image/png"),
                self.record("https://example.org/wall", "<html><body></body></html>"),
                self.record("https://example.org/b", PAGE.replace("Monday", "Tuesday")),
            ]
        )

    @pytest.mark.parametrize("packed", [False, True])
    def test_pages_of_an_archive(self, packed: bool) -> None:
        data = self.archive()
        first, issue, last = take(gzip.compress(data) if packed else data)
        assert isinstance(first, Article)
        assert first.url == "https://example.org/a"
        assert (first.text, first.published) == (TEXT, date(2024, 3, 4))
        assert isinstance(issue, Issue)
        assert issue.source == "stream, https://example.org/wall"
        assert isinstance(last, Article)

    def test_each_record_may_be_packed_by_itself(self) -> None:
        pieces = self.archive().split(b"WARC/1.0\r\n")[1:]
        data = b"".join(gzip.compress(b"WARC/1.0\r\n" + piece) for piece in pieces)
        assert len(take(data, "crawl.warc.gz")) == 3

    def test_an_archive_that_breaks_off(self) -> None:
        article, issue = take(self.archive()[:700])[:1] + take(self.archive()[:300])
        assert isinstance(article, Article)
        assert isinstance(issue, Issue)
        assert issue.source == "stream, record 1"
        assert "truncated" in issue.reason

    def test_packed_data_that_break_off(self) -> None:
        *_, issue = take(gzip.compress(self.archive())[:-60])
        assert isinstance(issue, Issue)
        assert "truncated" in issue.reason

    def test_what_stands_between_records(self) -> None:
        data = self.record("https://example.org/a", PAGE) + b"nonsense\r\n" * 3 + self.archive()
        items = take(data)
        assert isinstance(items[0], Article)
        assert all(isinstance(item, (Article, Issue)) for item in items)

    def test_an_archive_without_pages_is_told(self) -> None:
        notices: list[Notice] = []
        data = self.record("https://example.org/a.png", "x", kind="image/png")
        assert list(open_source(io.BytesIO(data), notify=notices.append)) == []
        assert "none of the archive's 1 records is a page" in str(notices[0])


class TestZstandard:
    @pytest.fixture(autouse=True)
    def _needs(self) -> None:
        pytest.importorskip("zstandard")

    @pytest.mark.parametrize("data", [f"Kenya\n\n{TEXT}".encode(), PAGE.encode()])
    def test_every_form_may_be_packed(self, data: bytes) -> None:
        import zstandard

        packed = zstandard.compress(data)
        assert take(packed) == take(data)

    def test_frames_one_after_the_other(self) -> None:
        import zstandard

        rows = b'{"id": "%d", "text": "x"}\n'
        data = b"".join(zstandard.compress(rows % number) for number in range(3))
        assert len(take(data, "rows.jsonl.zst")) == 3

    def test_what_breaks_off_or_is_damaged(self) -> None:
        import zstandard

        rows = b"".join(b'{"id": "%d", "text": "x%d"}\n' % (n, n) for n in range(20_000))
        packed = zstandard.compress(rows)
        *articles, issue = take(packed[: len(packed) // 2], "rows.jsonl.zst")
        assert len(articles) > 100
        assert "truncated" in str(issue)
        broken = bytearray(packed)
        broken[20:40] = b"\0" * 20
        *_, issue = take(bytes(broken), "rows.jsonl.zst")
        assert isinstance(issue, Issue)

    def test_a_bomb_is_stopped_at_the_limit(self) -> None:
        import zstandard

        bomb = zstandard.compress(b" " * (256 << 20))
        (issue,) = open_source(io.BytesIO(bomb), options=IntakeOptions(largest_article=1 << 20))
        assert isinstance(issue, Issue)


class TestZip:
    def test_each_file_is_told_by_itself(self, tmp_path: Path) -> None:
        path = tmp_path / "news.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", f"Kenya\n\n{TEXT}")
            archive.writestr("../b.html", PAGE)
            archive.writestr("c.pdf", b"%PDF-1.4")
        first, second, issue = open_source(str(path))
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert isinstance(issue, Issue)
        assert issue.source == f"{path}, c.pdf"

    def test_office_documents_are_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "letter.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
        assert "office document" in str(next(open_source(str(path))))


@pytest.mark.parametrize(
    ("package", "data"),
    [
        ("zstandard", b"\x28\xb5\x2f\xfd" + b"x" * 20),
        ("warcio", b"WARC/1.0\r\n\r\n"),
        ("feedparser", b"<rss></rss>"),
        ("pyarrow", b"PAR1" + b"x" * 20),
    ],
)
def test_a_package_that_is_missing_is_named(
    package: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.intake.stream.find_spec", lambda _name: None)
    (issue,) = take(data)
    assert f"the package {package}, which is not installed" in str(issue)
    assert "pip install 'communique[formats]'" in str(issue)

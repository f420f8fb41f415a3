from __future__ import annotations

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest

from communique.intake import (
    IntakeOptions,
    Notice,
    Source,
    count_articles,
    open_source,
    open_sources,
)
from communique.records import Article, Issue, Stage

ENGLISH = "The presidents of Kenya and Ethiopia met in Nairobi on Monday, officials said."
PLAIN = f"Kenya meets Ethiopia\n\n{ENGLISH}\nThey spoke for two hours."


def take(source: Source | bytes, **options: object) -> list[Article | Issue]:
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    return list(open_source(stream, options=IntakeOptions(**options)))  # type: ignore[arg-type]


def one(source: Source | bytes, **options: object) -> Article:
    (article,) = take(source, **options)
    assert isinstance(article, Article), article
    return article


def lines(*rows: object) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


class TestText:
    def test_the_first_line_is_the_title(self) -> None:
        article = one(PLAIN.encode())
        assert article.title == "Kenya meets Ethiopia"
        assert article.text == f"{ENGLISH}\nThey spoke for two hours."
        assert (article.published, article.publisher, article.url) == (None, None, None)

    @pytest.mark.parametrize("line_end", ["\r\n", "\r"])
    def test_line_ends_are_line_feeds(self, line_end: str) -> None:
        assert one(PLAIN.replace("\n", line_end).encode()) == one(PLAIN.encode())

    def test_one_line_is_a_title(self) -> None:
        assert one(b"Kenya meets Ethiopia").text == ""

    def test_ids_come_from_content(self) -> None:
        assert one(PLAIN.encode()).id == one(PLAIN.encode()).id
        assert one(PLAIN.encode()).id != one(PLAIN.encode() + b" More.").id
        assert one(PLAIN.encode(), published=date(2024, 1, 1)).id != one(PLAIN.encode()).id

    def test_a_sentence_of_ten_thousand_words(self) -> None:
        article = one(("Title\n" + "word " * 10_000).encode(), require_english=False)
        assert len(article.text.split()) == 10_000


class TestJsonLines:
    def test_text_comes_back_unchanged(self) -> None:
        text = " \n\tA\u2028b\x85c\u200b\x00 \U0001f600é \r\n"
        article = one(lines({"id": "a", "title": " t ", "text": text}))
        assert (article.title, article.text) == (" t ", text)

    def test_fields(self) -> None:
        row = {"id": 7, "text": "x", "title": None, "published": "2024-01-16T23:59:00Z"}
        article = one(lines(row | {"publisher": "Wire", "more": [1]}))
        assert article == Article("7", "", "x", date(2024, 1, 16), "Wire")

    def test_options_fill_what_a_row_does_not_say(self) -> None:
        rows = lines({"text": "x"}, {"id": "b", "text": "y", "publisher": "Own"})
        first, second = take(rows, id="given", publisher="Wire", published=date(2024, 1, 1))
        assert first == Article("given-1", "", "x", date(2024, 1, 1), "Wire")
        assert second == Article("b", "", "y", date(2024, 1, 1), "Own")

    def test_a_bad_line_stops_nothing(self) -> None:
        data = lines({"id": "a", "text": "x"}) + b"{oops\n" + lines({"id": "b", "text": "y"})
        first, issue, last = take(data)
        assert isinstance(first, Article)
        assert isinstance(last, Article)
        assert isinstance(issue, Issue)
        assert (issue.source, issue.stage) == ("stream, line 2", Stage.PARSE)

    def test_an_id_that_comes_again_is_told(self) -> None:
        _, issue = take(lines({"id": "a", "text": "x"}, {"id": "a", "text": "y"}))
        assert isinstance(issue, Issue)
        assert (
            str(issue) == "stream, line 2: skipped: the id 'a' was already read from stream, line 1"
        )

    def test_a_surrogate_is_replaced_and_told(self) -> None:
        notices: list[Notice] = []
        data = b'{"id": "a", "text": "a\\ud800b"}\n'
        (article,) = open_source(io.BytesIO(data), notify=notices.append)
        assert isinstance(article, Article)
        assert article.text == "a\ufffdb"
        assert [notice.source for notice in notices] == ["stream, line 1"]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_other_unicode_encodings(self, encoding: str) -> None:
        rows = [{"id": "a", "text": "naïve\u2028—"}, {"id": "b", "text": "x"}]
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        first, second = take(text.encode(encoding))
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert (first.text, second.id) == ("naïve\u2028—", "b")

    def test_too_long_a_line_is_skipped_whole(self) -> None:
        data = lines({"id": "a", "text": "x" * 500}, {"id": "b", "text": "y"})
        issue, article = take(data, largest_article=100)
        assert isinstance(issue, Issue)
        assert "too large" in issue.reason
        assert isinstance(article, Article)

    def test_what_came_before_the_break_is_read(self) -> None:
        packed = gzip.compress(lines(*({"id": str(n), "text": f"x{n}"} for n in range(5000))))
        *articles, issue = take(packed[:-200])
        assert len(articles) > 100
        assert isinstance(issue, Issue)
        assert "truncated" in issue.reason

    def test_a_large_file_streams(self) -> None:
        row = lines({"text": "word " * 200})

        class Endless(io.RawIOBase):
            given = 0

            def readable(self) -> bool:
                return True

            def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
                piece = row[: len(buffer)]
                buffer[: len(piece)] = piece
                self.given += len(piece)
                return len(piece)

        source = Endless()
        next(iter(open_source(source)))  # type: ignore[arg-type]
        assert source.given < 1 << 20


class TestHtml:
    PAGE = (
        "<!DOCTYPE html><html><head><title>Kenya meets Ethiopia</title>"
        '<meta property="article:published_time" content="2024-01-16T08:00:00Z">'
        '<meta property="og:site_name" content="Example Wire"></head><body><nav>Home</nav>'
        f"<article><h1>Kenya meets Ethiopia</h1><p>{ENGLISH}</p><p>They spoke for two hours about "
        "trade, and about the border.</p></article><footer>Imprint</footer></body></html>"
    )

    def test_main_text_date_and_publisher(self) -> None:
        article = one(self.PAGE.encode())
        assert article.title == "Kenya meets Ethiopia"
        assert article.text.splitlines()[0] == ENGLISH
        assert "Imprint" not in article.text
        assert article.published == date(2024, 1, 16)
        assert article.publisher == "Example Wire"

    def test_options_fill_what_the_page_does_not_say(self) -> None:
        page = f"<html><body><article><h1>T</h1><p>{ENGLISH * 3}</p></article></body></html>"
        article = one(page.encode(), published=date(2024, 2, 1), publisher="Wire", id="x")
        assert (article.published, article.publisher) == (date(2024, 2, 1), "Wire")
        assert article.id == "x"

    def test_the_page_has_the_last_word_on_its_date(self) -> None:
        assert one(self.PAGE.encode(), published=date(2020, 1, 1)).published == date(2024, 1, 16)

    def test_a_declared_charset(self) -> None:
        page = (
            '<html><head><meta charset="iso-8859-2"></head><body><article><p>Premier Šimonyté met '
            f"the press. {ENGLISH}</p></article></body></html>"
        )
        assert "Šimonyt" in one(page.encode("iso-8859-2", "replace")).text

    @pytest.mark.parametrize(
        "page",
        [
            "<div><b><i>" * 30_000,
            "<p>" * 100_000,
            "<" * 1_000_000,
            "<!--" * 250_000,
            "<a " * 300_000,
            "<html " + "a='b' " * 200_000 + ">",
            "<table><tr><td>" * 20_000,
            "<html><body><script>" + "x" * 1_000_000,
            "&#x0;" * 100_000,
            "<html><![CDATA[" * 50_000,
        ],
    )
    def test_broken_markup_neither_crashes_nor_hangs(self, page: str) -> None:
        for item in take(f"<html><body>{page}{ENGLISH}".encode()):
            assert isinstance(item, (Article, Issue))

    def test_what_lies_too_deep_is_told(self) -> None:
        notices: list[Notice] = []
        deep = "<div>" * 300 + "<p>lost</p>" + "</div>" * 300
        page = f"<html><body><article><p>{ENGLISH}</p></article>{deep}</body></html>"
        items = list(open_source(io.BytesIO(page.encode()), notify=notices.append))
        assert isinstance(items[0], Article)
        assert "256 deep" in notices[0].remark


class TestSources:
    def test_gzip_of_each_form(self) -> None:
        for data in (PLAIN.encode(), lines({"text": "x"}), TestHtml.PAGE.encode()):
            assert one(gzip.compress(data)) == one(data)

    def test_several_sources_share_their_ids(self, tmp_path: Path) -> None:
        paths = [tmp_path / name for name in ("a.txt", "b.txt")]
        for path in paths:
            path.write_text(PLAIN)
        article, issue = open_sources(paths)
        assert isinstance(article, Article)
        assert isinstance(issue, Issue)
        assert issue.source == str(paths[1])
        assert str(paths[0]) in issue.reason

    def test_a_stream_of_the_caller_stays_open(self) -> None:
        stream = io.BytesIO(lines({"text": "x"}))
        list(open_source(stream))
        assert not stream.closed

    def test_names_decide_before_content(self, tmp_path: Path) -> None:
        path = tmp_path / "brace.txt"
        path.write_text("{not JSON} is the title\nText.")
        assert one(str(path)).title == "{not JSON} is the title"

    def test_articles_are_counted_before_they_are_read(self, tmp_path: Path) -> None:
        rows = tmp_path / "rows.jsonl"
        rows.write_text('{"text": "x"}\n{"text": "y"}')
        assert count_articles([str(rows), "a.txt", "https://example.org/a"]) == 4
        assert count_articles([str(rows), "-"]) is None
        assert count_articles(["nowhere.jsonl"]) == 1

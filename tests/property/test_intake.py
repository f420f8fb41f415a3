"""What holds for every input, whatever its bytes."""

from __future__ import annotations

import gzip
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from communique.intake import IntakeOptions, open_source
from communique.records import Article, Issue

ANY_LANGUAGE = IntakeOptions(require_english=False)
WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab \n\r\t\x00\x1c\x85\u2028\ufeff\U0001f600"),
        st.characters(exclude_categories=["Cs"]),
    )
)


def take(data: bytes) -> list[Article | Issue]:
    return list(open_source(io.BytesIO(data), options=ANY_LANGUAGE))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4), st.booleans(), st.booleans())
def test_json_lines_come_back_unchanged(
    texts: list[tuple[str, str]], escape: bool, pack: bool
) -> None:
    rows = [
        {"id": str(number), "title": title, "text": text + "."}
        for number, (title, text) in enumerate(texts)
    ]
    data = "\n".join(json.dumps(row, ensure_ascii=escape) for row in rows).encode()
    items = take(gzip.compress(data) if pack else data)
    back = [(item.title, item.text) for item in items if isinstance(item, Article)]
    assert back == [(row["title"], row["text"]) for row in rows]


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [
            b"",
            b"{",
            b'{"text": "',
            b"<html><p>",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\x1f\x8b\x08",
            b"text ",
        ]
    ),
)
def test_any_bytes_give_articles_or_reasons(data: bytes, opening: bytes) -> None:
    items = take(opening + data)
    assert all(isinstance(item, Article) or item.reason for item in items)
    for item in items:
        if isinstance(item, Article):
            f"{item.title}{item.text}".encode()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "<b>",
                "</i>",
                "<table>",
                "<td>",
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "<![CDATA[",
                "<a href='",
                "&#x110000;",
                "&amp",
                "<",
                ">",
                "\x00",
                "The minister met.",
                "<article>",
                "</html>",
                "<meta charset='utf-16'>",
                "<title>",
                "<svg>",
                "<template>",
            ]
        ),
        max_size=60,
    )
)
def test_any_markup_gives_an_article_or_a_reason(parts: list[str]) -> None:
    items = take(("<html><body>" + "".join(parts)).encode())
    assert len(items) == 1

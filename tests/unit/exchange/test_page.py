from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from communique.exchange.page import to_page
from communique.records import Actor, Article, ArticleField, Place, Reading, Time


class Page(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.body = ""
        self._in_body = 0
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if attributes.get("id"):
            self.ids.append(attributes["id"] or "")
        if self._in_body and tag == "div":
            self._in_body += 1
        if attributes.get("class") == "body":
            self._in_body = 1

    def handle_endtag(self, tag: str) -> None:
        if self._in_body and tag == "div":
            self._in_body -= 1

    def handle_data(self, data: str) -> None:
        if self._in_body:
            self.body += data


def test_the_text_stands_there_unchanged(reading: Reading) -> None:
    assert Page(to_page([reading])).body == reading.article.text


def test_nothing_is_loaded_and_nothing_runs(reading: Reading) -> None:
    markup = to_page([reading])
    page = Page(markup)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "object", "embed", "form", "base"}
    for _, attributes in page.tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in markup
    assert "@import" not in markup


def test_the_policy_allows_the_pages_own_style_alone(reading: Reading) -> None:
    markup = to_page([reading])
    style = re.search(r"<style>(.*?)</style>", markup, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    metas = [attributes for tag, attributes in Page(markup).tags if tag == "meta"]
    policies = [meta["content"] for meta in metas if "http-equiv" in meta]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]


def test_links_lead_somewhere_and_ids_are_unique(reading: Reading) -> None:
    page = Page(to_page([reading, reading]))
    assert len(page.ids) == len(set(page.ids))
    targets = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert len(targets) >= 8
    assert {(target or "").removeprefix("#") for target in targets} <= set(page.ids)


def test_each_event_has_a_rule_that_lights_it_up(reading: Reading) -> None:
    markup = to_page([reading])
    assert ".reading:has(.e1:hover) .e1" in markup
    assert ".reading:has(.e2:focus-within) .e2" in markup
    assert ".e3:hover" not in markup


def test_marks_stand_over_their_words(reading: Reading) -> None:
    markup = to_page([reading])
    assert re.search(r'<a href="#r1e1" class="evidence trigger e1"[^>]*>expelled</a>', markup)
    assert re.search(r'<span class="evidence time e1"[^>]*>Monday</span>', markup)
    assert re.search(r'class="quotation direct"[^>]*>They abused', markup)


def test_overlapping_spans_are_cut_not_nested(article: Article) -> None:
    text = article.text
    places = tuple(
        Place(f"p{number}", span=article.span(ArticleField.TEXT, start, start + 20))
        for number, start in enumerate(range(0, len(text) - 20, 7))
    )
    whole = Time(article.span(ArticleField.TEXT, 0, len(text)), "2024")
    page = Page(to_page([Reading(article, times=(whole,), places=places)]))
    assert page.body == text


def test_hostile_text_is_shown_not_obeyed(reading: Reading) -> None:
    hostile = '</style></title><script>alert(1)</script><img src=x onerror="a">\x1b[2J\u202e&amp;'
    article = Article("h", hostile, hostile + " attacked", publisher=hostile, url=hostile)
    event = replace(
        reading.events[1],
        mode=hostile,
        actors=(Actor(hostile, "BLR"),),
        mentions=(
            replace(
                reading.events[1].mentions[0],
                evidence=article.span(ArticleField.TEXT, 0, len(article.text)),
                trigger=article.span(ArticleField.TEXT, 3, 9),
            ),
        ),
    )
    markup = to_page([Reading(article, (event,), notes=(hostile,))])
    page = Page(markup)
    assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert "\x1b" not in markup
    assert "\u202e" not in markup
    assert page.body == article.text.replace("\x1b", "\ufffd").replace("\u202e", "\ufffd")


def test_a_page_of_nothing_is_a_page() -> None:
    assert "0 articles" in to_page([])

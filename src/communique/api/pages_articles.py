"""Articles with their marks, stories, and where all of it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from communique.api.asking import Ask, Asked, Day, last_id
from communique.api.errors import RequestError
from communique.api.marked import MarkedPiece, marked_pieces
from communique.api.rendering import web_address
from communique.api.twins import page
from communique.ledger.pages_rows import ArticleRow, OutletRow, VersionRow
from communique.records import ArticleField, Issue, Reading

router = APIRouter()

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ArticleListView:
    """Articles, the latest first."""

    articles: tuple[ArticleRow, ...]
    words: str | None
    publisher: str | None
    since: date | None
    until: date | None
    next: str | None


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A reading as a page shows it.

    Attributes:
        reading: The reading.
        title: The headline in marked pieces.
        text: The text in marked pieces.
        link: Address of the article on the web, or None.
        stored: Whether it is in the ledger.
        event_ids: Report id -> id of the event that it tells of.
        mates: Other articles that tell the same news.
        versions: Older versions, or what supersedes this one.
    """

    reading: Reading
    title: tuple[MarkedPiece, ...]
    text: tuple[MarkedPiece, ...]
    link: str | None
    stored: bool
    event_ids: Mapping[str, str]
    mates: tuple[ArticleRow, ...]
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class SourcesView:
    """Where all of it comes from."""

    outlets: tuple[OutletRow, ...]
    copied: tuple[tuple[str | None, str | None, int], ...]
    issues: tuple[Issue, ...]
    issue_count: int


@page(router, "/articles", "articles", view=ArticleListView)
def articles(
    asked: Ask,
    words: Annotated[str | None, Query(max_length=200)] = None,
    publisher: Annotated[str | None, Query(max_length=500)] = None,
    since: Day = None,
    until: Day = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> object:
    """Articles by date."""
    found = asked.articles.articles(
        words=words or None,
        publisher=publisher or None,
        since=since,
        until=until,
        after=cursor or None,
        limit=ON_A_PAGE + 1,
    )
    more = last_id(found, ON_A_PAGE, "article_id")
    return ArticleListView(found[:ON_A_PAGE], words or None, publisher or None, since, until, more)


@page(router, "/article", "article", view=ReadingView)
def article(
    asked: Ask, article_id: Annotated[str, Query(alias="id", min_length=1, max_length=500)]
) -> object:
    """One article: its text with marks, and what was read from it."""
    reading = reading_or_error(asked, article_id)
    return reading_view(
        reading,
        stored=True,
        event_ids=asked.articles.event_of_reports(article_id),
        mates=asked.articles.story_mates(article_id),
        versions=asked.articles.versions(article_id),
    )


def reading_or_error(asked: Asked, article_id: str) -> Reading:
    """Gives the reading of an article.

    Raises:
        RequestError: When there is none of that id.
    """
    reading = next(asked.ledger.readings([article_id]), None)
    if reading is None:
        raise RequestError(404, "there is no such article in this ledger")
    return reading


def reading_view(
    reading: Reading,
    *,
    stored: bool = False,
    event_ids: Mapping[str, str] | None = None,
    mates: tuple[ArticleRow, ...] = (),
    versions: tuple[VersionRow, ...] = (),
) -> ReadingView:
    """Gives a reading as its page shows it."""
    return ReadingView(
        reading=reading,
        title=marked_pieces(reading, ArticleField.TITLE),
        text=marked_pieces(reading, ArticleField.TEXT),
        link=web_address(reading.article.url),
        stored=stored,
        event_ids=event_ids or {},
        mates=mates,
        versions=versions,
    )


@page(router, "/sources", "sources", view=SourcesView)
def sources(asked: Ask) -> object:
    """Outlets, who copies whom, and what could not be read."""
    issues = asked.ledger.issues()
    return SourcesView(
        asked.articles.outlets(), asked.articles.copied(), issues[-100:], len(issues)
    )

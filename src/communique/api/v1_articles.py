"""The API: stories and articles."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from communique.api.asking import Ask, Day, last_id
from communique.api.formats import to_json
from communique.api.pages_articles import reading_or_error
from communique.api.v1_answers import Cursor, Form, Limit, answer_list, listing
from communique.api.v1_shapes import CONTRACT_READING, PROBLEMS, ArticlePage, StoryPage, shaped
from communique.exchange.contract import reading_to_json
from communique.ledger.pages_rows import ArticleRow, StoryRow

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get("/stories", responses=listing(StoryPage, "/api/v1/stories?since=2031-01-01"))
def stories(
    asked: Ask,
    article: Annotated[
        str | None, Query(max_length=500, description="Only the story of this article.")
    ] = None,
    since: Day = None,
    until: Day = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List stories, the latest first: the articles that tell the same news."""
    found = asked.articles.stories(
        since=since, until=until, article_id=article, after=cursor or None, limit=limit + 1
    )
    page = StoryPage(found[:limit], last_id(found, limit, "story_id"))
    return answer_list(asked, page, StoryRow, form)


@router.get("/articles", responses=listing(ArticlePage, "/api/v1/articles?words=summit"))
def articles(
    asked: Ask,
    words: Annotated[str | None, Query(max_length=200)] = None,
    publisher: Annotated[str | None, Query(max_length=500)] = None,
    since: Day = None,
    until: Day = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List articles, the latest first."""
    found = asked.articles.articles(
        words=words or None,
        publisher=publisher or None,
        since=since,
        until=until,
        after=cursor or None,
        limit=limit + 1,
    )
    page = ArticlePage(found[:limit], last_id(found, limit, "article_id"))
    return answer_list(asked, page, ArticleRow, form)


@router.get("/article", responses=shaped(CONTRACT_READING, "The article's reading."))
def article(
    asked: Ask, article_id: Annotated[str, Query(alias="id", min_length=1, max_length=500)]
) -> Response:
    """Give an article with its reading, in the form of the output contract."""
    reading = reading_or_error(asked, article_id)
    return Response(to_json(reading_to_json(reading)), media_type="application/json")

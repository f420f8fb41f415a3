"""A reader that needs no model: every article "happened" once, over its first word."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from communique.records import (
    Actor,
    Article,
    ArticleField,
    Event,
    EventMention,
    EventType,
    Issue,
    Reading,
    Stage,
    Status,
)


class FakeReader:
    def __init__(
        self,
        *,
        min_confidence: float | None = None,
        explain: bool = False,
        model: str | None = None,
        pipeline: str | None = None,
        seconds: float = 0.0,
    ) -> None:
        if model == "missing":
            raise ValueError("there is no model 'missing'")
        self.settings = (min_confidence, explain, model, pipeline)
        self.seconds = seconds

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading | Issue]:
        for article in articles:
            time.sleep(self.seconds)
            if "unreadable" in article.text:
                yield Issue(article.id, Stage.READ, "cannot be read")
            else:
                yield reading_of(article, workers)


def reading_of(article: Article, workers: int = 1) -> Reading:
    field = ArticleField.TITLE if article.title else ArticleField.TEXT
    whole = article.field_text(field)
    evidence = article.span(field, 0, len(whole))
    mention = EventMention(evidence, article.span(field, 0, len(whole.split()[0])))
    event = Event(
        id=f"{article.id}#1",
        type=EventType.CONSULT,
        mode=None,
        mutual=True,
        actors=(Actor("Kenya", "KEN"),),
        recipients=(Actor("Ethiopia", "ETH"),),
        mentions=(mention,),
        status=Status.OCCURRED,
    )
    return Reading(article, (event,), notes=(f"workers: {workers}",))

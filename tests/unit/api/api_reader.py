"""A reader without models."""

from __future__ import annotations

from communique.records import (
    Actor,
    Article,
    ArticleField,
    Event,
    EventMention,
    EventType,
    Issue,
    Reading,
    Sector,
    Statement,
    Status,
    When,
)


class OneEventReader:
    """Reads every text as one visit, with the first word as who pays it."""

    def read_or_issue(self, article: Article) -> Reading | Issue:
        """Reads an article without any model."""
        word = article.text.split()[0]
        span = article.span(ArticleField.TEXT, 0, len(word))
        whole = article.span(ArticleField.TEXT, 0, len(article.text))
        event = Event(
            id=f"{article.id}#1",
            type=EventType.CONSULT,
            mode="visit",
            mutual=False,
            actors=(Actor(word, "KEN", Sector.GOV, span=span),),
            recipients=(Actor("Ethiopia", "ETH"),),
            mentions=(EventMention(whole, span),),
            status=Status.OCCURRED,
            when=When("2031-03-12"),
            confidence=0.8,
        )
        statement = Statement(event.actors[0], span, None, (whole,), direct=False)
        return Reading(article, (event,), (statement,))

"""Readings made by hand for the tests of the ledger."""

from __future__ import annotations

from datetime import date

from communique.records import (
    Actor,
    Article,
    ArticleField,
    Candidate,
    Event,
    EventMention,
    EventType,
    Explanation,
    Place,
    Reading,
    Resolution,
    Sector,
    Statement,
    Status,
    Time,
    When,
)

TEXT = 'President Ana Ruiz visited Lima on Monday. "We agreed," she said in the capital.'


def reading(
    article_id: str = "a1",
    *,
    text: str = TEXT,
    title: str = "Ruiz in Lima",
    name: str = "Ana Ruiz",
    published: date | None = date(2031, 3, 4),
    url: str | None = None,
    publisher: str | None = "Test Wire",
) -> Reading:
    """A reading with a value in every field that a reading can have."""
    article = Article(article_id, title, text, published, publisher, url)
    whole = article.span(ArticleField.TEXT, 0, len(text))
    first = article.span(ArticleField.TEXT, 0, 1)
    resolution = Resolution(
        "base", "only one is known", (Candidate(name, "CHL", Sector.GOV, 0.9, "office"),)
    )
    actor = Actor(name, "CHL", Sector.GOV, "person:ruiz", first, resolution)
    place = Place("Lima", "PER", -12.04, -77.03, 3936456, first)
    event = Event(
        id=f"{article_id}#1",
        type=EventType.CONSULT,
        mode="visit",
        mutual=False,
        actors=(actor,),
        recipients=(Actor("Peru", "PER"),),
        mentions=(EventMention(whole, first), EventMention(whole, whole)),
        status=Status.OCCURRED,
        said_by=(Actor("an aide"),),
        when=When("2031-03-03", first, "2031-03-04"),
        where=place,
        confidence=0.83,
        background=True,
        contexts=("diplomatic",),
        explanation=Explanation(((EventType.CONSULT, 0.9),), "cue", ("note",)),
    )
    bare = Event(
        id=f"{article_id}#2",
        type=EventType.AGREE,
        mode=None,
        mutual=True,
        actors=(Actor("Peru", "PER"),),
        recipients=(),
        mentions=(EventMention(whole, first),),
        status=Status.ALLEGED,
    )
    return Reading(
        article=article,
        events=(event, bare),
        statements=(
            Statement(actor, first, first, (first, whole), True, first, None),
            Statement(None, None, None, (whole,), False),
        ),
        times=(Time(first, "2031-03-03", "2031-03-04"), Time(first, None)),
        places=(place, Place("Nowhere", span=first)),
        notes=("a note",),
    )

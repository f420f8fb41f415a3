from __future__ import annotations

from datetime import date

import pytest

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
    Span,
    Statement,
    Status,
    Time,
    When,
)

TITLE = "Lithuania expels two Belarusian diplomats"
TEXT = (
    "VILNIUS (Example Wire) - Lithuania's foreign ministry expelled two Belarusian diplomats on "
    "Monday.\n“They abused their status,” minister Rasa Petraite told reporters. Minsk had "
    "recalled its ambassador in March, the agency said."
)


def span(article: Article, words: str, field: ArticleField = ArticleField.TEXT) -> Span:
    start = article.field_text(field).index(words)
    return article.span(field, start, start + len(words))


@pytest.fixture
def article() -> Article:
    return Article("lt-1", TITLE, TEXT, date(2024, 5, 7), "Example Wire", "https://example.org/lt")


@pytest.fixture
def reading(article: Article) -> Reading:
    ministry = Actor(
        "Lithuania's foreign ministry",
        "LTU",
        Sector.GOV,
        "state:LTU",
        span(article, "Lithuania's foreign ministry"),
        Resolution(
            "description",
            "a ministry of the state it names",
            (
                Candidate("Lithuania", "LTU", Sector.GOV, 0.9, "named in the phrase"),
                Candidate("Belarus", "BLR", Sector.GOV, 0.1, "named nearby"),
            ),
        ),
    )
    diplomats = Actor("two Belarusian diplomats", "BLR", Sector.GOV)
    minsk = Actor("Minsk", "BLR", Sector.GOV, span=span(article, "Minsk"))
    first_sentence = TEXT[: TEXT.index("\n")]
    expelled = Event(
        id="lt-1#1",
        type=EventType.SANCTION,
        mode="expel",
        mutual=False,
        actors=(ministry,),
        recipients=(diplomats,),
        mentions=(
            EventMention(span(article, first_sentence), span(article, "expelled")),
            EventMention(
                span(article, TITLE, ArticleField.TITLE),
                span(article, "expels", ArticleField.TITLE),
            ),
        ),
        status=Status.OCCURRED,
        when=When("2024-05-06", span(article, "Monday"), "2024-05-07"),
        where=Place("Vilnius", "LTU", 54.69, 25.28, 593116, span(article, "VILNIUS")),
        confidence=0.91,
        contexts=("diplomatic",),
        explanation=Explanation(
            ((EventType.SANCTION, 0.9), (EventType.COERCE, 0.05)), "past tense", ("one reason",)
        ),
    )
    recalled = Event(
        id="lt-1#2",
        type=EventType.SANCTION,
        mode=None,
        mutual=False,
        actors=(minsk,),
        recipients=(),
        mentions=(
            EventMention(
                span(article, "Minsk had recalled its ambassador in March, the agency said."),
                span(article, "recalled"),
            ),
        ),
        status=Status.ALLEGED,
        said_by=(Actor("the agency"),),
        background=True,
        confidence=0.5,
    )
    statement = Statement(
        speaker=Actor("Rasa Petraite", "LTU", Sector.GOV),
        speaker_span=span(article, "minister Rasa Petraite"),
        cue=span(article, "told"),
        content=(span(article, "They abused their status,"),),
        direct=True,
        addressee=span(article, "reporters"),
    )
    return Reading(
        article,
        (expelled, recalled),
        (statement,),
        (
            Time(span(article, "Monday"), "2024-05-06", "2024-05-07"),
            Time(span(article, "March"), None),
        ),
        (Place("Vilnius", "LTU", 54.69, 25.28, 593116, span(article, "VILNIUS")),),
        ("one note",),
    )

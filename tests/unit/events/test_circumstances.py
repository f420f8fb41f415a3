"""When, where and by whom: the circumstances of acts on sentences made for the purpose."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.language import LanguageModel, ParsedArticle
from communique.reading.actors.home import Home
from communique.reading.actors.referents import Referent, ReferentKind
from communique.reading.events.circumstances import Act, Circumstances, Reported, said_by
from communique.reading.statements import find_statements
from communique.reading.times import read_times
from communique.records import Article, ArticleField, EventType, Place, Span, Status

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("circumstances_cases.yaml").read_text(encoding="utf-8")
)

PUBLISHED = date(2023, 5, 18)  # a Thursday


def _parse(model: LanguageModel, text: str, published: date | None = PUBLISHED) -> ParsedArticle:
    return model.parse(Article("a", "", text, published))


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(ArticleField.TEXT, start, start + len(words), words)


def _act(
    parsed: ParsedArticle,
    words: str,
    kind: EventType,
    status: Status = Status.OCCURRED,
    *,
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
) -> Act:
    span = _span(parsed.article.text, words)
    sentence = parsed.sentence_at(span)
    assert sentence is not None
    return Act(sentence, span, kind, status, actors, recipients)


def _around(parsed: ParsedArticle, *places: Place, home: Home | None = None) -> Circumstances:
    return Circumstances(parsed, read_times(parsed), places, home or Home(None, 0.0))


@pytest.mark.parametrize(
    ("text", "words", "kind", "edtf"),
    [
        ("Troops shelled the port on Tuesday.", "shelled", EventType.ASSAULT, "2023-05-16"),
        ("Troops shelled the port last week.", "shelled", EventType.ASSAULT, "2023-05"),
        (
            "The troops will shell the port next week.",
            "shell",
            EventType.ASSAULT,
            "2023-05-22/2023-05-28",
        ),
        ("The envoys met on May 3 and 4.", "met", EventType.CONSULT, "2023-05-03/2023-05-04"),
        (
            "The army has occupied the strip since 2019.",
            "occupied",
            EventType.ASSAULT,
            "2019/2023",
        ),
        (
            "The presidents are due to meet on Friday.",
            "due to meet",
            EventType.CONSULT,
            "2023-05-19",
        ),
        (
            "The senate criticised the 2015 border treaty.",
            "criticised",
            EventType.ACCUSE,
            None,
        ),
    ],
)
def test_own_time(
    language_model: LanguageModel, text: str, words: str, kind: EventType, edtf: str | None
) -> None:
    parsed = _parse(language_model, text)
    status = Status.PLANNED if "due" in words else Status.OCCURRED
    when = _around(parsed).when(_act(parsed, words, kind, status))
    assert (when.edtf if when else None) == edtf


def test_since_stays_open_without_a_day_of_publication(language_model: LanguageModel) -> None:
    parsed = _parse(language_model, "The army has occupied the strip since 2019.", None)
    when = _around(parsed).when(_act(parsed, "occupied", EventType.ASSAULT))
    assert when is not None
    assert when.edtf == "2019/.."


NEWS = (
    "The foreign minister spoke to reporters on Wednesday.\n"
    "He accused the rebels of breaking the truce. He had warned them before. "
    "Soldiers burned a village."
)


@pytest.mark.parametrize(
    ("words", "kind", "edtf"),
    [
        ("accused", EventType.ACCUSE, "2023-05-17"),
        ("warned", EventType.THREATEN, None),
        ("burned", EventType.ASSAULT, None),
    ],
)
def test_a_speech_act_takes_the_day_of_the_news(
    language_model: LanguageModel, words: str, kind: EventType, edtf: str | None
) -> None:
    parsed = _parse(language_model, NEWS)
    when = _around(parsed).when(_act(parsed, words, kind))
    assert (when.edtf if when else None) == edtf


def test_no_day_is_carried_where_the_news_has_several(language_model: LanguageModel) -> None:
    parsed = _parse(language_model, NEWS + " On Monday a bridge fell.")
    assert _around(parsed).when(_act(parsed, "accused", EventType.ACCUSE)) is None


def test_the_place_in_the_clause(language_model: LanguageModel) -> None:
    text = "The two ministers met in Oslo."
    parsed = _parse(language_model, text)
    oslo = Place("Oslo", "NOR", span=_span(text, "Oslo"))
    assert _around(parsed, oslo).where(_act(parsed, "met", EventType.CONSULT)) == oslo


@pytest.mark.parametrize(
    ("kind", "country"),
    [
        (EventType.ASSAULT, "SYR"),
        (EventType.AID, "SYR"),
        (EventType.MOBILIZE, "TUR"),
        (EventType.PROTEST, "TUR"),
        (EventType.ACCUSE, None),
        (EventType.SANCTION, None),
    ],
)
def test_the_country_that_a_deed_implies(
    language_model: LanguageModel, kind: EventType, country: str | None
) -> None:
    parsed = _parse(language_model, "The army acted against the villages.")
    act = _act(parsed, "acted", kind, actors=("TUR",), recipients=("SYR",))
    where = _around(parsed).where(act)
    assert (where.country if where else None) == country


def test_a_dominant_home_is_the_last_resort(language_model: LanguageModel) -> None:
    parsed = _parse(language_model, "Unknown gunmen attacked a convoy.")
    act = _act(parsed, "attacked", EventType.ASSAULT)
    assert _around(parsed).where(act) is None
    where = _around(parsed, home=Home("MLI", 0.8)).where(act)
    assert where is not None
    assert where.country == "MLI"


@pytest.mark.parametrize(
    ("text", "words", "background"),
    [
        ("Police arrested two editors on Tuesday.", "arrested", False),
        ("Police arrested two editors in 2011.", "arrested", True),
        ("Police had arrested two editors.", "arrested", True),
        ("Police arrested two editors.", "arrested", False),
    ],
)
def test_background(language_model: LanguageModel, text: str, words: str, background: bool) -> None:
    parsed = _parse(language_model, text)
    around = _around(parsed)
    act = _act(parsed, words, EventType.COERCE)
    assert around.is_background(act, around.when(act)) is background


def _reported(parsed: ParsedArticle, speaker: Referent | None) -> list[Reported]:
    return [Reported(statement, speaker) for statement in find_statements(parsed)]


SPOKESMAN = Referent("a spokesman", ReferentKind.PERSON, "SDN")


@pytest.mark.parametrize(
    ("text", "words", "kind", "status", "names"),
    [
        (
            "The spokesman said rebels killed a guard.",
            "killed",
            EventType.ASSAULT,
            Status.OCCURRED,
            ["a spokesman"],
        ),
        (
            "The spokesman condemned the killing of a guard.",
            "killing",
            EventType.ASSAULT,
            Status.OCCURRED,
            [],
        ),
        (
            "The spokesman condemned the killing of a guard.",
            "killing",
            EventType.ASSAULT,
            Status.ALLEGED,
            ["a spokesman"],
        ),
    ],
)
def test_who_reports(
    language_model: LanguageModel,
    text: str,
    words: str,
    kind: EventType,
    status: Status,
    names: list[str],
) -> None:
    parsed = _parse(language_model, text)
    act = _act(parsed, words, kind, status)
    found = said_by(act, _reported(parsed, SPOKESMAN), ())
    assert [actor.name for actor in found] == names


def test_a_source_that_is_no_actor_keeps_its_words(language_model: LanguageModel) -> None:
    parsed = _parse(language_model, "A diplomatic source said rebels killed a guard.")
    act = _act(parsed, "killed", EventType.ASSAULT)
    assert [a.name for a in said_by(act, _reported(parsed, None), ())] == ["diplomatic source"]


def test_a_pronoun_is_no_source(language_model: LanguageModel) -> None:
    parsed = _parse(language_model, "He said rebels killed a guard.")
    act = _act(parsed, "killed", EventType.ASSAULT)
    assert said_by(act, _reported(parsed, None), ()) == ()


def test_the_speaker_of_a_speech_act_is_not_repeated(language_model: LanguageModel) -> None:
    parsed = _parse(language_model, "The spokesman said he rejected the plan.")
    act = _act(parsed, "rejected", EventType.REJECT)
    assert said_by(act, _reported(parsed, SPOKESMAN), [SPOKESMAN]) == ()


def test_an_allegation_goes_on_with_the_last_speaker(language_model: LanguageModel) -> None:
    parsed = _parse(language_model, "They even burned the market.")
    alleged = _act(parsed, "burned", EventType.ASSAULT, Status.ALLEGED)
    told = _act(parsed, "burned", EventType.ASSAULT)
    assert [actor.name for actor in said_by(alleged, (), (), SPOKESMAN)] == ["a spokesman"]
    assert said_by(told, (), (), SPOKESMAN) == ()


def _cases(part: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES[part], ids=lambda case: str(case["reason"]))


@_cases("where")
def test_where_cases(language_model: LanguageModel, case: dict[str, Any]) -> None:
    parsed = _parse(language_model, case["text"])
    places = [
        Place(words, country, span=_span(case["text"], words))
        for words, country in case.get("places", {}).items()
    ]
    act = _act(
        parsed,
        case["words"],
        EventType(case["type"]),
        actors=tuple(case.get("actors", ())),
        recipients=tuple(case.get("recipients", ())),
    )
    where = _around(parsed, *places).where(act)
    assert (where.country if where else None) == case["country"]


@_cases("said_by")
def test_said_by_cases(language_model: LanguageModel, case: dict[str, Any]) -> None:
    parsed = _parse(language_model, case["text"])
    act = _act(parsed, case["words"], EventType(case["type"]), Status(case["status"]))
    speaker = Referent(case["speaker"], ReferentKind.PERSON)
    own = [Referent(name, ReferentKind.PERSON) for name in case["own"]]
    found = said_by(act, _reported(parsed, speaker), own)
    assert [actor.name for actor in found] == case["names"]


@_cases("month")
def test_month_cases(language_model: LanguageModel, case: dict[str, Any]) -> None:
    parsed = _parse(language_model, case["text"])
    month = _around(parsed).month(_act(parsed, case["words"], EventType(case["type"])))
    assert (month.edtf if month else None) == case["edtf"]


def test_an_article_without_publication_is_of_the_day_it_opens_with(
    language_model: LanguageModel,
) -> None:
    text = "On Friday, May 20, 2022, the regulator shut a channel. Police came on Thursday."
    parsed = _parse(language_model, text, None)
    when = _around(parsed).when(_act(parsed, "came", EventType.CONSULT))
    assert when is not None
    assert when.edtf == "2022-05-19"

"""When an act happened: its own time expression, or the day that the narrative stands at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Token

from communique.language import ParsedArticle, Sentence
from communique.reading.events.circumstances.act import Act
from communique.reading.times.attach import nearest_time
from communique.reading.times.reader import OPENING
from communique.reading.times.tense import Direction, direction_of
from communique.records import Status, Time, When

NEWS_DAYS = 20
"""Days from the date of the news within which a day belongs to the news itself."""

_DAY = 10
_MONTH = 7
_WEEK = timedelta(days=6)
_AND_DAY = re.compile(r"\s+(?:and|to)\s+(?P<day>\d{1,2})\b(?!\s*[:%,.]\d)")
_LAST_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?$")
_SINCE = re.compile(r"\b(?:ever\s+)?since\s+(?:early\s+|late\s+|mid-?)?$", re.IGNORECASE)
_ASIDES = frozenset({"advcl", "acl", "relcl", "pcomp", "xcomp"})
_ADDED = frozenset({"acl", "relcl"})
_MODIFIERS = frozenset({"compound", "nummod", "amod", "nmod", "poss", "det"})


@dataclass(frozen=True, slots=True)
class NewsDates:
    """What an article says about the date of its news.

    Attributes:
        published: The day of publication; failing that, the full date that the text opens with;
            None where neither is known.
        known: Whether the day of publication itself is known.
        day: The one day that the news of the article falls on, by the expression that names it
            first; None where the text names no day or several.
        named_in: Index of the sentence that names it.
    """

    published: date | None
    known: bool
    day: Time | None
    named_in: int

    def is_before(self, edtf: str, *, days: int) -> bool:
        """Whether a date ended more than some days before the news."""
        last = _LAST_DAY.match(edtf.split("/")[-1])
        if self.published is None or last is None:
            return False
        year, month, day = (int(part) if part else None for part in last.groups())
        assert year is not None
        end = (year, month or 12, day or 31)
        limit = self.published - timedelta(days=days)
        return end < (limit.year, limit.month, limit.day)


def news_dates(parsed: ParsedArticle, times: Sequence[Time]) -> NewsDates:
    """Reads the days of the news from the time expressions of an article."""
    opening = None if parsed.article.published else _opening_date(times)
    published = parsed.article.published or opening
    placed = [
        (sentence, time)
        for time in times
        if not (opening and time.base is None and time.span.start < _DATELINE_END)
        if _is_news(time, published) and (sentence := parsed.sentence_at(time.span)) is not None
    ]
    told = [(sentence, time) for sentence, time in placed if not _is_ahead(sentence, time)]
    known = parsed.article.published is not None
    if len({time.edtf for _, time in placed}) != 1 or not told:
        return NewsDates(published, known, None, 0)
    sentence, time = told[0]
    return NewsDates(published, known, time, sentence.index)


_OPENING = 2
"""Index of the last sentence that opens an article, the title being 0."""


def _is_ahead(sentence: Sentence, time: Time) -> bool:
    """Whether a day is named in a clause that looks to what is to come."""
    words = sentence.tokens_in(time.span)
    return words is not None and len(words) > 0 and direction_of(words.root) is Direction.AHEAD


def when_of(act: Act, times: Sequence[Time], news: NewsDates) -> When | None:
    """Gives the date of an act, or None where nothing settles it.

    Its own time expression comes first. A speech act told as news without one happened on the day
    of the news, if the article names just one.

    Args:
        act: The act.
        times: The time expressions of its sentence.
        news: What the article says about the date of its news.
    """
    own = nearest_time(act.sentence, act.words, times) or _loosely_joined(act, times)
    if own is not None and own.edtf is not None:
        return _own(act, own, news)
    carried = _carried(act, news)
    return When(carried.edtf, carried.span, carried.base) if carried and carried.edtf else None


def month_of_news(act: Act, news: NewsDates) -> When | None:
    """Gives the month of the news for what a main clause tells as news without any date.

    Speech acts and meetings alone. Of 100 of them without a date of their own, in 68 annotated
    articles with a day of publication, annotators dated 23 by its month, 10 by its day and 22 by
    another date, and left 45 without one; of 65 deeds they dated 10 by the month.
    """
    if not act.verbal or act.status is not Status.OCCURRED or news.published is None:
        return None
    head = act.head
    if head is None or looks_back(act) or _verb_of(head).dep_ in _ASIDES:
        return None
    return When(_month(news.published))


def _month(day: date) -> str:
    return day.isoformat()[:_MONTH]


def _loosely_joined(act: Act, times: Sequence[Time]) -> Time | None:
    """Gives a time that is joined to an act through one clause.

    It hangs from the second verb of a trigger ("due to meet on Friday"), from a clause that says
    more of a deed ("the deal reached in 2015"), or from the verb of speech whose content the act
    is ("said on Saturday that they would not pay").
    """
    words = act.sentence.tokens_in(act.words)
    head = act.head
    if words is None or head is None:
        return None
    anchors = {token.i for token in words if token.pos_ in ("VERB", "NOUN", "PROPN")}
    anchors |= {child.i for child in head.children if child.dep_ in _ADDED and head.pos_ == "NOUN"}
    if act.verbal and act.status is Status.OCCURRED:
        anchors |= {a.i for a in _saying(head)}
    for time in times:
        if time.edtf is not None:
            inside = act.sentence.tokens_in(time.span)
            if inside is not None and len(inside) and _clause_verb(inside.root) in anchors:
                return time
    return None


def _saying(head: Token) -> Iterator[Token]:
    """Gives the verb of speech that a clause is the content of."""
    verb = head
    while verb.dep_ in ("dobj", "conj", "attr", "xcomp", "acomp") and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ == "ccomp":
        yield verb.head


def _clause_verb(token: Token) -> int:
    """Gives the verb or noun that a time expression says the time of."""
    current = token
    while current.dep_ in ("pobj", "prep", "npadvmod", "advmod", "pcomp"):
        if current.head.i == current.i:
            break
        current = current.head
    return int(current.i)


def _own(act: Act, time: Time, news: NewsDates) -> When | None:
    assert time.edtf is not None
    if _names_another_thing(act, time):
        return None
    value = _with_second_day(act.sentence, time) or _month_of_week(time.edtf, news)
    if _SINCE.search(act.sentence.text[: time.span.start - act.sentence.start]):
        value = _since(time.edtf, news)
    return When(value, time.span, time.base)


def _names_another_thing(act: Act, time: Time) -> bool:
    """Whether the date is part of the name of something else ("the 2015 nuclear deal")."""
    head, words = act.head, act.sentence.tokens_in(time.span)
    if head is None or words is None or not len(words):
        return False
    token = words.root
    if token.dep_ not in _MODIFIERS or token.head.pos_ not in ("NOUN", "PROPN"):
        return False
    named = token.head
    return named.i != head.i and head.i not in {child.i for child in named.children}


def _with_second_day(sentence: Sentence, time: Time) -> str | None:
    """Gives "April 12 and 13" as an interval."""
    value = time.edtf or ""
    after = _AND_DAY.match(sentence.text[time.span.end - sentence.start :])
    if after is None or len(value) != _DAY or not time.span.text[-1:].isdigit():
        return None
    number = int(after["day"])
    if not int(value[-2:]) < number <= 31:
        return None
    return f"{value}/{value[:-2]}{number:02d}"


def _month_of_week(value: str, news: NewsDates) -> str:
    """Gives the month in which a week that has begun begins; annotators date it no finer.

    In the annotated articles "last week" is a month 16 times and a week 3 times; "next week" is a
    month twice and a week 4 times.
    """
    first, _, last = value.partition("/")
    if len(first) != _DAY or len(last) != _DAY:
        return value
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if news.published is not None and start > news.published:
        return value
    return first[:_MONTH] if end - start == _WEEK and start.isoweekday() in (1, 7) else value


def _since(value: str, news: NewsDates) -> str:
    """Gives the stretch from a date to the day of the news, which stays open where unknown."""
    start = value.split("/")[0]
    if news.published is None or not news.known:
        return f"{start}/.."
    return f"{start}/{news.published.isoformat()[: min(len(start), _MONTH)]}"


def _carried(act: Act, news: NewsDates) -> Time | None:
    """Gives the day of the news for a speech act that the narrative itself tells.

    In 539 annotated articles it was the annotators' date for 96 such acts; they gave another to 39
    and none to 39. Deeds, nouns and by-clauses are left out: annotators
    mostly leave them without a date; so are articles that name several days of news.
    """
    if not act.verbal or act.status is not Status.OCCURRED or news.day is None:
        return None
    head = act.head
    if head is None or head.pos_ == "NOUN" or looks_back(act):
        return None
    if _verb_of(head).dep_ in _ASIDES:
        return None
    told_after = act.sentence.index > news.named_in or news.named_in <= _OPENING
    return news.day if told_after else None


def looks_back(act: Act) -> bool:
    """Whether the clause of an act stands in the pluperfect."""
    return act.head is not None and "had" in _helpers(act.head)


def _helpers(head: Token) -> frozenset[str]:
    """Gives the auxiliaries of the clause that a word stands in."""
    helpers = (child for child in _verb_of(head).children if child.dep_ in ("aux", "auxpass"))
    return frozenset(child.lower_ for child in helpers)


def _verb_of(head: Token) -> Token:
    """Gives the verb of the clause that a word stands in."""
    verb = head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    return verb


def _opening_date(times: Sequence[Time]) -> date | None:
    """Gives the one full date that title and first words name, or None."""
    early = (t for t in times if t.base is None and t.span.start < OPENING)
    days = {day for time in early if (day := _day(time)) is not None}
    return days.pop() if len(days) == 1 else None


_DATELINE_END = 60
"""Characters from the start in which a full date is that of the dispatch, not of the news."""


def _day(time: Time) -> date | None:
    if time.edtf is None or len(time.edtf) != _DAY:
        return None
    try:
        return date.fromisoformat(time.edtf)
    except ValueError:
        return None


def _is_news(time: Time, published: date | None) -> bool:
    day = _day(time)
    if day is None or published is None:
        return False
    return 0 <= (published - day).days <= NEWS_DAYS

"""Reads the time expressions of an article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from spacy.tokens import Token

from communique.language import ParsedArticle, Sentence
from communique.reading.times.calendar import Grain, Interval, Period, day
from communique.reading.times.checks import holds
from communique.reading.times.grammar import Hit, find_hits
from communique.reading.times.lexicon import Word, words_of
from communique.reading.times.resolve import resolve
from communique.reading.times.scene import Resolved, Scene
from communique.reading.times.tense import Direction, direction_of
from communique.records import Article, ArticleField, Time

NARRATIVE_YEARS = 4
"""Stated years that a text needs before it can count as a narrative."""

NARRATIVE_SHARE = 0.6
"""Share of its stated years that lie more than a year from publication."""

_RANGES = frozenset({"year_range", "month_range"})
_COMPARISONS = frozenset({"year_ago", "distance_from_now", "distance_in_text"})


def read_times(parsed: ParsedArticle) -> tuple[Time, ...]:
    """Gives every time expression of title and text, the dateline's included, in reading order.

    Relative expressions are counted from the day of the dateline, in the year of publication, or
    from publication; where neither is known, from the full date that the article opens with, if
    it opens with one.
    """
    article = parsed.article
    found = {
        field: tuple(find_hits(tuple(words_of(article.field_text(field)))))
        for field in ArticleField
    }
    today = _today(parsed) or _opening_day(found)
    scene = Scene(
        today=today,
        narrative=_is_narrative(today, [hit for hits in found.values() for hit in hits]),
        direction=_unknown,
    )
    times: list[Time] = []
    for field in (ArticleField.TITLE, ArticleField.TEXT):
        places = _Places(parsed.sentences, field)
        for hit, resolved in _read(found[field], places, scene):
            times += _times(article, field, hit, resolved)
    return tuple(times)


def _unknown() -> Direction:
    return Direction.UNKNOWN


class _Places:
    """Finds the parse of a place in a field."""

    def __init__(self, sentences: Sequence[Sentence], field: ArticleField) -> None:
        self._sentences = [sentence for sentence in sentences if sentence.field is field]
        self._starts = [sentence.start for sentence in self._sentences]

    def token(self, offset: int) -> Token | None:
        """Gives the token at an offset, or None outside of sentences (dateline, byline)."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self._sentences[at].end:
            return None
        sentence = self._sentences[at]
        doc = sentence.tokens.doc
        span = doc.char_span(
            offset - sentence.offset, offset - sentence.offset + 1, alignment_mode="expand"
        )
        return span[0] if span else None


def _read(hits: Iterable[Hit], places: _Places, scene: Scene) -> Iterable[tuple[Hit, Resolved]]:
    for hit in hits:
        token = places.token(hit.words[-1].start)
        if hit.form.resolver == "not_time" or not holds(hit, token):
            continue
        scene.direction = _direction(token)
        resolved = resolve(hit, scene)
        scene.note(resolved.value, compared=hit.form.resolver in _COMPARISONS)
        yield hit, resolved


def _direction(token: Token | None) -> Callable[[], Direction]:
    def direction() -> Direction:
        return Direction.UNKNOWN if token is None else direction_of(token)

    return direction


def _times(article: Article, field: ArticleField, hit: Hit, resolved: Resolved) -> Iterable[Time]:
    """Gives one record for an expression, and two for a range whose ends stand by themselves."""
    value = resolved.value.edtf if resolved.value else None
    if hit.form.resolver in _RANGES and isinstance(resolved.value, Interval):
        cut = _word_between(hit)
        for words, end in ((cut[0], resolved.value.first), (cut[1], resolved.value.last)):
            yield Time(article.span(field, words[0].start, words[-1].end), end.edtf)
        return
    base = resolved.base.edtf if resolved.base and value else None
    yield Time(article.span(field, hit.start, hit.end), value, base)


def _word_between(hit: Hit) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Cuts a range at the word before its second end."""
    start = min(hit.groups[name][0] for name in hit.groups if name.startswith("last_"))
    return hit.words[: start - 1], hit.words[start:]


def _today(parsed: ParsedArticle) -> Period | None:
    """Gives the day of the dateline if publication tells its year, or that of publication."""
    published = day(parsed.article.published) if parsed.article.published else None
    dateline = parsed.layout.dateline
    if dateline is None or dateline.date is None:
        return published
    scene = Scene(today=published, narrative=False, direction=lambda: Direction.BACK)
    for hit in find_hits(tuple(words_of(dateline.date.text))):
        value = resolve(hit, scene).value
        if isinstance(value, Period) and value.grain is Grain.DAY:
            return value
    return published


OPENING = 200
"""Characters of title and text in which a full date counts as the day of the article."""


def _opening_day(found: Mapping[ArticleField, Sequence[Hit]]) -> Period | None:
    """Gives the one full date that title and first words name, or None."""
    unset = Scene(today=None, narrative=False, direction=_unknown)
    days = {
        value
        for hits in found.values()
        for hit in hits
        if hit.start < OPENING and hit.number("year") is not None
        if isinstance(value := resolve(hit, unset).value, Period) and value.grain is Grain.DAY
    }
    return days.pop() if len(days) == 1 else None


def _is_narrative(today: Period | None, hits: Sequence[Hit]) -> bool:
    """Whether a text tells of other times than its own: most stated years are far from it."""
    years = [hit.number("year") for hit in hits if hit.form.resolver.startswith("calendar")]
    stated = [year for year in years if year is not None]
    if len(stated) < NARRATIVE_YEARS:
        return today is None and bool(stated)
    if today is None:
        return True
    far = sum(abs(year - today.year) > 1 for year in stated)
    weekdays = sum(hit.form.resolver in ("weekday", "today") for hit in hits)
    return far / len(stated) >= NARRATIVE_SHARE and weekdays * 4 <= len(stated)

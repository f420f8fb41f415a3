"""The circumstances of the acts of one article."""

from __future__ import annotations

from collections.abc import Sequence

from communique.knowledge.base import KnowledgeBase
from communique.language import ParsedArticle
from communique.reading.actors.home import Home
from communique.reading.events.circumstances.act import Act
from communique.reading.events.circumstances.background import is_background
from communique.reading.events.circumstances.dates import month_of_news, news_dates, when_of
from communique.reading.events.circumstances.sites import Sites
from communique.records import Place, Time, When


class Circumstances:
    """Tells of every act of an article when and where it happened and whether it is news."""

    def __init__(
        self,
        parsed: ParsedArticle,
        times: Sequence[Time],
        places: Sequence[Place],
        home: Home,
        *,
        base: KnowledgeBase | None = None,
    ) -> None:
        """Reads what holds for the whole article.

        Args:
            parsed: The article.
            times: Its time expressions.
            places: Its places.
            home: The country that it is about.
            base: Gives the names of countries that no place of the text names.
        """
        self._times: dict[int, list[Time]] = {}
        for time in times:
            sentence = parsed.sentence_at(time.span)
            if sentence is not None:
                self._times.setdefault(sentence.index, []).append(time)
        self._news = news_dates(parsed, times)
        self._sites = Sites(parsed, places, home, base)

    def when(self, act: Act) -> When | None:
        """Gives the date of an act, or None where text and publication do not settle it."""
        return when_of(act, self._times.get(act.sentence.index, ()), self._news)

    def month(self, act: Act) -> When | None:
        """Gives the month of the news for an act that is news and has no date of its own."""
        return month_of_news(act, self._news)

    def where(self, act: Act) -> Place | None:
        """Gives the place of an act, or None."""
        return self._sites.of(act)

    def is_background(self, act: Act, when: When | None) -> bool:
        """Whether the article recalls an act rather than reports it as news."""
        return is_background(act, when, self._news)

"""Whether an article recalls an act rather than reports it as news."""

from __future__ import annotations

from communique.reading.events.circumstances.act import Act
from communique.reading.events.circumstances.dates import NewsDates, looks_back
from communique.records import Status, When

RECENT_DAYS = 10
"""Days before the news within which a dated act still counts as news."""


def is_background(act: Act, when: When | None, news: NewsDates) -> bool:
    """Tells whether an act is recalled: dated well before the news, or told in the pluperfect.

    Args:
        act: The act.
        when: Its date, or None.
        news: The days of the article's news.
    """
    if act.status is Status.PLANNED:
        return False
    if when is not None:
        return news.is_before(when.edtf, days=RECENT_DAYS)
    return looks_back(act)

"""What pages show of a ledger beyond the answers of `Questions`: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EventOrder:
    """Where a list of events goes on.

    Attributes:
        day: First day of the last event shown, or None where it has none.
        event_id: Its id.
    """

    day: date | None
    event_id: str


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """What a state and one of its partners did to each other.

    Attributes:
        country: ISO 3166-1 alpha-3 of the partner.
        acts: Events in which the state acts towards the partner.
        receives: Events that the partner directs at the state.
        cooperation: Cooperative events of both.
        conflict: Conflictual events of both.
        last_day: Day of the last one.
    """

    country: str
    acts: int
    receives: int
    cooperation: int
    conflict: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """How often somebody was quoted.

    Attributes:
        speaker: Name as most articles give it.
        country: ISO 3166-1 alpha-3, or None.
        statements: Number of statements.
        direct: How many of them in direct speech.
    """

    speaker: str
    country: str | None
    statements: int
    direct: int


@dataclass(frozen=True, slots=True)
class TieRow:
    """All events between two states in a period, both ways.

    Attributes:
        first: ISO 3166-1 alpha-3; the smaller of the two.
        second: The other.
        events: Number of events.
        cooperation: Cooperative ones.
        conflict: Conflictual ones.
    """

    first: str
    second: str
    events: int
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """All events at one place in a period.

    Attributes:
        place: Name.
        country: ISO 3166-1 alpha-3, or None.
        latitude: Degrees north of the equator.
        longitude: Degrees east of Greenwich.
        events: Number of events.
        cooperation: Cooperative ones.
        conflict: Conflictual ones.
    """

    place: str
    country: str | None
    latitude: float
    longitude: float
    events: int
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class CountryRow:
    """How many events a state takes part in.

    Attributes:
        country: ISO 3166-1 alpha-3.
        events: Number of events.
        cooperation: Cooperative ones.
        conflict: Conflictual ones.
    """

    country: str
    events: int
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class OutletRow:
    """What one outlet contributes.

    Attributes:
        publisher: Its name, or None where articles name none.
        articles: Number of articles.
        copies: How many of them share their text with an earlier article.
        reports: Reports of events in them.
        first_published: Day of the first one.
        last_published: Day of the last one.
    """

    publisher: str | None
    articles: int
    copies: int
    reports: int
    first_published: date | None
    last_published: date | None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as a list shows it.

    Attributes:
        article_id: Its id.
        title: The headline.
        published: Day of publication, or None.
        publisher: Outlet, or None.
        url: Where it was fetched from, or None.
        events: Reports of events in it.
        copy_of: The article whose text it shares, or None.
    """

    article_id: str
    title: str
    published: date | None
    publisher: str | None
    url: str | None
    events: int
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class StoryRow:
    """Articles that tell the same news.

    Attributes:
        story_id: Its id.
        title: Headline of the earliest article.
        articles: Number of articles.
        independent: How many of them do not copy another.
        first_published: Day of the first one.
        last_published: Day of the last one.
        article_ids: Ids of its articles, earliest first.
    """

    story_id: str
    title: str
    articles: int
    independent: int
    first_published: date | None
    last_published: date | None
    article_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An older version of an article that was corrected.

    Attributes:
        article_id: Id under which it is kept.
        superseded_by: Id of the article that stands.
        title: Its headline.
        published: Day of publication, or None.
    """

    article_id: str
    superseded_by: str
    title: str
    published: date | None


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name that a search found among the parties of events.

    Attributes:
        name: The name.
        country: ISO 3166-1 alpha-3, or None.
        events: Events that it takes part in.
    """

    name: str
    country: str | None
    events: int


@dataclass(frozen=True, slots=True)
class AgendaSum:
    """How much of one outcome is due in one month.

    Attributes:
        month: First day of the month that holds the days; None where it has none or several.
        outcome: Outcome by the reports.
        overdue: Whether it should have been heard of since.
        items: Number of items.
    """

    month: date | None
    outcome: str
    overdue: bool
    items: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A report about something on the agenda that says something new; see `agenda_changes`."""

    item_id: str
    reported: date | None
    status: str
    due: str | None
    report_id: str


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A person's decision about two reports; see the view `judgements`."""

    judgement_id: str
    verdict: str
    report_a: str
    report_b: str
    signed: str
    made: str
    note: str
    withdrawn_by: str | None
    withdrawn: str | None

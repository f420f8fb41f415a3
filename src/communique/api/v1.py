"""The API: the verbs of the command line on a ledger."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from communique.analysis import Grain, change_points, series
from communique.api.asking import (
    EARLIEST,
    LATEST,
    Ask,
    Asked,
    Country,
    Day,
    Filtered,
    WrittenDay,
    event_cursor,
    event_order,
    service_of,
)
from communique.api.errors import RequestError
from communique.api.formats import (
    MEDIA_TYPES,
    AnswerFormat,
    chosen_format,
    encode,
    plain,
    to_json,
)
from communique.api.pages_articles import reading_or_error
from communique.api.v1_shapes import (
    CONTENT,
    PROBLEMS,
    AgendaPage,
    ArticlePage,
    ClaimPage,
    DyadPage,
    DyadPeriod,
    EventPage,
    Health,
    ReportPage,
    StatementPage,
    StoryPage,
    WhyAnswer,
)
from communique.exchange.contract import reading_to_json
from communique.ledger import AgendaRow, ClaimRow, EventFilter, EventRow, ReportRow, StatementRow
from communique.ledger.pages_events import Between
from communique.ledger.pages_rows import ArticleRow, EventOrder, StoryRow
from communique.linking.agenda import Outcome, outcome_of_row
from communique.linking.claims import Standing
from communique.records import Status

MOST_ROWS = 1000

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

Form = Annotated[
    AnswerFormat | None,
    Query(alias="format", description="Goes before the header `Accept`; JSON if neither is given."),
]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows at most.")]
Cursor = Annotated[
    str | None,
    Query(max_length=500, description="`next` of the page before, from its body or `Link`."),
]


def listing(model: type, example: str) -> dict[int | str, dict[str, Any]]:
    """Gives what the description of the API says of a list in several forms."""
    return {
        200: {
            "model": model,
            "description": f"A list in the form asked for. Example: `{example}`",
            "content": CONTENT,
        }
    }


def answer_list(asked: Asked, page: Any, kind: type, form: AnswerFormat | None) -> Response:
    """Gives a page of a list in the form asked for; the next page stands in `Link`, too."""
    wanted = chosen_format(form, asked.request.headers.get("accept", ""))
    headers = {"vary": "accept"}
    if page.next:
        following = asked.request.url.include_query_params(cursor=page.next)
        headers["link"] = f'<{following.path}?{following.query}>; rel="next"'
    if wanted is AnswerFormat.JSON:
        return Response(to_json(page), media_type="application/json", headers=headers)
    ending = wanted.value
    headers["content-disposition"] = f'attachment; filename="{kind.__name__.lower()}.{ending}"'
    body = encode(page.items, kind, wanted)
    return Response(body, media_type=MEDIA_TYPES[wanted], headers=headers)


@router.get("/events", responses=listing(EventPage, "/api/v1/events?party=Lavrov&type=CONSULT"))
def events(
    asked: Ask,
    wanted: Filtered,
    words: Annotated[str | None, Query(max_length=200)] = None,
    newest_first: bool = False,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List events by date; one event has one line, however many articles tell of it."""
    found = asked.events.events(
        wanted.filter,
        among=Between(words=words or None),
        after=event_order(cursor),
        newest_first=newest_first,
        limit=limit + 1,
    )
    return answer_list(asked, _event_page(found, limit), EventRow, form)


@router.get(
    "/timeline", responses=listing(EventPage, "/api/v1/timeline?party=PRK&since=2024-01-01")
)
def timeline(
    asked: Ask,
    party: Annotated[
        str, Query(min_length=1, max_length=200, description="Country code or part of a name.")
    ],
    since: Day = None,
    until: Day = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List the events of one party, earliest first."""
    country = party.upper() if party.upper() in asked.service.names.countries else None
    found = asked.events.events(
        EventFilter(party=None if country else party, since=since, until=until),
        among=Between(country=country),
        after=event_order(cursor),
        limit=limit + 1,
    )
    return answer_list(asked, _event_page(found, limit), EventRow, form)


def _event_page(found: tuple[EventRow, ...], limit: int) -> EventPage:
    shown = found[:limit]
    more = len(found) > limit
    order = EventOrder(shown[-1].first_day, shown[-1].event_id) if more else None
    return EventPage(shown, event_cursor(order) if order else None)


EventId = Annotated[str, Path(max_length=500, description="Id of an event or of a report.")]


@router.get("/events/{event_id}", response_model=EventRow)
def event(asked: Ask, event_id: EventId) -> Response:
    """Give one event."""
    return Response(to_json(_event(asked, event_id)), media_type="application/json")


@router.get("/events/{event_id}/reports", responses=listing(ReportPage, "…/reports?format=csv"))
def reports(asked: Ask, event_id: EventId, form: Form = None) -> Response:
    """List the reports of one event with their sentences, earliest first."""
    found = asked.events.reports(_event(asked, event_id).event_id)
    return answer_list(asked, ReportPage(found), ReportRow, form)


@router.get("/why/{event_id}", response_model=WhyAnswer)
def why(asked: Ask, event_id: EventId) -> Response:
    """Tell what an event rests on: its reports, the pairs with their features, the judgements."""
    from communique.linking.account import account

    found = _event(asked, event_id)
    lines = tuple(account(asked.ledger, found.event_id) or ())
    return Response(to_json(WhyAnswer(found.event_id, lines)), media_type="application/json")


def _event(asked: Asked, event_id: str) -> EventRow:
    found = asked.questions.event(event_id)
    if found is None:
        raise RequestError(404, "there is no such event or report in this ledger")
    return found


@router.get("/dyad", responses=listing(DyadPage, "/api/v1/dyad?actor=RUS&recipient=PRK&by=month"))
def dyad(
    asked: Ask,
    actor: Country,
    recipient: Country,
    by: Grain = Grain.MONTH,
    both_ways: bool = False,
    status: Annotated[list[Status] | None, Query(max_length=6)] = None,
    changes: bool = False,
    since: Day = None,
    until: Day = None,
    form: Form = None,
) -> Response:
    """Sum up, period by period, what one state does to another."""
    one, other = actor.upper(), recipient.upper()
    found = asked.questions.dyad(
        one, other, both_ways=both_ways, since=_within(since), until=_within(until)
    )
    sums = series(found, by=by, statuses=[s.value for s in status or (Status.OCCURRED,)])
    try:
        marked = frozenset(change_points(sums)) if changes else frozenset()
    except ImportError:
        raise RequestError(
            501, "this server finds no change points; install the extra `analysis`"
        ) from None
    items = tuple(
        DyadPeriod(
            one.start,
            one.events,
            one.expected,
            one.uncertainty,
            one.reports,
            one.cooperation,
            one.conflict,
            round(one.balance, 4),
            one.start in marked,
        )
        for one in sums
    )
    return answer_list(asked, DyadPage(items), DyadPeriod, form)


def _within(day: date | None) -> date | None:
    return day if day is None else min(max(day, EARLIEST), LATEST)


@router.get("/claims", responses=listing(ClaimPage, "/api/v1/claims?standing=disputed"))
def claims(
    asked: Ask,
    standing: Annotated[Standing | None, Query(description="How it stands.")] = None,
    country: Annotated[str | None, Query(pattern="^[A-Za-z]{3}$")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List claims with the stance of each speaker, the latest first."""
    found = asked.events.claims(
        standing=standing.value if standing else None,
        country=country.upper() if country else None,
        after=cursor or None,
        limit=limit + 1,
    )
    page = ClaimPage(found[:limit], _last(found, limit, "claim_id"))
    return answer_list(asked, page, ClaimRow, form)


def _last(found: Sequence[Any], limit: int, name: str) -> str | None:
    return str(getattr(found[limit - 1], name)) if len(found) > limit else None


@router.get("/agenda", responses=listing(AgendaPage, "/api/v1/agenda?due=30"))
def agenda(
    asked: Ask,
    due: Annotated[
        int | None, Query(ge=0, le=36500, description="Only what is due within so many days.")
    ] = None,
    outcome: Annotated[Outcome | None, Query(description="What became of it.")] = None,
    country: Annotated[str | None, Query(pattern="^[A-Za-z]{3}$")] = None,
    today: Annotated[
        WrittenDay | None,
        Query(description="The day that it is seen from; the last day of the ledger if left out."),
    ] = None,
    form: Form = None,
) -> Response:
    """List what was planned or hoped for, by due date, with what became of it."""
    day = _within(today) or asked.questions.last_day() or LATEST
    rows = asked.events.agenda(
        since=day if due is not None else None,
        until=min(LATEST, day + timedelta(days=due)) if due is not None else None,
        country=country.upper() if country else None,
        limit=MOST_ROWS,
    )
    seen = [replace(row, outcome=outcome_of_row(row, day).value) for row in rows]
    chosen = tuple(row for row in seen if outcome is None or row.outcome == outcome.value)
    return answer_list(asked, AgendaPage(chosen), AgendaRow, form)


@router.get("/statements", responses=listing(StatementPage, "/api/v1/statements?speaker=RUS"))
def statements(
    asked: Ask,
    speaker: Annotated[
        str | None, Query(max_length=200, description="Country code or part of the name.")
    ] = None,
    words: Annotated[str | None, Query(max_length=200, description="Part of what is said.")] = None,
    since: Day = None,
    until: Day = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List reported speech by day of publication."""
    found = asked.questions.statements(
        speaker=speaker or None, words=words or None, since=since, until=until, limit=limit
    )
    return answer_list(asked, StatementPage(found), StatementRow, form)


@router.get("/stories", responses=listing(StoryPage, "/api/v1/stories?since=2031-01-01"))
def stories(
    asked: Ask,
    article: Annotated[
        str | None, Query(max_length=500, description="Only the story of this article.")
    ] = None,
    since: Day = None,
    until: Day = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List stories, the latest first: the articles that tell the same news."""
    found = asked.articles.stories(
        since=since, until=until, article_id=article, after=cursor or None, limit=limit + 1
    )
    page = StoryPage(found[:limit], _last(found, limit, "story_id"))
    return answer_list(asked, page, StoryRow, form)


@router.get("/articles", responses=listing(ArticlePage, "/api/v1/articles?words=summit"))
def articles(
    asked: Ask,
    words: Annotated[str | None, Query(max_length=200)] = None,
    publisher: Annotated[str | None, Query(max_length=500)] = None,
    since: Day = None,
    until: Day = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List articles, the latest first."""
    found = asked.articles.articles(
        words=words or None,
        publisher=publisher or None,
        since=since,
        until=until,
        after=cursor or None,
        limit=limit + 1,
    )
    page = ArticlePage(found[:limit], _last(found, limit, "article_id"))
    return answer_list(asked, page, ArticleRow, form)


@router.get("/article")
def article(
    asked: Ask, article_id: Annotated[str, Query(alias="id", min_length=1, max_length=500)]
) -> Response:
    """Give an article with its reading, in the form of the output contract."""
    reading = reading_or_error(asked, article_id)
    return Response(to_json(reading_to_json(reading)), media_type="application/json")


@router.get("/stream", responses={200: {"content": {"text/event-stream": {}}}})
async def stream(
    request: Request,
    once: Annotated[
        bool, Query(description="End with the first answer rather than wait for more.")
    ] = False,
    since: Annotated[
        WrittenDay | None,
        Query(description="First day of reports; the ledger's last day if left out."),
    ] = None,
) -> StreamingResponse:
    """Stream events as server-sent events: those of the last day, then new ones as they come."""
    return StreamingResponse(
        _new_events(request, since=_within(since), once=once),
        media_type="text/event-stream",
        headers={"cache-control": "no-store"},
    )


SECONDS_BETWEEN_LOOKS = 2.0


async def _new_events(request: Request, *, since: date | None, once: bool) -> AsyncIterator[bytes]:
    """Looks for new events whenever the ledger has changed; each event is sent once."""
    service = service_of(request)
    sent: set[str] = set()
    stamp = ""
    while not await request.is_disconnected():
        if service.door.stamp != stamp:
            stamp = service.door.stamp
            for row in await asyncio.to_thread(_reported, request, since):
                if row.event_id not in sent:
                    sent.add(row.event_id)
                    yield b"event: event\ndata: " + json.dumps(plain(row)).encode("ascii") + b"\n\n"
        if once:
            return
        yield b": waiting\n\n"
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


def _reported(request: Request, since: date | None) -> tuple[EventRow, ...]:
    service = service_of(request)
    with service.door.borrow(seconds=service.options.limits.seconds) as ledger:
        asked = Asked(request, service, ledger)
        last = asked.questions.last_day()
        if last is None:
            return ()
        return asked.events.reported_on(since=since or last, until=LATEST, limit=MOST_ROWS)


@router.get("/health", response_model=Health)
def health(asked: Ask) -> Response:
    """Say whether the server can answer, and from what."""
    counts = asked.questions.counts()
    found = Health("ok", counts["articles"], counts["events"], asked.questions.last_day())
    return Response(to_json(found), media_type="application/json")


@router.get("/metrics", responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request) -> Response:
    """Give numbers of requests and times in the text format of Prometheus."""
    text = service_of(request).metrics.text()
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

"""The API: dyads, claims, the agenda, statements."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response

from communique.analysis import Grain, change_points, series
from communique.api.asking import (
    LATEST,
    Ask,
    Asked,
    Country,
    Day,
    WrittenDay,
    last_id,
    statement_cursor,
    statement_order,
    within,
)
from communique.api.errors import RequestError
from communique.api.v1_answers import (
    MOST_ROWS,
    Cursor,
    Form,
    Limit,
    answer_list,
    listing,
)
from communique.api.v1_shapes import (
    PROBLEMS,
    AgendaPage,
    ClaimPage,
    DyadPage,
    DyadPeriod,
    StatementPage,
)
from communique.exchange.claims_table import claims_table
from communique.ledger import AgendaRow, ClaimRow, StatementRow
from communique.ledger.pages_statements import statement_page
from communique.linking.agenda import Outcome, as_it_looks
from communique.linking.claims import Standing
from communique.records import Status

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


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
        one, other, both_ways=both_ways, since=within(since), until=within(until)
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


@router.get("/claims", responses=listing(ClaimPage, "/api/v1/claims?standing=disputed"))
def claims(
    asked: Ask,
    standing: Annotated[Standing | None, Query(description="How it stands.")] = None,
    country: Annotated[str | None, Query(pattern="^[A-Za-z]{3}$")] = None,
    party: Annotated[
        str | None,
        Query(
            max_length=200,
            description="Country code or words of a name of a party or speaker; goes through all "
            "claims, where `country` does not.",
        ),
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List claims with the stance of each speaker, the latest first; one row a stance in tables."""
    wanted = standing.value if standing else None
    if party:
        found = _claims_of(asked, party, wanted, after=cursor or None)[: limit + 1]
    else:
        found = asked.events.claims(
            standing=wanted,
            country=country.upper() if country else None,
            after=cursor or None,
            limit=limit + 1,
        )
    page = ClaimPage(found[:limit], last_id(found, limit, "claim_id"))
    return answer_list(asked, page, ClaimRow, form, table=claims_table(page.items))


def _claims_of(
    asked: Asked, party: str, standing: str | None, *, after: str | None
) -> tuple[ClaimRow, ...]:
    """Claims that a name is party to or speaks on, in the order of the other list."""
    found = sorted(
        asked.questions.claims(standing=standing, party=party), key=_opened, reverse=True
    )
    ids = [one.claim_id for one in found]
    if after is not None and after not in ids:
        return ()
    return tuple(found[ids.index(after) + 1 if after else 0 :])


def _opened(claim: ClaimRow) -> tuple[date, str]:
    return min((one.taken for one in claim.stances if one.taken), default=date.min), claim.claim_id


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
    day = within(today) or asked.questions.last_day() or LATEST
    rows = asked.events.agenda(
        since=day if due is not None else None,
        until=min(LATEST, day + timedelta(days=due)) if due is not None else None,
        country=country.upper() if country else None,
        limit=MOST_ROWS,
    )
    seen = [as_it_looks(row, day) for row in rows]
    chosen = tuple(row for row in seen if outcome is None or row.outcome == outcome.value)
    return answer_list(asked, AgendaPage(chosen), AgendaRow, form)


@router.get("/statements", responses=listing(StatementPage, "/api/v1/statements?speaker=RUS"))
def statements(
    asked: Ask,
    speaker: Annotated[
        str | None, Query(max_length=200, description="Country code or words of the name.")
    ] = None,
    words: Annotated[str | None, Query(max_length=200, description="Part of what is said.")] = None,
    since: Day = None,
    until: Day = None,
    cursor: Cursor = None,
    limit: Limit = 100,
    form: Form = None,
) -> Response:
    """List reported speech by day of publication."""
    found = statement_page(
        asked.ledger,
        speaker=speaker or None,
        words=words or None,
        since=since,
        until=until,
        after=statement_order(cursor),
        limit=limit,
    )
    page = StatementPage(found.items, statement_cursor(found.next) if found.next else None)
    return answer_list(asked, page, StatementRow, form)

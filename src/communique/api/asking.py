"""What a request asks: its parameters, and the one connection that answers all of it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request
from pydantic import BeforeValidator, StringConstraints

from communique.api.errors import RequestError
from communique.api.options import ServeOptions
from communique.api.service import Service
from communique.ledger import EventFilter, Ledger, Questions
from communique.ledger.pages_actors import ActorPages
from communique.ledger.pages_articles import ArticlePages
from communique.ledger.pages_events import EventPages
from communique.ledger.pages_rows import EventOrder
from communique.ledger.pages_statements import StatementOrder
from communique.records import TYPE_NAME, QuadClass, Sector, Status

EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


def _written_day(value: object) -> object:
    """Lets only days as 2031-03-12 through; numbers would pass as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("a day is written as 2031-03-12")
    return value


WrittenDay = Annotated[date, BeforeValidator(_written_day)]
Day = Annotated[WrittenDay | None, Query()]
Country = Annotated[
    str, Query(pattern="^[A-Za-z]{3}$", description="ISO 3166-1 alpha-3, for instance RUS.")
]
CountryCode = Annotated[str | None, Query(pattern="^([A-Za-z]{3})?$")]


Code = Annotated[
    str, Path(pattern="^[A-Za-z]{3}$", description="ISO 3166-1 alpha-3, for instance RUS.")
]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, and the ledger's answers to it, all of one state.

    Attributes:
        request: The request.
        service: What the server is made of.
        ledger: A connection for this request alone.
    """

    request: Request
    service: Service
    ledger: Ledger

    @property
    def options(self) -> ServeOptions:
        """How the ledger is served."""
        return self.service.options

    @property
    def questions(self) -> Questions:
        """The questions that the command line asks, too."""
        return Questions(self.ledger)

    @property
    def events(self) -> EventPages:
        """Lists of events, claims and agenda items."""
        return EventPages(self.ledger)

    @property
    def actors(self) -> ActorPages:
        """States, speakers and names."""
        return ActorPages(self.ledger)

    @property
    def articles(self) -> ArticlePages:
        """Articles, stories and outlets."""
        return ArticlePages(self.ledger)


def service_of(request: Request) -> Service:
    """Gives what the server is made of."""
    service: Service = request.app.state.service
    return service


def _asked(request: Request) -> Iterator[Asked]:
    service = service_of(request)
    with service.door.borrow(seconds=service.options.limits.seconds) as ledger:
        yield Asked(request, service, ledger)


Ask = Annotated[Asked, Depends(_asked)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are wanted, as the address says it."""

    filter: EventFilter

    def pairs(self) -> list[tuple[str, str]]:
        """Gives the parameters that say the same; for links that keep them."""
        one = self.filter
        found = [("type", kind) for kind in one.types]
        found += [("quad", quad) for quad in one.quads]
        found += [("status", status) for status in one.statuses]
        single = {
            "actor": one.actor,
            "recipient": one.recipient,
            "party": one.party,
            "since": one.since.isoformat() if one.since else None,
            "until": one.until.isoformat() if one.until else None,
            "place": one.place,
            "sector": one.sector,
            "min_confidence": f"{one.confidence:g}" if one.confidence else None,
            "min_reports": str(one.independent) if one.independent else None,
        }
        return found + [(name, value) for name, value in single.items() if value]


def _wanted(
    actor: Annotated[
        str | None,
        Query(max_length=200, description="Country code or words of the name of who acts."),
    ] = None,
    recipient: Annotated[
        str | None, Query(max_length=200, description="The same of whom it is directed at.")
    ] = None,
    party: Annotated[
        str | None, Query(max_length=200, description="The same on either side.")
    ] = None,
    kind: Annotated[
        list[Annotated[str, StringConstraints(pattern=f"^{TYPE_NAME}$")]] | None,
        Query(
            alias="type",
            max_length=16,
            description="PLOVER types, or types of an own codebook.",
        ),
    ] = None,
    quad: Annotated[list[QuadClass] | None, Query(max_length=4)] = None,
    status: Annotated[list[Status] | None, Query(max_length=6)] = None,
    since: Annotated[WrittenDay | None, Query(description="First day.")] = None,
    until: Annotated[WrittenDay | None, Query(description="Last day.")] = None,
    place: Annotated[
        str | None,
        Query(max_length=200, description="Part of the place's name, or its country's code."),
    ] = None,
    sector: Annotated[Sector | None, Query(description="Sector of one of the parties.")] = None,
    min_confidence: Annotated[float, Query(ge=0, le=1)] = 0.0,
    min_reports: Annotated[
        int, Query(ge=0, le=1_000_000, description="Least number of independent reports.")
    ] = 0,
) -> Wanted:
    return Wanted(
        EventFilter(
            actor=actor or None,
            recipient=recipient or None,
            party=party or None,
            types=tuple(kind or ()),
            quads=tuple(one.value for one in quad or ()),
            statuses=tuple(one.value for one in status or ()),
            since=since,
            until=until,
            place=place or None,
            sector=sector.value if sector else None,
            confidence=min_confidence,
            independent=min_reports,
        )
    )


Filtered = Annotated[Wanted, Depends(_wanted)]


def within(day: date | None) -> date | None:
    """Gives a day that the ledger can count from."""
    return day if day is None else min(max(day, EARLIEST), LATEST)


def event_cursor(order: EventOrder) -> str:
    """Gives where a list of events goes on, as one opaque word."""
    return _word(order.day.isoformat() if order.day else "", order.event_id)


def event_order(cursor: str | None) -> EventOrder | None:
    """Gives the place that a cursor names.

    Raises:
        RequestError: When it is none of ours.
    """
    if not cursor:
        return None
    try:
        day, event_id = _parts(cursor, 2)
        return EventOrder(date.fromisoformat(day) if day else None, event_id)
    except ValueError:
        raise RequestError(404, _NO_SUCH_PAGE) from None


def statement_cursor(order: StatementOrder) -> str:
    """Gives where a list of statements goes on, as one opaque word."""
    day = order.day.isoformat() if order.day else ""
    return _word(day, str(order.number), order.article_id)


def statement_order(cursor: str | None) -> StatementOrder | None:
    """Gives the place that a cursor names.

    Raises:
        RequestError: When it is none of ours.
    """
    if not cursor:
        return None
    try:
        day, number, article_id = _parts(cursor, 3)
        return StatementOrder(date.fromisoformat(day) if day else None, article_id, _count(number))
    except ValueError:
        raise RequestError(404, _NO_SUCH_PAGE) from None


_NO_SUCH_PAGE = "there is no such page of the list; begin without a cursor"


def _word(*parts: str) -> str:
    return base64.urlsafe_b64encode("|".join(parts).encode()).decode("ascii")


def _parts(cursor: str, number: int) -> list[str]:
    """Gives the parts of a cursor; the last one may hold the divider itself."""
    written = base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True)
    parts = written.decode("utf-8").split("|", number - 1)
    if len(parts) != number:
        raise ValueError(cursor)
    return parts


def _count(written: str) -> int:
    if not written.isascii() or not written.isdigit() or len(written) > 9:
        raise ValueError(written)
    return int(written)


def dyad_codes(first: str, second: str) -> tuple[str, str]:
    """Gives two country codes in capitals.

    Raises:
        RequestError: When they are the same.
    """
    one, other = first.upper(), second.upper()
    if one == other:
        raise RequestError(404, "there is no such page: a dyad has two different parties")
    return one, other


def last_id(found: Sequence[Any], limit: int, name: str) -> str | None:
    """Gives the id after which a list goes on; None where it ends.

    Args:
        found: One row more than is shown, where there are more.
        limit: How many are shown.
        name: The field that holds the id.
    """
    return str(getattr(found[limit - 1], name)) if len(found) > limit else None

"""The API: new events as they come, and how the server does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from communique.api.asking import LATEST, Ask, Asked, WrittenDay, service_of, within
from communique.api.formats import plain, to_json
from communique.api.v1_answers import MOST_ROWS
from communique.api.v1_shapes import PROBLEMS, Health, shaped
from communique.ledger import EventRow

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@router.get(
    "/stream",
    response_class=StreamingResponse,
    responses={200: {"description": "Events.", "content": {"text/event-stream": {}}}},
)
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
        _new_events(request, since=within(since), once=once),
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


@router.get("/health", responses=shaped(Health))
def health(asked: Ask) -> Response:
    """Say whether the server can answer, and from what."""
    counts = asked.questions.counts()
    found = Health("ok", counts["articles"], counts["events"], asked.questions.last_day())
    return Response(to_json(found), media_type="application/json")


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"description": "Numbers.", "content": {"text/plain": {}}}},
)
def metrics(request: Request) -> Response:
    """Give numbers of requests and times in the text format of Prometheus."""
    text = service_of(request).metrics.text()
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

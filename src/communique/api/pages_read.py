"""The page "Read": a text or an address, read at once and not stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from communique.api.asking import service_of
from communique.api.errors import RequestError
from communique.api.forms import form_of
from communique.api.pages_articles import ReadingView, reading_view
from communique.api.rendering import render
from communique.api.taking_in import TextToRead, read_now

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ReadView:
    """The form with what was typed, and the reading or why there is none."""

    text: str
    title: str
    published: str
    url: str
    allow_fetch: bool
    most_characters: int
    reading: ReadingView | None
    problem: str | None


@router.get("/read", include_in_schema=False)
def form(request: Request) -> Response:
    """The empty form; the models are loaded while the reader types."""
    service_of(request).reading_room.warm_up()
    return _page(request, {}, None, None)


@router.post("/read", include_in_schema=False)
def read(request: Request, fields: Annotated[Mapping[str, str], Depends(form_of)]) -> Response:
    """The form with the reading beneath."""
    try:
        wanted = TextToRead.of(fields)
        reading = read_now(request, wanted)
    except RequestError as error:
        if error.status not in (422, 403, 502):
            raise
        return _page(request, fields, None, error.detail, status=error.status)
    return _page(request, fields, reading_view(reading), None)


def _page(
    request: Request,
    fields: Mapping[str, str],
    reading: ReadingView | None,
    problem: str | None,
    *,
    status: int = 200,
) -> Response:
    service = service_of(request)
    view = ReadView(
        text=fields.get("text", ""),
        title=fields.get("title", ""),
        published=fields.get("published", ""),
        url=fields.get("url", ""),
        allow_fetch=service.options.allow_fetch,
        most_characters=service.options.limits.text,
        reading=reading,
        problem=problem,
    )
    return render(
        "read",
        view,
        request=request,
        names=service.names,
        status=status,
        headers={"cache-control": "no-store"},
    )

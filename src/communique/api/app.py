"""The application: pages, API, and what stands around both."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.staticfiles import StaticFiles

from communique.api import (
    judgements,
    pages_about,
    pages_actors,
    pages_agenda,
    pages_articles,
    pages_charts,
    pages_claims,
    pages_dyad,
    pages_events,
    pages_read,
    pages_today,
    v1,
)
from communique.api.cache import AnswerCache
from communique.api.description import describe
from communique.api.errors import PROBLEM_TYPE, RequestError, problem, problem_body, wants_json
from communique.api.forms import BlankFields
from communique.api.guard import Guard
from communique.api.metrics import Measured
from communique.api.rendering import render
from communique.api.service import Service
from communique.ledger import LedgerBusyError, LedgerError
from communique.ledger.pages_limits import LedgerTimeoutError

log = logging.getLogger("communique.api")

_PAGES = (
    pages_today,
    pages_events,
    pages_actors,
    pages_agenda,
    pages_dyad,
    pages_claims,
    pages_articles,
    pages_charts,
    pages_about,
    pages_read,
    judgements,
)
_NEVER_KEPT = (
    "/read",
    "/static/",
    "/api/v1/export/",
    "/api/v1/health",
    "/api/v1/metrics",
    "/api/v1/stream",
)


def create_app(service: Service) -> FastAPI:
    """Builds the application.

    Args:
        service: Its parts; closed when the application ends.
    """
    app = FastAPI(
        title="communique",
        version=_version(),
        summary="What political actors do to each other, with the sentences it was read from.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_lifespan,
    )
    app.state.service = service
    for part in _PAGES:
        app.include_router(part.router)
    for router in v1.ROUTERS:
        app.include_router(router)
    folder = Path(str(files("communique.api") / "static"))
    app.mount("/static", StaticFiles(directory=folder), name="static")
    describe(app)
    _add_handlers(app)
    # The last one added stands outermost.
    if not service.options.allow_judgements:
        app.add_middleware(AnswerCache, stamp=lambda: service.door.stamp, prefixes=_NEVER_KEPT)
    app.add_middleware(BlankFields)
    app.add_middleware(Guard, options=service.options)
    app.add_middleware(Measured, metrics=service.metrics)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.service.door.close()


def _version() -> str:
    try:
        return version("communique")
    except PackageNotFoundError:
        return "0"


def _add_handlers(app: FastAPI) -> None:
    async def of_request(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestError)
        retry = {"retry-after": str(error.retry_after)} if error.retry_after else None
        return answer(request, error.status, error.detail, headers=retry)

    async def of_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, StarletteHTTPException)
        detail = str(error.detail) if error.status_code != 404 else "there is no such page"
        return answer(request, error.status_code, detail, headers=error.headers)

    async def of_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if any(fault["loc"][0] == "path" for fault in error.errors()):
            return answer(request, 404, "there is no such page")
        return answer(request, 422, _told(error))

    async def of_ledger(request: Request, error: Exception) -> Response:
        busy = isinstance(error, (LedgerBusyError, LedgerTimeoutError))
        headers = {"retry-after": "5"} if busy else None
        return answer(request, 503 if busy else 500, str(error), headers=headers)

    app.add_exception_handler(RequestError, of_request)
    app.add_exception_handler(StarletteHTTPException, of_http)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_validation)
    app.add_exception_handler(LedgerError, of_ledger)


_TITLES = {
    404: "Not here",
    422: "That cannot be asked",
    429: "Too many requests",
    503: "Busy",
}
"""What pages say in place of the status in words."""


def answer(request: Request, status: int, detail: str, *, headers: Any = None) -> Response:
    """Gives an error in its one shape: as problem details, or as a page."""
    if status >= 500:
        log.error("%s %s: %s", request.method, request.url.path, detail)
    if wants_json(request.url.path):
        return Response(
            problem_body(status, detail), status, media_type=PROBLEM_TYPE, headers=headers
        )
    found = problem(status, detail)
    titled = replace(found, title=_TITLES.get(status, found.title))
    names = request.app.state.service.names
    return render(
        "error", titled, request=request, names=names, status=status,
        headers=headers,
    )  # fmt: skip


def _told(error: RequestValidationError) -> str:
    """The faults of a request in one sentence: parameter and what is wrong with it."""
    parts = []
    for fault in error.errors()[:5]:
        where = " ".join(str(part) for part in fault["loc"][1:]) or str(fault["loc"][0])
        parts.append(f"{where}: {fault['msg']}")
    return "; ".join(parts)

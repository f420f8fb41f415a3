"""Forms that pages send: decoded within limits, and only from our own pages."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from fastapi import Request

from communique.api.errors import RequestError
from communique.api.guard import App, Receive, Scope, Send

FORM_TYPE = "application/x-www-form-urlencoded"


class BlankFields:
    """An ASGI application that leaves out fields that a page's form sends empty.

    A browser sends every field of a filter; what is empty is not asked for.
    """

    def __init__(self, app: App) -> None:
        """Takes the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers without the empty fields."""
        if scope["type"] == "http" and not scope["path"].startswith("/api/"):
            pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            if any(not value for _, value in pairs):
                kept = urlencode([pair for pair in pairs if pair[1]])
                scope = {**scope, "query_string": kept.encode("ascii")}
        await self._app(scope, receive, send)


async def form_of(request: Request) -> Mapping[str, str]:
    """Gives the fields of a form that one of our own pages sent.

    Raises:
        RequestError: When it is no form, or comes from a page elsewhere.
    """
    refuse_other_origins(request)
    if request.headers.get("content-type", "").partition(";")[0].strip() != FORM_TYPE:
        raise RequestError(415, f"a form of type {FORM_TYPE} is wanted")
    body = await request.body()
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=20)
    except ValueError as error:
        raise RequestError(400, f"the form cannot be read: {error}") from error
    return {name: values[0] for name, values in fields.items()}


def refuse_other_origins(request: Request) -> None:
    """Refuses what a page of another site sends.

    Browsers say in `Sec-Fetch-Site` and `Origin` where a request comes from; programs say nothing.

    Raises:
        RequestError: When it comes from elsewhere.
    """
    site = request.headers.get("sec-fetch-site", "none")
    origin = request.headers.get("origin")
    elsewhere = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if site not in ("none", "same-origin") or elsewhere:
        raise RequestError(403, "a page of another site may not do this")


def refuse_without(token: str, fields: Mapping[str, str]) -> None:
    """Refuses a form that does not bring the token of our pages along.

    Raises:
        RequestError: When it does not.
    """
    if not hmac.compare_digest(fields.get("csrf", "").encode(), token.encode()):
        raise RequestError(403, "the form is not one of this server's pages; load the page again")

"""Templates -> pages; everything that comes from a ledger is escaped where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from communique.api.names import Names
from communique.api.periods import covered_in_words
from communique.api.wording import (
    account_of,
    claim_in_words,
    day_in_words,
    days_in_words,
    difference_in_words,
    edtf_in_words,
    event_in_words,
    listed,
    month_in_words,
    plan_in_words,
)
from communique.exchange.untrusted import harmless
from communique.records import EventType

Pairs = Iterable[tuple[str, str]]

_CLASS_OF_QUAD = {
    "verbal cooperation": "cooperation verbal",
    "material cooperation": "cooperation material",
    "verbal conflict": "conflict verbal",
    "material conflict": "conflict material",
}


def address(path: str, pairs: Pairs | Mapping[str, Any] = ()) -> str:
    """Gives a path of this server with its query; both are encoded.

    Args:
        path: May hold any characters; slashes divide it.
        pairs: Parameters; those that are None or empty are left out.
    """
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    kept = [(name, str(value)) for name, value in items if value not in (None, "")]
    query = urlencode(kept, errors="replace")
    return quote(path, safe="/", errors="replace") + (f"?{query}" if query else "")


def web_address(url: str | None) -> str | None:
    """Gives an address of the web that a link may lead to; None for any other scheme."""
    return url if url and url.startswith(("http://", "https://")) else None


def event_path(event_id: str) -> str:
    """Gives the address of an event's page."""
    return address(f"/event/{event_id}")


def article_path(article_id: str) -> str:
    """Gives the address of an article's page."""
    return address("/article", {"id": article_id})


def party_path(name: str, country: str | None) -> str:
    """Gives the address of an actor's page: of the state, or of who bears the name."""
    return f"/actor/{country}" if country else address("/actor", {"name": name})


def _shown(value: object) -> object:
    """What stands in a page: without what drives a screen, and escaped afterwards."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return harmless(value)
    return "" if value is None else value


def _with_gaps(text: str) -> Markup:
    """Escapes a text; a gap stands after each line end, so that paragraphs can be told apart."""
    gap = Markup('\n<span class="gap"></span>')
    return gap.join(harmless(text).split("\n"))


_PLOVER_TYPES = [kind.value for kind in EventType]


def _types_to_choose(view: Any) -> list[str]:
    """Gives PLOVER's types, and own ones that a list of events shows or was asked for."""
    named = {*view.filter.types, *(event.type for event in view.events)}
    return [*_PLOVER_TYPES, *sorted(named.difference(_PLOVER_TYPES))]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("communique.api"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["paragraphs"] = _with_gaps
    environment.globals.update(
        address=address,
        account=account_of,
        article_path=article_path,
        claim_told=claim_in_words,
        covered=covered_in_words,
        day=day_in_words,
        days=days_in_words,
        differing=difference_in_words,
        edtf=edtf_in_words,
        event_path=event_path,
        listed=listed,
        month_name=month_in_words,
        party_path=party_path,
        plan_told=plan_in_words,
        plover_types=_PLOVER_TYPES,
        told=event_in_words,
        types_to_choose=_types_to_choose,
        quad_class=_CLASS_OF_QUAD,
        web_address=web_address,
    )
    return environment


def render(
    template: str,
    view: object,
    *,
    request: Request,
    names: Names,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Gives a page.

    Args:
        template: Name of the template, without its ending.
        view: What the page shows; the template calls it `view`.
        request: What was asked.
        names: Names of states.
        status: HTTP status.
        headers: Further headers.
    """
    body = (
        _environment()
        .get_template(f"{template}.html")
        .render(
            view=view,
            path=request.url.path,
            query=request.url.query,
            twin=_twin(request),
            country=names.country,
            keep=_keeper(request),
        )
    )
    return Response(
        body.encode("utf-8", "replace"),
        status_code=status,
        media_type="text/html; charset=utf-8",
        headers=dict(headers or {}),
    )


def _twin(request: Request) -> str:
    path = "/today" if request.url.path == "/" else request.url.path
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{path}.json{query}"


def _keeper(request: Request) -> Callable[..., str]:
    """Gives a function that changes single parameters of this page's address."""

    def keep(**changes: object) -> str:
        names = {name.removesuffix("_") for name in changes}
        pairs: Sequence[tuple[str, str]] = [
            pair for pair in request.query_params.multi_items() if pair[0] not in names
        ]
        added = [(name.removesuffix("_"), str(v)) for name, v in changes.items() if v is not None]
        return address(request.url.path, [*pairs, *added])

    return keep

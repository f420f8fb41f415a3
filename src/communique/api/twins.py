"""A page and its twin: one function gives what both show."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from communique.api.asking import Asked
from communique.api.formats import to_json
from communique.api.rendering import render
from communique.api.v1_shapes import PROBLEMS, shaped

Build = Callable[..., Any]


def page(
    router: APIRouter, path: str, template: str, *, view: type | None = None
) -> Callable[[Build], Build]:
    """Registers a function that takes `asked` and gives a view, at a path and at its twin.

    Args:
        router: Where to.
        path: The page's path; the twin's ends in ".json".
        template: Name of the template.
        view: What the function gives, for the description of the twin; None where it leads on.
    """

    def register(build: Build) -> Build:
        @wraps(build)
        def as_page(**asked_for: Any) -> Response:
            shown = build(**asked_for)
            if isinstance(shown, Response):
                return shown
            asked: Asked = asked_for["asked"]
            return render(template, shown, request=asked.request, names=asked.service.names)

        @wraps(build)
        def as_twin(**asked_for: Any) -> Response:
            shown = build(**asked_for)
            if isinstance(shown, Response):
                return shown
            return Response(to_json(shown), media_type="application/json")

        twin = "/today.json" if path == "/" else f"{path}.json"
        described: dict[int | str, dict[str, Any]] = (
            shaped(view, "What the page shows.")
            if view
            else {307: {"description": "The address of what is meant."}}
        )
        router.add_api_route(
            twin,
            as_twin,
            methods=["GET"],
            response_model=None,
            response_class=JSONResponse if view else Response,
            status_code=200 if view else 307,
            responses=PROBLEMS | described,
            tags=["pages"],
            name=f"{template} page",
            operation_id=f"page{path.replace('/', '_').replace('{', '').replace('}', '')}",
        )
        router.add_api_route(
            path, as_page, methods=["GET"], response_model=None, include_in_schema=False
        )
        return build

    return register

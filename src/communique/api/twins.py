"""A page and its twin: one function gives what both show."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from fastapi import APIRouter, Response

from communique.api.asking import Asked
from communique.api.formats import to_json
from communique.api.rendering import render

Build = Callable[..., Any]


def page(router: APIRouter, path: str, template: str) -> Callable[[Build], Build]:
    """Registers a function that takes `asked` and gives a view, at a path and at its twin.

    Args:
        router: Where to.
        path: The page's path; the twin's ends in ".json".
        template: Name of the template.
    """

    def register(build: Build) -> Build:
        @wraps(build)
        def as_page(**asked_for: Any) -> Response:
            view = build(**asked_for)
            if isinstance(view, Response):
                return view
            asked: Asked = asked_for["asked"]
            return render(template, view, request=asked.request, names=asked.service.names)

        @wraps(build)
        def as_twin(**asked_for: Any) -> Response:
            view = build(**asked_for)
            if isinstance(view, Response):
                return view
            return Response(to_json(view), media_type="application/json")

        twin = "/today.json" if path == "/" else f"{path}.json"
        router.add_api_route(twin, as_twin, methods=["GET"], response_model=None)
        router.add_api_route(path, as_page, methods=["GET"], response_model=None)
        return build

    return register

"""One shape for every error: problem details (RFC 9457) for programs, a page for people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

PROBLEM_TYPE = "application/problem+json"


class RequestError(Exception):
    """A request that cannot be answered; the detail is one sentence that says what helps."""

    def __init__(self, status: int, detail: str, *, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Problem:
    """What every error looks like.

    Attributes:
        type: A URI that names the kind; "about:blank" where the status says all.
        title: The status in words.
        status: The HTTP status.
        detail: One sentence on this case.
    """

    type: str
    title: str
    status: int
    detail: str


def problem(status: int, detail: str) -> Problem:
    """Gives the problem for a status."""
    return Problem("about:blank", HTTPStatus(status).phrase, status, detail)


def problem_body(status: int, detail: str) -> bytes:
    """Gives a problem as JSON; what was sent may stand in the detail, so it is ASCII."""
    found = problem(status, detail)
    return json.dumps(
        {
            "type": found.type,
            "title": found.title,
            "status": found.status,
            "detail": found.detail,
        }
    ).encode("ascii")


def wants_json(path: str) -> bool:
    """Whether the one who asks for a path is a program."""
    return path.startswith("/api/") or path.endswith(".json")

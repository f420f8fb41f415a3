"""Lists in the form that a request asks for."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Response

from communique.api.asking import Asked
from communique.api.formats import MEDIA_TYPES, AnswerFormat, chosen_format, encode, to_json
from communique.api.v1_shapes import CONTENT, shaped
from communique.ledger import Table

MOST_ROWS = 1000

Form = Annotated[
    AnswerFormat | None,
    Query(alias="format", description="Goes before the header `Accept`; JSON if neither is given."),
]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows at most.")]
Cursor = Annotated[
    str | None,
    Query(max_length=500, description="`next` of the page before, from its body or `Link`."),
]


def listing(model: type, example: str) -> dict[int | str, dict[str, Any]]:
    """Gives what the description of the API says of a list in several forms."""
    return shaped(
        model, f"A list in the form asked for. Example: `{example}`", content=dict(CONTENT)
    )


def answer_list(
    asked: Asked,
    page: Any,
    kind: type,
    form: AnswerFormat | None,
    *,
    table: Table | None = None,
) -> Response:
    """Gives a page of a list in the form asked for; the next page stands in `Link`, too.

    Args:
        asked: The request.
        page: The page.
        kind: What it lists.
        form: The form that the address names, or None.
        table: What CSV and Parquet hold; the fields of each item if None.
    """
    wanted = chosen_format(form, asked.request.headers.get("accept", ""))
    headers = {"vary": "accept"}
    if page.next:
        following = asked.request.url.include_query_params(cursor=page.next)
        headers["link"] = f'<{following.path}?{following.query}>; rel="next"'
    if wanted is AnswerFormat.JSON:
        return Response(to_json(page), media_type="application/json", headers=headers)
    ending = wanted.value
    headers["content-disposition"] = f'attachment; filename="{kind.__name__.lower()}.{ending}"'
    body = encode(page.items, kind, wanted, table=table)
    return Response(body, media_type=MEDIA_TYPES[wanted], headers=headers)

"""The API: the verbs that need no ledger: read, who, where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from communique.api.asking import WrittenDay, service_of
from communique.api.errors import RequestError
from communique.api.formats import to_json
from communique.api.forms import refuse_other_origins
from communique.api.taking_in import TextToRead, read_now
from communique.api.v1_shapes import CONTRACT_READING, PROBLEMS, shaped
from communique.exchange.contract import reading_to_json
from communique.knowledge.told import KnownActor, PlaceReading, known_actor, place_readings

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@dataclass(frozen=True, slots=True)
class PlaceReadings:
    """Readings of a place name, the best first."""

    items: tuple[PlaceReading, ...]


READ_EXAMPLE = {
    "title": "Kenya receives Ethiopian leader",
    "text": "Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed in Nairobi on "
    "Monday.",
    "published": "2024-03-05",
}
"""A body that stands in the description of the API."""


@router.post("/read", responses=shaped(CONTRACT_READING, "The reading."))
def read(request: Request, wanted: TextToRead) -> Response:
    """Read one article without storing it; the answer has the form of the output contract."""
    refuse_other_origins(request)
    reading = read_now(request, wanted)
    return Response(to_json(reading_to_json(reading)), media_type="application/json")


@router.get("/actors/who", responses=shaped(KnownActor))
def who(
    request: Request,
    phrase: Annotated[str, Query(min_length=1, max_length=300)],
    on: Annotated[WrittenDay | None, Query(description="The day; today if left out.")] = None,
    country: Annotated[
        str | None, Query(pattern="^[A-Za-z]{3}$", description="Country that the text is from.")
    ] = None,
) -> Response:
    """Say who is meant by a name or title on a day, why, and who was passed over."""
    from communique.knowledge.resolve import Context, Resolver

    base = service_of(request).names.base
    context = Context(country.upper() if country else None)
    found = known_actor(Resolver(base).resolve(phrase, on=on or date.today(), context=context))
    return Response(to_json(found), media_type="application/json")


@router.get("/places/where", responses=shaped(PlaceReadings))
def where(
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=200)],
    near: Annotated[
        list[str] | None,
        Query(max_length=20, description="Country codes, or other places that the text names."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 5,
) -> Response:
    """Say where a place name lies, best reading first, each with its reason."""
    try:
        items = place_readings(service_of(request).gazetteer, name, near=near or (), limit=limit)
    except ValueError as error:
        raise RequestError(404, str(error)) from error
    return Response(to_json(PlaceReadings(items)), media_type="application/json")

"""The API: the verbs that need no ledger: read, who, where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from communique.api.asking import WrittenDay, service_of
from communique.api.formats import to_json
from communique.api.forms import refuse_other_origins
from communique.api.taking_in import TextToRead, read_now
from communique.api.v1_shapes import PROBLEMS
from communique.exchange.contract import reading_to_json

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)


@dataclass(frozen=True, slots=True)
class KnownActor:
    """Who is meant, why, and who was passed over."""

    name: str
    country: str | None
    sector: str | None
    id: str | None
    reason: str | None
    passed_over: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """One reading of a place name."""

    name: str
    kind: str
    country: str | None
    province: str | None
    latitude: float
    longitude: float
    geonameid: int | None
    population: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class PlaceReadings:
    """Readings of a place name, the best first."""

    items: tuple[PlaceReading, ...]


@router.post("/read")
def read(request: Request, wanted: TextToRead) -> Response:
    """Read one article without storing it; the answer has the form of the output contract."""
    refuse_other_origins(request)
    reading = read_now(request, wanted)
    return Response(to_json(reading_to_json(reading)), media_type="application/json")


@router.get("/actors/who", response_model=KnownActor)
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
    actor = Resolver(base).resolve(phrase, on=on or date.today(), context=context)
    resolution = actor.resolution
    candidates = resolution.candidates if resolution else ()
    found = KnownActor(
        name=candidates[0].name if candidates else actor.name,
        country=actor.country,
        sector=actor.sector.value if actor.sector else None,
        id=actor.id,
        reason=resolution.reason if resolution else None,
        passed_over=tuple(
            {
                "name": one.name,
                "country": one.country,
                "sector": one.sector.value if one.sector else None,
                "reason": one.reason,
            }
            for one in candidates[1:]
        ),
    )
    return Response(to_json(found), media_type="application/json")


@router.get("/places/where", response_model=PlaceReadings)
def where(
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=200)],
    near: Annotated[
        list[str] | None,
        Query(max_length=20, description="Codes of countries that the text names."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 5,
) -> Response:
    """Say where a place name lies, best reading first, each with its reason."""
    gazetteer = service_of(request).gazetteer
    codes = [code.upper() for code in near or ()]
    items = tuple(
        PlaceReading(
            name=choice.place.name,
            kind=choice.place.kind.value,
            country=choice.place.country,
            province=choice.place.province,
            latitude=choice.place.latitude,
            longitude=choice.place.longitude,
            geonameid=choice.place.geonameid,
            population=choice.place.population,
            score=round(choice.score, 3),
            reason=choice.reason,
        )
        for choice in gazetteer.weigh(name, near=[], context_countries=codes)[:limit]
    )
    return Response(to_json(PlaceReadings(items)), media_type="application/json")

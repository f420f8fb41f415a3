"""Codebook, quality, search and the description of the API."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse

from communique.api.asking import Ask, Asked
from communique.api.names import Found
from communique.api.rendering import event_path, party_path
from communique.api.twins import page
from communique.datafile import read_yaml
from communique.ledger import EventRow, Maker
from communique.ledger.filters import STANDS
from communique.ledger.pages_rows import ArticleRow, NameRow
from communique.ontology.entries import Context, SectorEntry, StatusEntry, Template

router = APIRouter()

EXAMPLES_SHOWN = 4
SEARCHED = 60
"""Articles with the words, the latest first, whose events are looked through."""


@dataclass(frozen=True, slots=True)
class CodebookType:
    """A type of event as the page shows it."""

    name: str
    quad: str
    definition: str
    excludes: str
    score: float | None
    modes: tuple[tuple[str, str, float | None], ...]
    confusions: tuple[tuple[str, str], ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodebookView:
    """What is coded, and how."""

    types: tuple[CodebookType, ...]
    statuses: tuple[StatusEntry, ...]
    contexts: tuple[Context, ...]
    sectors: tuple[SectorEntry, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: what, on which data, by which command."""

    what: str
    data: str
    command: str
    value: str


@dataclass(frozen=True, slots=True)
class QualityView:
    """The measured figures of the reader, and what made this ledger."""

    figures: tuple[Figure, ...]
    makers: tuple[tuple[Maker, int], ...]
    confidence: tuple[tuple[float, int], ...]
    statuses: tuple[tuple[str, int], ...]
    notes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """What was found for some words.

    Attributes:
        words: The words.
        names: Actors whose name holds them.
        places: Places of that name.
        events: Events told with them.
        articles: Articles that hold them.
        since: First day of the articles that were searched; None where that is all of them.
    """

    words: str
    names: tuple[NameRow, ...]
    places: tuple[NameRow, ...]
    events: tuple[EventRow, ...]
    articles: tuple[ArticleRow, ...]
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One verb of the API.

    Attributes:
        method: HTTP method.
        path: Path, its parameters in braces.
        summary: What it gives.
        parameters: Names of its parameters.
        answer: The answer to an example, as the description has it; empty where it is no text.
    """

    method: str
    path: str
    summary: str
    parameters: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class ApiView:
    """The verbs of the API, and the twins of the pages."""

    endpoints: tuple[Endpoint, ...]
    twins: tuple[Endpoint, ...]


@page(router, "/codebook", "codebook", view=CodebookView)
def codebook(asked: Ask) -> object:
    """Types with definitions, modes, scores and examples; statuses, contexts, sectors."""
    book = asked.service.codebook
    return CodebookView(
        types=tuple(
            CodebookType(
                name=entry.name,
                quad=entry.quad.value,
                definition=entry.definition,
                excludes=entry.excludes,
                score=entry.score,
                modes=tuple((mode.name, mode.definition, mode.score) for mode in entry.modes),
                confusions=tuple((one.type, one.rule) for one in entry.confusions),
                examples=_examples(entry.templates),
            )
            for entry in book.types
        ),
        statuses=book.statuses,
        contexts=book.contexts,
        sectors=book.sectors,
    )


def _examples(templates: Sequence[Template]) -> tuple[str, ...]:
    """The first sentences, their marks taken off."""
    return tuple(one.text for one in templates[:EXAMPLES_SHOWN])


@page(router, "/quality", "quality", view=QualityView)
def quality(asked: Ask) -> object:
    """How well the reader reads, as measured, and what read this ledger."""
    asked_sql = asked.questions.sql
    return QualityView(
        figures=_figures(),
        makers=tuple(asked.articles.makers().items()),
        confidence=tuple(
            (row[0], row[1])
            for row in asked_sql(
                "SELECT least(floor(confidence * 10), 9) / 10, count(*) FROM events "
                "GROUP BY 1 ORDER BY 1"
            ).rows
        ),
        statuses=tuple(
            (row[0], row[1])
            for row in asked_sql(
                "SELECT status, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1"
            ).rows
        ),
        notes=tuple(
            (row[0], row[1])
            for row in asked_sql(
                "SELECT unnest(notes) AS note, count(*) FROM kept.reading WHERE len(notes) > 0 "
                f"AND {STANDS} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"
            ).rows
        ),
    )


@lru_cache(maxsize=1)
def _figures() -> tuple[Figure, ...]:
    content = read_yaml(files("communique.api") / "figures.yaml")
    return tuple(Figure(**row) for row in content["figures"])


@page(router, "/search", "search", view=SearchView)
def search(
    asked: Ask, q: Annotated[str, Query(max_length=200)] = "", *, oldest: bool = False
) -> object:
    """Understands actors, dyads, ids, places and words; reads the oldest texts when asked to."""
    words = " ".join(q.split())
    if not words:
        return SearchView("", (), (), (), ())
    leads_to = _direct(asked, words)
    if leads_to is not None and not asked.request.url.path.endswith(".json"):
        return RedirectResponse(leads_to, status_code=303)
    since = None if oldest else asked.articles.searched_since()
    articles = asked.articles.articles(words=words, limit=SEARCHED, oldest=since is None)
    return SearchView(
        words=words,
        names=asked.actors.named(words),
        places=asked.actors.place_names(words),
        events=asked.events.told_in([one.article_id for one in articles], words, limit=30),
        articles=articles[:15],
        since=since if len(articles) < SEARCHED else None,
    )


def _direct(asked: Asked, words: str) -> str | None:
    """The page that a search plainly means, or None."""
    event = asked.questions.event(words)
    if event is not None:
        return event_path(event.event_id)
    found = [one for one in asked.service.names.find(words) if not _joins(one)]
    countries = [one.country for one in found if one.country]
    if len(found) == 2 and len(set(countries)) == 2:
        return f"/dyad/{countries[0]}/{countries[1]}"
    if len(found) == 1 and found[0].country:
        return f"/actor/{found[0].country}"
    if len(found) == 1 and found[0].person and asked.actors.named(found[0].person, limit=1):
        return party_path(found[0].person, None)
    return None


def _joins(found: Found) -> bool:
    return found.words.lower() in ("and", "vs", "vs.", "versus", "with", "-", "–", "/")


@page(router, "/api", "api", view=ApiView)
def api(asked: Ask) -> object:
    """The verbs of the API, from its own description."""
    described: Mapping[str, Any] = asked.request.app.openapi()
    found = tuple(
        Endpoint(
            method=method.upper(),
            path=path,
            summary=str(operation.get("description", "")),
            parameters=tuple(one["name"] for one in operation.get("parameters", ())),
            answer=_answer(operation),
        )
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    )
    return ApiView(
        tuple(one for one in found if one.path.startswith("/api/")),
        tuple(one for one in found if not one.path.startswith("/api/")),
    )


def _answer(operation: Mapping[str, Any]) -> str:
    """The first example of an answer."""
    content = operation["responses"].get("200", {}).get("content", {})
    for described in content.values():
        example = described.get("example")
        if example is not None:
            return example if isinstance(example, str) else json.dumps(example, indent=1)
    return ""

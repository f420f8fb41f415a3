"""Measures linking against articles whose events are annotated across articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from communique.evaluation.counts import f1
from communique.ledger import Ledger, Maker, Questions
from communique.ledger.linked import LinkStore
from communique.linking.agenda import outcome_of_row
from communique.linking.linker import Linker
from communique.records import (
    Actor,
    Article,
    ArticleField,
    Event,
    EventMention,
    EventType,
    Place,
    Reading,
    Sector,
    Span,
    Statement,
    Status,
    When,
)

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”]?(?=\s|$)|(?=\n|$))")
_ABBREVIATION = re.compile(r"\b(?:Jan|Feb|Aug|Oct|Nov|Dec|U\.S)\.$|\bU\.$")


@dataclass(frozen=True, slots=True)
class LinkingGold:
    """Articles with their events, and what is to come out of linking them.

    Attributes:
        readings: One for each article, as a reader without fault would make them.
        event_of: Id of a report -> name of its event.
        claims: Name of an event -> how its claim stands.
        outcomes: Name of an event -> what became of it.
        today: The day on which the outcomes are asked for.
    """

    readings: tuple[Reading, ...]
    event_of: Mapping[str, str]
    claims: Mapping[str, str]
    outcomes: Mapping[str, str]
    today: date


@dataclass(frozen=True, slots=True)
class LinkingScore:
    """How well linking did.

    Attributes:
        precision: B-cubed precision of event identity.
        recall: B-cubed recall.
        claims: Share of annotated claims whose standing is right.
        outcomes: Share of annotated agenda items whose outcome is right.
        errors: A sentence for each event, claim or outcome that is wrong.
    """

    precision: float
    recall: float
    claims: float
    outcomes: float
    errors: tuple[str, ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return f1(self.precision, self.recall)


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[float, float]:
    """Gives B-cubed precision and recall of a grouping (Bagga and Baldwin, 1998).

    Args:
        gold: Member -> its group.
        found: The same members -> the group that was found.
    """
    gold_sizes, found_sizes = Counter(gold.values()), Counter(found[member] for member in gold)
    cells = Counter((gold[member], found[member]) for member in gold)
    precision = sum(cells[gold[one], found[one]] / found_sizes[found[one]] for one in gold)
    recall = sum(cells[gold[one], found[one]] / gold_sizes[gold[one]] for one in gold)
    return precision / len(gold), recall / len(gold)


@dataclass(frozen=True, slots=True)
class LinkedReadings:
    """What came out of linking readings.

    Attributes:
        event_of: Id of a report -> id of its event.
        claims: Id of an event -> how its claim stands.
        outcomes: Id of an event -> what became of it.
    """

    event_of: Mapping[str, str]
    claims: Mapping[str, str]
    outcomes: Mapping[str, str]


def linked(readings: Iterable[Reading], *, today: date) -> LinkedReadings:
    """Links readings in a ledger in memory.

    Args:
        readings: One for each article.
        today: The day on which the outcomes are asked for.
    """
    with Ledger(":memory:") as ledger:
        ledger.add(readings, maker=Maker("measured"))
        Linker(ledger).link()
        asked = Questions(ledger)
        return LinkedReadings(
            LinkStore(ledger.connection).event_of_reports(),
            {claim.event_id: claim.standing for claim in asked.claims()},
            {item.event_id: outcome_of_row(item, today).value for item in asked.agenda()},
        )


def score_linking(gold: LinkingGold) -> LinkingScore:
    """Links the annotated readings in a ledger in memory and compares what comes out."""
    result = linked(gold.readings, today=gold.today)
    precision, recall = b_cubed(gold.event_of, result.event_of)
    main = main_events(gold.event_of, result.event_of)
    wrong = list(_wrong_events(gold.event_of, result.event_of))
    wrong_claims = list(wrong_results("claim", gold.claims, result.claims, main))
    wrong_outcomes = list(wrong_results("outcome", gold.outcomes, result.outcomes, main))
    return LinkingScore(
        precision=precision,
        recall=recall,
        claims=1 - len(wrong_claims) / len(gold.claims),
        outcomes=1 - len(wrong_outcomes) / len(gold.outcomes),
        errors=(*wrong, *wrong_claims, *wrong_outcomes),
    )


def main_events(gold: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """Gives for each annotated event the found one that holds most of its reports.

    Args:
        gold: Id of a report -> its annotated event.
        found: Id of a report -> the event that it was linked to.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for report, name in gold.items():
        counts[name][found[report]] += 1
    return {name: min(c, key=lambda one: (-c[one], one)) for name, c in counts.items()}


def _wrong_events(gold: Mapping[str, str], found: Mapping[str, str]) -> Iterable[str]:
    groups: dict[str, list[str]] = defaultdict(list)
    for report in sorted(gold):
        groups[found[report]].append(report)
    names: dict[str, list[list[str]]] = defaultdict(list)
    for reports in groups.values():
        told = {gold[report] for report in reports}
        if len(told) > 1:
            yield "joined: " + ", ".join(f"{report} ({gold[report]})" for report in reports)
        for name in told:
            names[name].append([report for report in reports if gold[report] == name])
    for name, parts in sorted(names.items()):
        if len(parts) > 1:
            yield f"parted: {name}: " + " | ".join(" ".join(part) for part in parts)


def wrong_results(
    what: str, wanted: Mapping[str, str], found: Mapping[str, str], main: Mapping[str, str]
) -> Iterable[str]:
    """Gives a sentence for each claim or outcome that is wrong.

    Args:
        what: "claim" or "outcome".
        wanted: Annotated event -> what is right.
        found: Found event -> what was found.
        main: Annotated event -> found event; one of which nothing was read is left out.
    """
    for name, value in wanted.items():
        got = found.get(main.get(name, ""))
        if got != value:
            yield f"{what} of {name}: {value} wanted, {got or 'none'} found"


def load_gold(path: Path) -> LinkingGold:
    """Reads an annotated file (its form is told in tests/cases/linking/README.md).

    Raises:
        ValueError: When a sentence or a trigger is not there; the message names the article.
    """
    content = yaml.safe_load(path.read_text("utf-8"))
    loader = _Loader({row["id"]: row for row in content["articles"]})
    for row in content["articles"]:
        loader.add(row)
    results: Mapping[str, Mapping[str, str]] = content["events"]
    return LinkingGold(
        readings=tuple(loader.readings.values()),
        event_of=loader.event_of,
        claims={name: row["claim"] for name, row in results.items() if "claim" in row},
        outcomes={name: row["outcome"] for name, row in results.items() if "outcome" in row},
        today=content["today"],
    )


class _Loader:
    """Makes readings from rows; copies and updates take over what the earlier article holds."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        self._rows = rows
        self.readings: dict[str, Reading] = {}
        self.event_of: dict[str, str] = {}

    def add(self, row: Mapping[str, Any]) -> None:
        base = self.readings.get(row.get("copy_of") or row.get("extends") or "")
        text = "\n".join(
            part for part in (base.article.text if base else "", row.get("text", "")) if part
        )
        article = Article(row["id"], row["title"], text, row["published"], row["publisher"])
        events: list[Event] = []
        for event in base.events if base else ():
            taken = replace(event, id=f"{article.id}#{len(events) + 1}")
            self.event_of[taken.id] = self.event_of[event.id]
            events.append(taken)
        offset = len(text) - len(row.get("text", ""))
        for annotated in row.get("events", ()):
            made = _event(annotated, article, number=len(events) + 1, offset=offset)
            self.event_of[made.id] = annotated["event"]
            events.append(made)
        statements = tuple(
            Statement(
                speaker=_actors([said["speaker"]])[0],
                speaker_span=None,
                cue=None,
                content=(_sentence(article, said["sentence"], offset),),
                direct=False,
            )
            for said in row.get("statements", ())
        )
        told = (*(base.statements if base else ()), *statements)
        self.readings[article.id] = Reading(article, tuple(events), told)


def _event(row: Mapping[str, Any], article: Article, *, number: int, offset: int) -> Event:
    evidence = _sentence(article, row["sentence"], offset)
    at = evidence.text.lower().find(row["trigger"].lower())
    if at < 0:
        raise ValueError(f"article {article.id}: no {row['trigger']!r} in {evidence.text!r}")
    start = evidence.start + at
    trigger = article.span(evidence.field, start, start + len(row["trigger"]))
    return Event(
        id=f"{article.id}#{number}",
        type=EventType(row["type"]),
        mode=None,
        mutual=row.get("mutual", False),
        actors=_actors(row.get("actors", ())),
        recipients=_actors(row.get("recipients", ())),
        mentions=(EventMention(evidence, trigger),),
        status=Status(row["status"]),
        said_by=_actors(row.get("said_by", ())),
        when=When(str(row["when"])) if "when" in row else None,
        where=_place(row["where"]) if "where" in row else None,
        background=row.get("background", False),
    )


def _sentence(article: Article, number: int, offset: int) -> Span:
    if number == 0:
        return article.span(ArticleField.TITLE, 0, len(article.title))
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for match in _SENTENCE.finditer(article.text, offset):
        begin = match.start() if begin is None else begin
        if not _ABBREVIATION.search(match[0]):
            found.append((begin, match.end()))
            begin = None
    if number > len(found):
        raise ValueError(f"article {article.id}: there is no sentence {number}")
    start, end = found[number - 1]
    start += len(article.text[start:end]) - len(article.text[start:end].lstrip())
    return article.span(ArticleField.TEXT, start, end)


def _actors(written: Sequence[str]) -> tuple[Actor, ...]:
    """Reads "KEN GOV Grace Muthoni"; no country is written "none", no sector "-"."""
    parts = [one.split(" ", 2) for one in written]
    return tuple(
        Actor(
            name,
            None if country == "none" else country,
            None if sector == "-" else Sector(sector),
        )
        for country, sector, name in parts
    )


def _place(written: str) -> Place:
    name, country, latitude, longitude = written.rsplit(" ", 3)
    return Place(name, None if country == "-" else country, float(latitude), float(longitude))

"""What linking found -> rows of the derived tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from communique.linking.agenda import AgendaItem, agenda_item
from communique.linking.claims import Claim, claim_of, is_claimed
from communique.linking.news import Copy
from communique.linking.report import Party, Report
from communique.linking.settle import LinkedEvent, settle
from communique.linking.shelf import Shelf

Rows = list[dict[str, object]]


def story_id(articles: Sequence[str]) -> str:
    """Gives the id of a story: it comes from the smallest id among its articles."""
    return "s" + hashlib.sha256(min(articles).encode("utf-8", "replace")).hexdigest()[:12]


def story_rows(grouped: Iterable[Sequence[str]]) -> Rows:
    """Gives a row for each article of each story."""
    return [
        {"story_id": story_id(articles), "article_id": article}
        for articles in grouped
        for article in articles
    ]


def article_rows(found: Iterable[Copy]) -> Rows:
    """Gives a row for each article that says whose text it has."""
    return [
        {
            "article_id": one.article_id,
            "independent_id": one.independent_id,
            "relation": one.relation.value,
            "shared_text": one.shared_text,
        }
        for one in found
    ]


def event_rows(
    grouped: Iterable[Sequence[Report]], *, independent: Mapping[str, str], shelf: Shelf
) -> dict[str, Rows]:
    """Settles events and gives the rows of all tables that tell of them.

    Args:
        grouped: The reports of each event.
        independent: Article id -> id of the article whose text it shares.
        shelf: Holds what else those articles say.
    """
    tables: dict[str, Rows] = {}

    def add(table: str, rows: Rows) -> None:
        tables.setdefault(f"linked.{table}", []).extend(rows)

    known = list(grouped)
    _fetch_remarks(known, shelf)
    for reports in known:
        event = settle(reports, independent)
        articles = {report.article_id for report in reports}
        claim = claim_of(
            event.id,
            reports,
            {article: shelf.denials(article) for article in articles},
            {article: shelf.remarks(article) for article in articles},
            independent,
        )
        item = agenda_item(event.id, reports)
        add("event", [_event(event)])
        add("event_report", [{"event_id": event.id, "report_id": one} for one in event.reports])
        add("dyad", _dyads(event))
        add("event_country", _event_countries(event))
        if claim:
            add("claim", [_claim(claim, event)])
            add("stance", _stances(claim))
        if item:
            add("agenda", [_item(item, event)])
            add("agenda_change", _changes(item))
    return tables


def _fetch_remarks(grouped: Iterable[Sequence[Report]], shelf: Shelf) -> None:
    """What is said about silence and retraction matters to claims alone: they are few."""
    wanted: set[str] = set()
    for reports in grouped:
        articles = {report.article_id for report in reports}
        if is_claimed(reports, {article: shelf.denials(article) for article in articles}):
            wanted |= articles
    shelf.fetch_remarks(wanted)


def _event(event: LinkedEvent) -> dict[str, object]:
    place = event.place
    return {
        "event_id": event.id,
        "type": event.type.value,
        "quad": event.type.quad.value,
        "mode": event.mode,
        "mutual": event.mutual,
        "status": event.status.value,
        "edtf": event.edtf,
        "first_day": event.days.first if event.days else None,
        "last_day": event.days.last if event.days else None,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geonameid": place.geonameid if place else None,
        "actors": [party.name for party in event.actors],
        "actor_countries": [party.country for party in event.actors],
        "actor_sectors": [party.sector for party in event.actors],
        "recipients": [party.name for party in event.recipients],
        "recipient_countries": [party.country for party in event.recipients],
        "recipient_sectors": [party.sector for party in event.recipients],
        "confidence": event.confidence,
        "reports": len(event.reports),
        "independent_reports": event.independent,
        "disagreement": list(event.disagreement),
        "first_reported": event.first_reported,
        "last_reported": event.last_reported,
    }


def _dyads(event: LinkedEvent) -> Rows:
    """An entry for each ordered pair of countries; both directions of a mutual act."""
    actors, recipients = _countries(event.actors), _countries(event.recipients)
    if event.mutual and not recipients:
        pairs = {(one, other) for one in actors for other in actors if one != other}
    else:
        pairs = {(one, other) for one in actors for other in recipients}
        if event.mutual:
            pairs |= {(other, one) for one, other in pairs}
    return [
        {
            "event_id": event.id,
            "actor": actor,
            "recipient": recipient,
            "type": event.type.value,
            "quad": event.type.quad.value,
            "mode": event.mode,
            "mutual": event.mutual,
            "status": event.status.value,
            "day": event.days.middle if event.days else None,
            "confidence": event.confidence,
            "independent_reports": event.independent,
            "counted": actor <= recipient or (recipient, actor) not in pairs,
        }
        for actor, recipient in sorted(pairs)
    ]


def _event_countries(event: LinkedEvent) -> Rows:
    """An entry for each country on either side."""
    return [
        {
            "event_id": event.id,
            "country": country,
            "first_day": event.days.first if event.days else None,
            "last_day": event.days.last if event.days else None,
            "quad": event.type.quad.value,
        }
        for country in sorted(_concerned(event))
    ]


def _concerned(event: LinkedEvent) -> set[str]:
    return _countries((*event.actors, *event.recipients))


def _countries(parties: Iterable[Party]) -> set[str]:
    return {party.country for party in parties if party.country}


def _claim(claim: Claim, event: LinkedEvent) -> dict[str, object]:
    speakers = {stance.country for stance in claim.stances if stance.country}
    taken = [stance.taken for stance in claim.stances if stance.taken]
    return {
        "event_id": claim.event_id,
        "claim_id": claim.id,
        "standing": claim.standing.value,
        "opened": min(taken, default=None),
        "last_stance": max(taken, default=None),
        "countries": sorted(speakers | _concerned(event)),
        "last_reported": event.last_reported,
    }


def _stances(claim: Claim) -> Rows:
    return [
        {
            "event_id": claim.event_id,
            "number": number,
            "speaker": stance.speaker,
            "speaker_country": stance.country,
            "stance": stance.kind.value,
            "taken": stance.taken,
            "report_id": stance.report_id,
        }
        for number, stance in enumerate(claim.stances, 1)
    ]


def _item(item: AgendaItem, event: LinkedEvent) -> dict[str, object]:
    return {
        "event_id": item.event_id,
        "item_id": item.id,
        "announced": item.announced,
        "due": item.due,
        "due_first": item.days.first if item.days else None,
        "due_last": item.days.last if item.days else None,
        "outcome": item.outcome.value,
        "countries": sorted(_concerned(event)),
        "last_reported": event.last_reported,
    }


def _changes(item: AgendaItem) -> Rows:
    return [
        {
            "event_id": item.event_id,
            "number": number,
            "reported": change.reported,
            "status": change.status,
            "due": change.due,
            "report_id": change.report_id,
        }
        for number, change in enumerate(item.changes, 1)
    ]

"""The sentences that say why an actor was resolved as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from communique.knowledge.describe import Finding
from communique.knowledge.entries import Body, Person, Tenure
from communique.records import Candidate

Countries = Callable[[str | None], str]
"""Gives the name of a country by its code."""


def person_candidate(
    person: Person,
    tenure: Tenure,
    on: date | None,
    *,
    score: float,
    countries: Countries,
    against: str = "",
) -> Candidate:
    """A person as a candidate, with the office that speaks for or against."""
    whose = tenure.body or countries(tenure.country)
    words = tenure.office_in_words
    office = f"{words} of {whose}" if whose else words
    if against:
        reason = f"{person.name}, {office} {tenure.term.in_words}: {against}."
    elif on is None:
        reason = f"{person.name} was {office} {tenure.term.in_words}; no day was given."
    elif tenure.term.holds(on):
        reason = f"{person.name} was {office} on {on} (in office {tenure.term.in_words})."
    else:
        reason = (
            f"{person.name} held no office that the base knows on {on}; nearest is "
            f"{office}, {tenure.term.in_words}."
        )
    return Candidate(person.name, tenure.country, tenure.sector, score, reason)


def body_candidate(
    body: Body, on: date | None, *, score: float, countries: Countries, against: str = ""
) -> Candidate:
    """A body or seat as a candidate."""
    whose = f" of {countries(body.country)}" if body.country else " of no single state"
    if body.is_metonym:
        reason = f"{body.name} ({body.kind}) stands for the authorities that sit there{whose}"
    else:
        reason = f"{body.name} is {_with_article(body.kind)}{whose}"
    if body.sector:
        reason += f", {body.sector.value}"
    if body.term.start or body.term.end:
        reason += f" {body.term.in_words}"
    if against:
        reason += f": {against}"
    elif on is not None and not body.term.holds(on):
        reason += f"; the base has none of the name on {on}"
    return Candidate(body.name, body.country, body.sector, score, reason + ".")


def against_body(body: Body, taken: Body, on: date | None) -> str:
    """What speaks against a body of the same name."""
    if on is not None and not body.term.holds(on):
        return f"not so on {on}"
    if body.country != taken.country:
        return "of another country"
    return "others stand nearer to the words"


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[:1].lower() in "aeiou" else f"a {noun}"


def description_reason(words: str, finding: Finding) -> str:
    """Why the words of a phrase give country and sector."""
    parts = []
    if finding.country:
        parts.append(f"“{finding.country_words}” gives the country {finding.country}")
    elif finding.of_no_state:
        parts.append("the words name a body of no single state")
    if finding.sector:
        parts.append(f"“{finding.sector_words}” the sector {finding.sector.value}")
    if not parts:
        return f"The words “{words}” tell neither country nor sector."
    sentence = " and ".join(parts)
    return sentence[0].upper() + sentence[1:] + "."

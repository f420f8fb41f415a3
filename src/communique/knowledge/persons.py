"""Which person of the base a phrase means: by full name, by title and surname, by office."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from communique.knowledge.base import KnowledgeBase, standing_of
from communique.knowledge.describe import Finding
from communique.knowledge.entries import Body, Effect, Office, Person, Tenure
from communique.knowledge.normal import FAMILY_NAME_FIRST, is_abbreviation, key_of
from communique.knowledge.phrase import Unit
from communique.knowledge.reasons import person_candidate
from communique.records import Candidate

# Offices that newswire names by one another's title.
_SAME_OFFICE = {
    "president": ("president", "head_of_state", "supreme_leader", "general_secretary"),
    "prime_minister": ("prime_minister", "chancellor", "head_of_government", "chief_executive"),
    "chancellor": ("chancellor", "prime_minister"),
    "foreign_minister": ("foreign_minister", "secretary_of_state"),
    "secretary_of_state": ("secretary_of_state", "foreign_minister"),
    "monarch": ("monarch", "head_of_state", "supreme_leader"),
    "leader": ("supreme_leader", "president", "general_secretary", "prime_minister", "monarch"),
    "general_secretary": ("general_secretary", "president", "supreme_leader"),
    "supreme_leader": ("supreme_leader", "president", "general_secretary", "monarch"),
    "spokesperson": ("spokesperson", "press_secretary", "foreign_ministry_spokesperson"),
    "press_secretary": ("press_secretary", "spokesperson"),
    "minister": ("minister",),
    "member": (),
    # "Secretary Kerry": Americans and Filipinos call their ministers so.
    "secretary": (
        "secretary",
        "secretary_of_state",
        "defence_minister",
        "finance_minister",
        "trade_minister",
        "interior_minister",
        "energy_minister",
        "labour_minister",
        "agriculture_minister",
        "foreign_minister",
    ),
}
# Offices that many hold at once, so that the title alone tells nobody.
_OF_MANY = frozenset(
    {
        "member",
        "minister",
        "legislator",
        "ambassador",
        "special_envoy",
        "deputy_prime_minister",
        "opposition_leader",
        "national_security_adviser",
        "judge",
        "shadow_minister",
        "general_secretary",
    }
)
# The offices that lead a body, whatever the text calls its leader.
_LEADING = (
    "secretary_general",
    "party_leader",
    "rebel_leader",
    "general_secretary",
    "president",
    "high_representative",
    "director_general",
)
_LEADING_TITLES = frozenset({"leader", "chief", "secretary_general", "president", "party_leader"})
_HIGHEST_ALONE = 2
"""Rank down to which an office has one holder a country."""

_SAME_GIVEN_NAME = 80.0
"""Likeness (0 to 100, rapidfuzz's ratio) from which two spellings of a given name are one: lets
"Sergey" be "Sergei" (83) and "Mohamed" "Mohammed" (93), and keeps "Ivan" from "Igor" (25)."""

_NAMED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """The person chosen and what was weighed.

    Attributes:
        person: The person.
        candidates: The person first, then those passed over.
        method: "base", or "office" where the holder was found by the title alone.
        by_name: Whether the phrase names the person.
        in_office: Whether the person holds an office on the day.
        leads_state: Whether that office is that of a head of state or government.
        settles_country: Whether the name says whose the office is, against the other words.
    """

    person: Person
    candidates: tuple[Candidate, ...]
    method: str
    by_name: bool
    in_office: bool
    leads_state: bool
    settles_country: bool = False


class PersonFinder:
    """Finds persons in a base."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Take the base to look in."""
        self._base = base
        self._leaders = lru_cache(maxsize=4096)(self._find_leaders)

    def find(self, finding: Finding, *, on: date | None, home: str | None) -> PersonChoice | None:
        """The person that a phrase means, or None where the base knows none that fits.

        Args:
            finding: What the phrase's words told.
            on: The day.
            home: The article's country; goes before others among persons of one surname.
        """
        if finding.name:
            return self._by_name(finding, on, home)
        return self._by_office(finding, on)

    def country(self, unit: Unit, on: date | None) -> str | None:
        """The country of the person whom a name before a noun means ("the Assad government").

        Without a day it is that of the latest leader of the name.
        """
        if unit.people:
            return self._base.tenure_on(unit.people[0], on).country
        leading = [
            tenure
            for person in self._base.namesakes(key_of(unit.text))
            for tenure in person.tenures
            if tenure.rank == 1 and tenure.term.holds(on)
        ]
        if on is None and leading:
            return max(leading, key=lambda tenure: tenure.term.start).country
        countries = {tenure.country for tenure in leading}
        return countries.pop() if len(countries) == 1 else None

    def _by_name(self, finding: Finding, on: date | None, home: str | None) -> PersonChoice | None:
        unit = finding.person_unit
        is_whole = unit is not None and " " in unit.normal
        people = list(unit.people) if unit and is_whole else self._like(finding.name)
        is_exact = unit is not None or any(key_of(finding.name) == key_of(p.name) for p in people)
        is_full = is_exact and " " in (unit.normal if unit else finding.name)
        is_only = len(people) == 1
        ranked = sorted(people, key=lambda person: self._fit(person, finding, on, home))
        fitting = [p for p in ranked if self._fits(p, finding, on, is_full=is_full and is_only)]
        if not fitting and is_full:
            fitting = [p for p in ranked if self._is_of_country(p, finding)]
        is_told = is_full or finding.country or finding.office
        if not is_told and not self._is_alone(fitting, on, home):
            fitting = [] if is_abbreviation(finding.name) else self._rare(ranked, on)
        if not fitting:
            return self._in_spite_of_words(ranked, finding, on) if is_full else None
        return self._choice(fitting[0], ranked, finding, on, method="base", by_name=True)

    def _in_spite_of_words(
        self, ranked: list[Person], finding: Finding, on: date | None
    ) -> PersonChoice | None:
        """A leader known by full name and title, though the words name another country.

        The words of two sentences or of two leaders run together more often than two countries
        have presidents of one full name: "in Syria. French President Emmanuel Macron".
        """
        keys = same_offices(finding.office) if finding.office else ()
        for person in ranked:
            if any(t.rank == 1 and t.office in keys and t.term.holds(on) for t in person.tenures):
                bare = finding._replace(country=None, country_words="")
                choice = self._choice(person, ranked, bare, on, method="base", by_name=True)
                return replace(choice, settles_country=True)
        return None

    def _is_alone(self, fitting: list[Person], on: date | None, home: str | None) -> bool:
        """Whether a bare surname means leaders of one country only, or of the article's own."""
        countries = [self._base.tenure_on(person, on).country for person in fitting]
        is_own = bool(countries) and home is not None and countries[0] == home
        return len(set(countries)) == 1 or is_own

    def _rare(self, ranked: list[Person], on: date | None) -> list[Person]:
        """Persons of high office whose surname nobody of another country in the base has.

        In a base of tens of thousands of office holders such a name is rare enough to stand alone:
        a minister's in office on the day ("Mattis"), a leader's even where no day is known
        ("Bolsonaro"). Surnames of East Asia are too few to tell anybody.
        """
        countries = {t.country for person in ranked for t in person.tenures if t.country}
        if len(countries) > 1 or countries & FAMILY_NAME_FIRST:
            return []
        least = _HIGHEST_ALONE if on is not None else 1
        return [
            person
            for person in ranked
            for tenure in person.tenures
            if tenure.term.holds(on) and tenure.rank <= least
        ]

    def _like(self, name: str) -> list[Person]:
        """Persons of the surname whose full name is spelt alike."""
        key = key_of(name)
        found = list(self._base.namesakes(key))
        words = key.split()
        if len(words) < 2 or found:
            return found
        found.extend(
            person
            for person in self._base.namesakes(words[-1])
            if _is_same_given(person, words[-1], words[:-1])
        )
        for person in self._base.namesakes(words[0]):
            is_east_asian = person.tenures[0].country in FAMILY_NAME_FIRST
            if is_east_asian and _is_same_given(person, words[0], words[1:]):
                found.append(person)
        return found

    def _fits(self, person: Person, finding: Finding, on: date | None, *, is_full: bool) -> bool:
        """Whether nothing in the words speaks against a person, and enough speaks for."""
        tenures = person.tenures
        if not self._is_of_country(person, finding):
            return False
        if is_full:
            return True
        held = [t for t in tenures if t.term.holds(on)]
        if " " in finding.name and held:
            return True
        if finding.office is not None:
            keys = same_offices(finding.office)
            if any(t.office in keys for t in (tenures if on is None else held)):
                return True
            return bool(finding.country) and bool(held)
        if finding.country:
            return any(t.rank <= 2 for t in held)
        return on is not None and any(t.rank == 1 for t in held)

    def _is_of_country(self, person: Person, finding: Finding) -> bool:
        """Whether a person held office for the country that the words tell, if they tell one."""
        country = finding.country
        if not country:
            return True
        return any(tenure.country in (None, country) for tenure in person.tenures)

    def _fit(
        self, person: Person, finding: Finding, on: date | None, home: str | None
    ) -> tuple[int, ...]:
        """Sorts persons of one name: right country, right title, the article's, in office."""
        tenures = person.tenures
        keys = same_offices(finding.office) if finding.office else ()
        standings = [standing_of(tenure, on) for tenure in tenures]
        best = min(standings)
        titled = [t for t in tenures if t.office in keys and t.term.holds(on)] if keys else ()
        tenure = titled[-1] if titled else tenures[standings.index(best)]
        foreign = finding.country is not None and tenure.country != finding.country
        untitled = bool(keys) and tenure.office not in keys
        away = home is not None and tenure.country != home
        return (foreign, untitled, away, *best)

    def _tenure(self, person: Person, finding: Finding, on: date | None) -> Tenure:
        """The office of a person that the phrase speaks of."""
        keys = same_offices(finding.office) if finding.office else ()
        titled = [t for t in person.tenures if t.office in keys and t.term.holds(on)]
        if titled:
            return titled[-1]
        return self._base.tenure_on(person, on)

    def _by_office(self, finding: Finding, on: date | None) -> PersonChoice | None:
        """The holder of an office that the phrase gives without a name."""
        office = finding.office
        is_open = on is None or finding.of_several or finding.effect is Effect.FORMER
        if office is None or is_open or office.key in _OF_MANY:
            return None
        if finding.body is not None and not finding.body.is_metonym:
            keys = (office.key, *(_LEADING if office.key in _LEADING_TITLES else ()))
            country = finding.body.country
        elif office.rank <= _HIGHEST_ALONE and finding.country:
            keys, country = _keys(office, finding.effect), finding.country
        else:
            return None
        for key in keys:
            people = self._holders(country, key, finding, on)
            if people:
                others = self._holders(country, key, finding, None)
                ranked = [*people, *(person for person in others if person not in people)]
                named = office if office.key == key else replace(office, key=key)
                held = finding._replace(office=named)
                return self._choice(people[0], ranked, held, on, method="office", by_name=False)
        return None

    def _holders(
        self, country: str | None, key: str, finding: Finding, on: date | None
    ) -> tuple[Person, ...]:
        body = finding.body
        if body is None or body.is_metonym:
            return self._base.office_holder(country, key, on)
        leaders = self._leaders(country, key, body)
        if on is None or not leaders:
            return leaders
        held = self._base.office_holder(country, key, on)
        return tuple(p for p in held if p in leaders and self._leads(p, key, body, on))

    def _find_leaders(self, country: str | None, key: str, body: Body) -> tuple[Person, ...]:
        """Everybody who ever held an office in a body."""
        people = self._base.office_holder(country, key)
        return tuple(person for person in people if self._leads(person, key, body, None))

    def _leads(self, person: Person, key: str, body: Body, on: date | None) -> bool:
        """Whether a person held the office in this very body."""
        return any(
            tenure.body != ""
            and tenure.office == key
            and tenure.term.holds(on)
            and any(reading.entry == body for reading in self._base.lookup(tenure.body))
            for tenure in person.tenures
        )

    def _choice(
        self,
        person: Person,
        ranked: list[Person],
        finding: Finding,
        on: date | None,
        *,
        method: str,
        by_name: bool,
    ) -> PersonChoice:
        tenure = self._tenure(person, finding, on)
        score = 0.95 if tenure.term.holds(on) and on is not None else 0.7
        names = self._base.country_name
        keys = same_offices(finding.office) if finding.office else ()
        candidates = [person_candidate(person, tenure, on, score=score, countries=names)]
        for other in [p for p in ranked if p is not person][: _NAMED_AT_MOST - 1]:
            held = self._nearest(other, keys, on)
            against = _against(held, finding, keys, on)
            candidates.append(
                person_candidate(other, held, on, score=0.2, countries=names, against=against)
            )
        in_office = on is not None and tenure.term.holds(on)
        leads = in_office and tenure.rank == 1 and not tenure.body
        return PersonChoice(person, tuple(candidates), method, by_name, in_office, leads)

    def _nearest(self, person: Person, keys: tuple[str, ...], on: date | None) -> Tenure:
        if len(person.tenures) == 1:
            return person.tenures[0]
        titled = [t for t in person.tenures if t.office in keys] if on is not None else []
        if titled and on is not None:
            return min(titled, key=lambda tenure: tenure.term.distance(on))
        return self._base.tenure_on(person, on)


def _against(tenure: Tenure, finding: Finding, keys: tuple[str, ...], on: date | None) -> str:
    if finding.country and tenure.country != finding.country:
        return f"the words say {finding.country}"
    if on is not None and not tenure.term.holds(on):
        return f"not in office on {on}"
    if finding.office and tenure.office not in keys:
        return f"the words say {finding.office.key.replace('_', ' ')}"
    return "others stand nearer to the words"


def _is_same_given(person: Person, surname: str, given: list[str]) -> bool:
    """Whether a person's given name is spelt like this one.

    Names of East Asia must agree in every letter, for there one letter makes another name.
    """
    words = [word for word in key_of(person.name).split() if word != surname]
    if not words or len(words) == len(key_of(person.name).split()):
        return False
    if person.tenures[0].country in FAMILY_NAME_FIRST:
        return "".join(words) == "".join(given)
    if words[0][0] != given[0][0]:
        return False
    others = zip(words[1:], given[1:], strict=False)
    is_alike = fuzz.ratio(words[0], given[0]) >= _SAME_GIVEN_NAME
    return is_alike and all(one[0] == other[0] for one, other in others)


def same_offices(office: Office) -> tuple[str, ...]:
    """The keys of an office that newswire does not keep apart, the office's own first."""
    return _SAME_OFFICE.get(office.key, (office.key,))


def _keys(office: Office, effect: Effect | None) -> tuple[str, ...]:
    if effect is Effect.UNDER:
        return tuple(f"deputy_{key}" for key in same_offices(office))
    return same_offices(office)

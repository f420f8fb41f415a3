"""Reading country and sector off the words of an actor phrase.

The rule throughout: the head of the phrase says what the actor is, the words before it say whose,
and places after a preposition count only where nothing before them does ("U.S. officials in
Kabul" are of the United States, "police in Nairobi" of Kenya).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from communique.knowledge.entries import (
    Body,
    Effect,
    Office,
    SmallWords,
    State,
    Strength,
)
from communique.knowledge.heads import (
    effect_on_title,
    is_left_open,
    is_plural_title,
    is_suffix,
    is_weak,
    sector_of_people,
    split_name,
)
from communique.knowledge.phrase import Role, Segment, Unit, segment_of
from communique.records import Sector

# Sectors of a head that "rebel" or "opposition" before it does not change.
_KEEPS = frozenset(
    {Sector.COP, Sector.JUD, Sector.SPY, Sector.CVL, Sector.REF, Sector.MED, Sector.GOV, Sector.REB}
)
# Offices that a body of several states has as well: "UN inspectors", "EU ministers".
_JOINTLY_HELD = frozenset({Sector.GOV, Sector.COP, Sector.JUD, Sector.EDU, Sector.LEG})
# Bodies and groups that newswire names by their town: "Aleppo residents", "Delhi police".
_LOCAL = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.JUD, Sector.LEG, Sector.CVL})
# Peoples that live in several states, any of which the rest of the phrase may name.
_STATELESS = frozenset({"kurdish", "kurds", "kurd", "arab", "arabs"})
_BASED = "based"
_TOWARDS = frozenset(
    {"special_envoy", "ambassador", "ambassador_to_un", "national_security_adviser"}
)

PlaceCountry = Callable[[str], str | None]
"""Gives the country of a place by its name, or None."""


class Finding(NamedTuple):
    """What the words of a phrase tell (a named tuple: phrases make thousands of them a second).

    Attributes:
        country: ISO 3166-1 alpha-3, or None.
        sector: Sector, or None.
        country_words: The words that told the country.
        sector_words: The words that told the sector.
        name: The words that may be a person's name, or "".
        person_unit: The unit that the base knows as a person's full name, or None.
        body: The body that the phrase names, or None.
        other_bodies: Bodies of the same name that were passed over.
        state: The state that the phrase names, or None.
        office: The office that it names, or None.
        effect: What is said of the office ("former"), or None.
        is_default: Whether the sector is only what holders of the office, or bodies of the kind,
            mostly are.
        of_several: Whether a title stands in the plural.
        of_no_state: Whether the words say that no single state is meant ("US-led coalition").
    """

    country: str | None = None
    sector: Sector | None = None
    country_words: str = ""
    sector_words: str = ""
    name: str = ""
    person_unit: Unit | None = None
    body: Body | None = None
    other_bodies: tuple[Body, ...] = ()
    state: State | None = None
    office: Office | None = None
    effect: Effect | None = None
    is_default: bool = False
    of_several: bool = False
    of_no_state: bool = False

    def filled_from(self, other: Finding) -> Finding:
        """This finding with what it lacks taken from another."""
        country = self.country
        words = self.country_words
        if country is None and not self.of_no_state:
            country, words = other.country, other.country_words
        sector, sector_words = self.sector, self.sector_words
        if sector is None:
            sector, sector_words = other.sector, other.sector_words
        takes_name = not self.name and other.office is None and other.country is None
        # Naming all fields takes half the time of `_replace`.
        return Finding(
            country=country,
            sector=sector,
            country_words=words,
            sector_words=sector_words,
            name=other.name if takes_name else self.name,
            person_unit=self.person_unit or other.person_unit,
            body=self.body,
            other_bodies=self.other_bodies,
            state=self.state,
            office=self.office or other.office,
            effect=self.effect or other.effect,
            is_default=self.is_default,
            of_several=self.of_several,
            of_no_state=self.of_no_state or other.of_no_state,
        )


NOTHING = Finding()
"""What words tell that the base does not know."""


@dataclass(frozen=True, slots=True)
class Describer:
    """Reads findings off segments.

    Attributes:
        on: The day, or None.
        home: The country that the article is about or from, or None.
        small: The small words of phrases.
        person_country: Gives the country of a person known by a surname on the day, or None.
        place_country: Gives the country of a place, or None.
    """

    on: date | None
    home: str | None
    small: SmallWords
    person_country: Callable[[Unit], str | None]
    place_country: PlaceCountry

    def describe(self, segment: Segment) -> Finding:
        """What a segment tells."""
        finding = self._core(segment.core)
        if segment.preposition is None or not segment.rest:
            return finding
        serves = segment.preposition == "to" and bool(finding.office) and finding.is_default
        is_elsewhere = segment.preposition in self.small.elsewhere and not serves
        if is_elsewhere or self._names_goal(finding, segment):
            return finding
        return self._with_rest(finding, segment)

    def _names_goal(self, finding: Finding, segment: Segment) -> bool:
        """Whether "for Syria" after an envoy says what for and not whose."""
        towards = finding.office is not None and finding.office.key in _TOWARDS
        return towards and segment.preposition == "for"

    def _with_rest(self, finding: Finding, segment: Segment) -> Finding:
        rest = self.describe(segment_of(segment.rest))
        belongs = segment.preposition in self.small.belonging or segment.preposition == "to"
        if rest.country is None and rest.name:
            rest = self._of_name(rest, segment.rest, belongs=belongs)
        if finding.body is not None and finding.body.country is None and not belongs:
            return finding
        if not belongs:
            return finding.filled_from(Finding(rest.country, None, rest.country_words))
        takes = finding.sector is None or finding.is_default
        if takes and rest.sector is not None:
            finding = finding._replace(
                sector=rest.sector, sector_words=rest.sector_words, is_default=False
            )
        if rest.of_no_state or (rest.body and rest.body.country is None and not finding.country):
            finding = finding._replace(of_no_state=True)
        if finding.office is not None and finding.office.takes_body and rest.office is None:
            finding = finding._replace(body=finding.body or rest.body)
        return finding.filled_from(rest._replace(office=None, effect=None, person_unit=None))

    def _of_name(self, rest: Finding, units: list[Unit], *, belongs: bool) -> Finding:
        """What follows the preposition, with the country of the place or leader it names."""
        country = None
        if not rest.office and rest.sector is None and _may_be_place(units):
            country = self.place_country(rest.name)
        names = [u for u in units if u.people or u.role is Role.NAME] if belongs else []
        for unit in reversed(names):
            country = country or self.person_country(unit)
        return rest._replace(country=country, country_words=rest.name if country else "")

    def _core(self, core: list[Unit]) -> Finding:
        """What the words before the first preposition tell."""
        if not core:
            return NOTHING
        named, described = split_name(core)
        finding = self._described(described, has_name=bool(named)) if described else NOTHING
        if not named:
            return finding
        named = [u for u in named if u.normal not in self.small.courtesy]
        person = named[0] if named and named[0].people else None
        words = person.text if person else " ".join(u.text for u in named)
        return finding._replace(name=words, person_unit=person)

    def _described(self, units: list[Unit], *, has_name: bool) -> Finding:
        if all(unit.role is Role.WORD and unit.normal != "led" for unit in units):
            return NOTHING
        is_led_coalition = self._is_led_coalition(units)
        units = self._own(units)
        while len(units) > 1 and is_suffix(units[-1]):
            units = units[:-1]
        head = units[-1]
        whose = self._whose(units)
        sector, words = self._what(units, whose, has_name=has_name)
        has_country = whose.country is not None
        is_open = is_weak(head) or is_left_open(head.office, has_country=has_country)
        finding = whose._replace(
            sector=sector,
            sector_words=words,
            is_default=is_open and words == head.text,
            office=head.office,
            effect=effect_on_title(units),
            of_several=is_plural_title(head),
        )
        if is_led_coalition and finding.sector is not Sector.REB:
            return finding._replace(
                country=None, of_no_state=True, sector=Sector.MIL, sector_words=head.text
            )
        return finding

    def _own(self, units: list[Unit]) -> list[Unit]:
        """The units without sponsors and without what the actor is for or against.

        "Turkish-backed Syrian rebels" are Syrian, an "anti-Assad" group is not Assad's.
        """
        own = []
        for at, unit in enumerate(units):
            after = units[at + 1] if at + 1 < len(units) else None
            before = units[at - 1] if at else None
            sponsors = after is not None and self._is_sponsor(after, units[at + 2 :])
            is_stance = unit.joined and before is not None and before.normal in self.small.stance
            if unit is units[-1] or not (sponsors or is_stance):
                own.append(unit)
        return own

    def _is_sponsor(self, after: Unit, rest: list[Unit]) -> bool:
        """Whether a word after a name says that the name is no owner: "Turkish-backed".

        "Turkey-based" says only where, if what follows says whose: "Syrian opposition".
        """
        if after.normal == _BASED:
            return after.joined and any(u.states or self._is_body(u) for u in rest)
        return after.normal in self.small.sponsored

    def _is_led_coalition(self, units: list[Unit]) -> bool:
        if not any("led" in unit.normal for unit in units):
            return False
        words = " ".join(u.normal for u in units).split()
        return "led" in words and not {"coalition", "alliance"}.isdisjoint(words)

    def _whose(self, units: list[Unit]) -> Finding:
        """Country and body that the units tell, the head's own first."""
        owner = next((u for u in units if u.states), None)
        country = self._country(owner) if owner else None
        body_unit = next((u for u in reversed(units) if self._is_body(u)), None)
        if body_unit is not None:
            return self._whose_body(body_unit, owner, country)
        if owner is not None:
            is_head = owner is units[-1] and owner.meanings.is_state_name
            state = self._state(owner) if is_head else None
            return Finding(country=country, country_words=owner.text, state=state)
        return self._whose_by_name(units)

    def _whose_by_name(self, units: list[Unit]) -> Finding:
        """The country of a leader or place that stands before the head: "the Assad regime"."""
        head = units[-1]
        names = [u for u in units[:-1] if u.role is Role.NAME or u.people]
        for unit in names:
            # One word of a longer name is no leader's: "the Mesa de Enlace's leaders".
            is_whole = unit.people or len(names) == 1
            found = self.person_country(unit) if is_whole else None
            if found:
                return Finding(country=found, country_words=unit.text)
        if names and _may_be_place(names) and any(noun.sector in _LOCAL for noun in head.nouns):
            words = " ".join(unit.text for unit in names)
            return Finding(country=self.place_country(words), country_words=words)
        return Finding()

    def _whose_body(self, unit: Unit, owner: Unit | None, country: str | None) -> Finding:
        body = self._body(unit, country)
        if body.kind == "region":
            found = Finding(country=country, country_words=owner.text if owner else "")
            return found._replace(of_no_state=country is None and unit.normal not in _STATELESS)
        is_anyones = unit.meanings.is_common or self._is_of_several(unit)
        is_elsewhere = body.country is not None or country is not None
        if is_anyones and is_elsewhere and body.country not in (country or self.home,):
            # "the National Police": whose, the words do not say.
            return Finding(country=country, country_words=owner.text if owner else "")
        if owner is None or owner is unit:
            found = Finding(country=body.country, country_words=unit.text)
        elif body.country in (None, country) or body.is_metonym:
            found = Finding(country=country, country_words=owner.text)
        else:
            # "Ecuador's National Electoral Council": the words say whose it is, and the body the
            # base knows by that name is another country's.
            return Finding(country=country, country_words=owner.text, body=None)
        no_state = body.country is None and found.country is None and bool(body.sector)
        others = tuple(other for other in unit.bodies if other is not body)
        return found._replace(body=body, other_bodies=others, of_no_state=no_state)

    def _is_body(self, unit: Unit) -> bool:
        return bool(unit.bodies) and not unit.states

    def _state(self, unit: Unit) -> State:
        """The state a unit stands for: existing on the day, and settled by the home country."""
        states = unit.states
        if len(states) == 1:
            return states[0]
        return min(states, key=lambda state: (not state.term.holds(self.on),))

    def _country(self, unit: Unit) -> str | None:
        state = self._state(unit)
        if state.kind != "ambiguous":
            return state.country
        # "Korea" without more: the one the article is from, for the rest of the world the South.
        return self.home if self.home in ("KOR", "PRK") else "KOR"

    def _body(self, unit: Unit, country: str | None) -> Body:
        if len(unit.bodies) == 1:
            return unit.bodies[0]

        def standing(body: Body) -> tuple[bool, bool, bool]:
            away = not body.term.holds(self.on)
            foreign = country is not None and body.country != country
            return (foreign, away, self.home is not None and body.country != self.home)

        return min(unit.bodies, key=standing)

    def _is_of_several(self, unit: Unit) -> bool:
        """Whether bodies of several countries have the name, so that it does not say whose."""
        if len(unit.bodies) == 1:
            return False
        bodies = [body for body in unit.bodies if body.term.holds(self.on)]
        return len({body.country for body in bodies if body.country}) > 1 and all(
            body.country for body in bodies
        )

    def _what(
        self, units: list[Unit], whose: Finding, *, has_name: bool
    ) -> tuple[Sector | None, str]:
        """The sector that the units tell, with the words that told it."""
        head = units[-1]
        sector, words = self._head_sector(units, whose, has_name=has_name)
        if head.meanings.sector(Strength.OVERRIDE) and not head.meanings.sector(Strength.STRONG):
            return head.meanings.sector(Strength.OVERRIDE), head.text
        for unit in units:
            override = unit.meanings.sector(Strength.OVERRIDE)
            if override and (unit is not head or sector is None) and sector not in _KEEPS:
                return override, unit.text
            if override and head.office and head.office.takes_body:
                return override, unit.text
        return sector, words

    def _head_sector(
        self, units: list[Unit], whose: Finding, *, has_name: bool
    ) -> tuple[Sector | None, str]:
        head = units[-1]
        if self._is_body(head) and whose.body is not None:
            return whose.body.sector, head.text
        if whose.body is None and self._is_body(head):
            # A body of another country has the name: what it is there tells less than the noun.
            noun = head.meanings.sector(Strength.STRONG) if head.meanings.is_common else None
            return noun or self._body(head, None).sector, head.text
        if head.meanings.is_state_name and not has_name:
            return self._state(head).sector or Sector.GOV, head.text
        if head.office is not None:
            return self._office_sector(units, head.office, whose)
        strong = head.meanings.sector(Strength.STRONG)
        if strong:
            return strong, head.text
        return self._open_sector(units, whose, has_name=has_name)

    def _open_sector(
        self, units: list[Unit], whose: Finding, *, has_name: bool
    ) -> tuple[Sector | None, str]:
        """The sector of a head that leaves it to the words around it."""
        head = units[-1]
        if whose.of_no_state and whose.body is not None and whose.body.sector is Sector.IGO:
            # "UN human rights bodies": what the organisation is for does not say what it is.
            return Sector.IGO, head.text
        before = self._sector_before(units[:-1], whose)
        if before[0]:
            return before
        if head.nouns:
            weak = head.nouns[0].sector
            return weak or (Sector.GOV if whose.country else None), head.text
        if head.states and not has_name:
            return sector_of_people(head), head.text
        if whose.country and not has_name and head.role is Role.WORD:
            return Sector.GOV, units[0].text
        return None, ""

    def _office_sector(
        self, units: list[Unit], office: Office, whose: Finding
    ) -> tuple[Sector | None, str]:
        if not office.takes_body:
            body = whose.body
            is_joint = body is not None and body.sector is Sector.IGO and not whose.country
            if is_joint and office.sector in _JOINTLY_HELD:
                return Sector.IGO, units[-1].text
            return office.sector, units[-1].text
        before = self._sector_before(units[:-1], whose)
        if before[0] is not None:
            return before
        sector = office.sector or (Sector.GOV if whose.country else None)
        return sector, units[-1].text

    def _sector_before(self, units: list[Unit], whose: Finding) -> tuple[Sector | None, str]:
        """The sector of the nearest noun, body or title before the head."""
        for unit in reversed(units):
            if whose.body is not None and self._is_body(unit):
                return whose.body.sector, unit.text
            for strength in (Strength.MODIFIER, Strength.STRONG):
                sector = unit.meanings.sector(strength)
                if sector:
                    return sector, unit.text
            if unit.office is not None and unit.office.sector and not unit.office.takes_body:
                return unit.office.sector, unit.text
        return None, ""


def _may_be_place(units: list[Unit]) -> bool:
    """Whether names may be of a town: those with an article or in few capitals are not.

    "The Bar" is no town of Montenegro and "the KP Assembly" no assembly of Sri Lanka's.
    """
    names = [unit for unit in units if unit.role is Role.NAME]
    return not any(u.article == "the" or (u.text.isupper() and len(u.text) < 4) for u in names)

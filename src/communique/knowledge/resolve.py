"""From an actor phrase to the actor: name, country, sector, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.certainty import sure
from communique.knowledge.describe import Describer, Finding, PlaceCountry
from communique.knowledge.entries import Body, Effect, State
from communique.knowledge.halves import Halves
from communique.knowledge.persons import PersonChoice, PersonFinder
from communique.knowledge.phrase import Cutter
from communique.knowledge.reasons import against_body, body_candidate, description_reason
from communique.records import Actor, Candidate, Resolution, Sector

_CACHE_SIZE = 65536
# Scores order the candidates of one name and say nothing across names: what holds on the day goes
# before what held at another time, and both before what was passed over.
_SURE, _OUT_OF_DATE, _PASSED_OVER = 0.95, 0.6, 0.2


@dataclass(frozen=True, slots=True)
class Context:
    """What the article tells about an actor phrase.

    Attributes:
        home: ISO 3166-1 alpha-3 of the country that the article is from or about, or None. It
            settles names that several countries share; it never adds a country by itself.
        about: Countries that the article names and that settle what "the North" and "the South"
            are (those of `halves.csv`: give KOR where the text speaks of Korea). Give as few as
            can be: what is resolved is kept for one context.
    """

    home: str | None = None
    about: frozenset[str] = frozenset()


_NO_CONTEXT = Context()


def _no_place(_name: str) -> str | None:
    return None


class Resolver:
    """Resolves actor phrases against a knowledge base; safe to share, with a cache of its own."""

    def __init__(self, base: KnowledgeBase, *, place_country: PlaceCountry = _no_place) -> None:
        """Take a base and, where there is one, a way to look up the country of a place.

        Args:
            base: The knowledge base.
            place_country: Gives the ISO 3166-1 alpha-3 code of a place's country, or None.
        """
        self._base = base
        self._place_country = place_country
        self._finder = PersonFinder(base)
        self._halves = Halves(base)
        self._cut = lru_cache(maxsize=_CACHE_SIZE)(Cutter(base).cut)
        self._cached = lru_cache(maxsize=_CACHE_SIZE)(self._resolve)

    @property
    def divided(self) -> frozenset[str]:
        """The countries that `Context.about` is for, as ISO 3166-1 alpha-3 codes."""
        return self._halves.countries

    def resolve(
        self, phrase: str, *, on: date | None = None, context: Context = _NO_CONTEXT
    ) -> Actor:
        """Resolve an actor phrase as the text has it.

        Args:
            phrase: "Russian Defence Minister Sergei Shoigu", "the Kremlin", "rebels in Congo".
            on: The day that the phrase speaks of; without one the latest office holders count.
            context: What the article tells.

        Returns:
            The actor without span; its resolution says what it was taken from and what was
            passed over. Unknown names keep their words, and country and sector None.
        """
        # What depends on no day is kept for all days.
        day = on if on is not None and self._cut(phrase).is_dated else None
        return self._cached(phrase, day, context)

    def _resolve(self, phrase: str, on: date | None, context: Context) -> Actor:
        return sure(self._actor(phrase, on, context))

    def _actor(self, phrase: str, on: date | None, context: Context) -> Actor:
        segments, words, _ = self._cut(phrase)
        segments = self._halves.settled(segments, (context.home, *sorted(context.about)))
        describer = Describer(
            on,
            context.home,
            self._base.small_words,
            lambda unit: self._finder.country(unit, on),
            self._country_of_place,
        )
        findings = [describer.describe(segment) for segment in segments]
        if not findings:
            return Actor(phrase.strip(), resolution=Resolution("none", "The phrase is empty."))
        finding = findings[0]
        for other in findings[1:]:
            finding = finding.filled_from(other)
        choice = self._finder.find(finding, on=on, home=context.home)
        if choice is not None:
            return _person_actor(words, finding, choice)
        return self._described(words, finding, on)

    def _described(self, words: str, finding: Finding, on: date | None) -> Actor:
        body = finding.body
        is_of_body = body is not None and not finding.office and finding.sector is body.sector
        if body is not None and is_of_body and _is_whole(words, finding):
            return self._body_actor(words, body, finding, on)
        return _described_actor(words, finding)

    def _body_actor(self, words: str, body: Body, finding: Finding, on: date | None) -> Actor:
        names = self._base.country_name
        score = _SURE if body.term.holds(on) else _OUT_OF_DATE
        taken = body_candidate(body, on, score=score, countries=names)
        taken = replace(taken, country=finding.country, sector=_after(finding) or body.sector)
        others = [
            body_candidate(
                other,
                on,
                score=_PASSED_OVER,
                countries=names,
                against=against_body(other, body, on),
            )
            for other in finding.other_bodies
        ]
        name = words if body.is_metonym else body.name
        identifier = f"state:{body.country}" if body.is_metonym and body.country else body.id
        resolution = Resolution("base", taken.reason, (taken, *others))
        return Actor(name, taken.country, taken.sector, identifier, None, resolution)

    def _country_of_place(self, name: str) -> str | None:
        return self._base.country_of(name) or self._place_country(name)


def _person_actor(words: str, finding: Finding, choice: PersonChoice) -> Actor:
    """The actor for a person of the base; what the words say goes before what the base says."""
    first, *others = choice.candidates
    is_of_body = finding.of_no_state and finding.body is not None
    of_words = None if choice.settles_country else finding.country
    country = of_words or (None if is_of_body else first.country)
    sector = _sector_of_person(finding, choice) or first.sector
    taken = replace(first, country=country, sector=sector)
    resolution = Resolution(choice.method, first.reason, (taken, *others))
    name = choice.person.name if choice.by_name else words
    return Actor(name, country, sector, choice.person.id, None, resolution)


def _sector_of_person(finding: Finding, choice: PersonChoice) -> Sector | None:
    """The sector that the words give a person, where they give an office or body.

    A head of state or government in office stays one, whatever rank or honour the text puts
    before the name ("Marshal Kim Jong Un"). Who is called "former" is what the base has for the
    day, or of the opposition.
    """
    if finding.effect is Effect.FORMER:
        return None if choice.in_office else _after(finding)
    if choice.leads_state or not (finding.office or finding.body):
        return None
    if finding.is_default:
        return None
    return finding.sector


def _described_actor(words: str, finding: Finding) -> Actor:
    """The actor that the words alone tell."""
    sector = _after(finding)
    reason = description_reason(words, finding)
    if finding.name and not finding.office and finding.country is None and sector is None:
        resolution = Resolution("unknown", f"The base does not know {words}.")
        return Actor(words, None, None, None, None, resolution)
    state = finding.state
    name = state.name if isinstance(state, State) and state.country else words
    identifier = f"state:{finding.country}" if state and finding.country else None
    candidate = Candidate(name, finding.country, sector, _score(finding), reason)
    method = "description" if finding.country or sector else "unknown"
    if finding.of_no_state and finding.country is None:
        method = "joint"
    resolution = Resolution(method, reason, (candidate,))
    return Actor(name, finding.country, sector, identifier, None, resolution)


def _is_whole(words: str, finding: Finding) -> bool:
    """Whether the phrase is about the body itself: the words that told the sector end it."""
    return bool(finding.sector_words) and words.endswith(finding.sector_words)


def _after(finding: Finding) -> Sector | None:
    """The sector with the effect of "former": whoever left an office of state is not the state."""
    if finding.effect is Effect.FORMER and finding.sector in (Sector.GOV, Sector.LEG):
        return Sector.OPP
    if finding.effect is Effect.FORMER and finding.sector is None:
        return Sector.CVL
    return finding.sector


def _score(finding: Finding) -> float:
    """Orders readings: told by words in full, in part, or not at all."""
    return 0.3 + 0.3 * (finding.country is not None) + 0.3 * (finding.sector is not None)

"""The walk through an article that leads every mention of an actor to what it stands for.

Names come first: a full name opens a referent, a last name takes it up. Descriptions are read by
their own words, then by what the article has said before. Pronouns take up the nearest referent
of a fitting kind, subjects before others (Hobbs 1978 in the small).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from spacy.tokens import Token

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.resolve import Context, Resolver
from communique.language import ParsedArticle, Sentence
from communique.reading.actors import phrases
from communique.reading.actors.home import Surroundings
from communique.reading.actors.lexicon import Pronoun, pronoun_lexicon
from communique.reading.actors.naming import entity_text, name_words, without_possessive
from communique.reading.actors.referents import Referent, ReferentKind
from communique.reading.events.candidates import PartyCandidate
from communique.records import Actor, Resolution, Sector

_PLACE_ENTITIES = frozenset({"GPE", "NORP", "LOC", "FAC"})
_OF = frozenset({"of"})

PRONOUN_REACH = 5
"""Sentences back within which a pronoun looks for what it takes up."""


class Walk:
    """Walks through the sentences in order and keeps what has been named so far."""

    def __init__(
        self,
        base: KnowledgeBase,
        resolver: Resolver,
        *,
        on: date | None,
        countries: Mapping[str, int] = MappingProxyType({}),
        places: Mapping[tuple[int, int], str] = MappingProxyType({}),
        seat: str | None = None,
    ) -> None:
        """Starts before the first sentence.

        Args:
            base: Tells titles from other words.
            resolver: Resolves phrases.
            on: The day of the article, or None.
            countries: How often places and outlet speak for a country.
            places: The countries of the article's places, by sentence and token index.
            seat: The country of the outlet, or None.
        """
        self._base = base
        self._resolver = resolver
        self._on = on
        self._lexicon = pronoun_lexicon()
        self._countries = Counter(countries)
        self._places = places
        self._seat = seat if seat in resolver.divided else None
        self.referents: list[Referent] = []
        self.found: dict[tuple[int, int], Referent] = {}
        self.surroundings = Surroundings()
        for (sentence, _), country in places.items():
            self.surroundings.add(sentence, country)
        self.first_persons: list[tuple[Sentence, Token]] = []
        self._short_forms: dict[str, Referent] = {}

    @property
    def home(self) -> str | None:
        """The country that the article speaks of most so far.

        For an outlet of a divided country its own: what Pyongyang calls Korea is not the South.
        """
        return self._seat or max(self._countries, key=lambda c: self._countries[c], default=None)

    def _resolve(self, phrase: str) -> Actor:
        words = without_possessive(phrase)
        about = self._resolver.divided.intersection(self._countries)
        context = Context(home=self.home, about=about)
        return self._resolver.resolve(words, on=self._on, context=context)

    def sentence(self, sentence: Sentence, candidates: Iterable[PartyCandidate]) -> None:
        """Leads every candidate of the next sentence to a referent."""
        titles = []
        for candidate in candidates:
            bearer = phrases.bearer(candidate.head)
            if bearer is not None:
                titles.append((candidate.head, bearer))
                continue
            referent = self._refer(candidate, sentence)
            if referent is not None:
                referent.weight += 1
                if referent.first < 0:
                    referent.first = sentence.index
                referent.last = (sentence.index, candidate.head.i)
                referent.subject = candidate.head.dep_ in ("nsubj", "nsubjpass")
                self.found[sentence.index, candidate.head.i] = referent
                self._count(referent, sentence)
        # A title before a name is whoever bears it: "opposition leader Raila Odinga".
        for title, bearer in titles:
            borne = self.found.get((sentence.index, bearer.i))
            if borne is not None:
                self.found[sentence.index, title.i] = borne

    def _count(self, referent: Referent, sentence: Sentence) -> None:
        if referent.country is None:
            return
        self.surroundings.add(sentence.index, referent.country)
        if referent.kind is not ReferentKind.GROUP:
            self._countries[referent.country] += 1

    def _refer(self, candidate: PartyCandidate, sentence: Sentence) -> Referent | None:
        head = candidate.head
        pronoun = self._lexicon.pronouns.get(head.lower_)
        if head.pos_ == "PRON" or head.tag_ in ("PRP$", "WP$", "WDT", "WP"):
            return self._pronoun(pronoun, head, sentence) if pronoun else None
        if self._names_body(candidate):
            return self._body(candidate)
        if head.ent_type_ == "PERSON" or self._is_titled(candidate):
            return self._person(candidate, sentence)
        several = self._of_several_countries(candidate)
        if several is not None:
            return several
        if head.pos_ == "PROPN" or head.ent_type_ in ("ORG", "GPE", "NORP", "LOC", "FAC"):
            return self._body(candidate)
        return self._described(candidate, sentence)

    def _names_body(self, candidate: PartyCandidate) -> bool:
        """A body that is called after a person: "Kim Il Sung University"."""
        if candidate.head.ent_type_ != "PERSON" or candidate.head.pos_ != "PROPN":
            return False
        return self._ends_as_body(entity_text(candidate))

    def _ends_as_body(self, name: str) -> bool:
        words = without_possessive(name).split()
        if len(words) < 3 or self._base.is_person_title(words[-1]):
            return False
        return self._base.sector_of_noun(words[-1]) is not None

    def _is_titled(self, candidate: PartyCandidate) -> bool:
        """A name that the tagger did not see, told by its title: "President Kagame"."""
        head = candidate.head
        if head.pos_ != "PROPN" or head.ent_type_ in ("GPE", "NORP"):
            return False
        before = [t for t in candidate.phrase if t.i < head.i and t.dep_ in ("compound", "nmod")]
        return any(self._base.is_person_title(t.text) for t in before)

    # Persons

    def _person(self, candidate: PartyCandidate, sentence: Sentence) -> Referent:
        name = entity_text(candidate)
        words = name_words(name)
        earlier = self._earlier_person(words)
        beside = phrases.apposition(candidate.head)
        if earlier is not None and (
            len(words) <= len(earlier.words) or self._rename(earlier, candidate, beside)
        ):
            return earlier
        described = self._named_before(candidate, sentence)
        resolved = self._resolve_person(candidate, name, beside)
        referent = described or Referent(name, ReferentKind.PERSON)
        referent.name, referent.kind, referent.words = name, ReferentKind.PERSON, words
        referent.head = referent.head or self._office_word(candidate, beside)
        _take(referent, resolved)
        if described is None:
            self.referents.append(referent)
        return referent

    def _earlier_person(self, words: frozenset[str]) -> Referent | None:
        for referent in reversed(self.referents):
            if referent.kind is not ReferentKind.PERSON or not words:
                continue
            if words <= referent.words or (len(words) > 1 and referent.words <= words):
                return referent
        return None

    def _rename(self, referent: Referent, candidate: PartyCandidate, beside: str | None) -> bool:
        """Takes over a fuller name, if it can be of the same person."""
        name = entity_text(candidate)
        resolved = self._resolve_person(candidate, name, beside)
        is_other = resolved.country not in (None, referent.country)
        if is_other and referent.country is not None and resolved.id and referent.id:
            return False
        referent.name, referent.words = name, name_words(name)
        if resolved.country or not referent.country:
            _take(referent, resolved)
        return True

    def _resolve_person(self, candidate: PartyCandidate, name: str, beside: str | None) -> Actor:
        title = phrases.description(candidate.phrase, candidate.head, links=_OF)
        if beside and len(title) <= len(name) + 4:
            return self._resolve(f"{beside} {name}")
        resolved = self._resolve(title)
        is_bare = without_possessive(title) == name and len(name.split()) == 2
        if is_bare and self._base.sector_of_noun(name.split()[1]) is None:
            return _unless_by_name(resolved, name)
        return resolved

    def _office_word(self, candidate: PartyCandidate, beside: str | None) -> str:
        words = f"{candidate.phrase.text} {beside or ''}".split()
        return next((w.lower() for w in reversed(words) if self._base.is_person_title(w)), "")

    def _named_before(self, candidate: PartyCandidate, sentence: Sentence) -> Referent | None:
        """The description that a name stands beside: "the foreign minister, Sergei Lavrov"."""
        head = candidate.head
        if head.dep_ != "appos":
            return None
        before = self.found.get((sentence.index, head.head.i))
        if before is None or before.id is not None or before.kind is ReferentKind.PERSON:
            return None
        is_title = before.kind is ReferentKind.GROUP or self._base.is_person_title(before.head)
        return before if is_title else None

    # Bodies and states

    def _body(self, candidate: PartyCandidate) -> Referent:
        name = without_possessive(candidate.phrase.text)
        if name in self._short_forms:
            return self._short_forms[name]
        referent = self._named_body(candidate, name)
        short = phrases.short_form(candidate.phrase)
        for form in (short, phrases.initials(referent.name)):
            if form:
                self._short_forms.setdefault(form, referent)
        return referent

    def _named_body(self, candidate: PartyCandidate, name: str) -> Referent:
        words = name_words(name)
        if candidate.head.pos_ == "PROPN" and candidate.head.ent_type_ not in _PLACE_ENTITIES:
            person = None if self._ends_as_body(name) else self._earlier_person(words)
            if person is not None:
                return person
        described = phrases.description(phrases.unpaired(candidate.phrase), candidate.head)
        resolved = self._resolve(phrases.with_article(candidate.phrase, described))
        resolved = self._told_beside(candidate, resolved, name)
        key = resolved.id
        for referent in reversed(self.referents):
            same_id = key is not None and referent.id == key and referent.sector is resolved.sector
            if same_id and referent.kind is ReferentKind.PERSON:
                return referent
            if referent.kind is not ReferentKind.BODY:
                continue
            if same_id or (key is None and referent.words == words):
                return referent
        taken_up = self._generic(candidate, resolved)
        if taken_up is not None:
            return taken_up
        is_person = resolved.id is not None and resolved.id.startswith("person:")
        kind = ReferentKind.PERSON if is_person else ReferentKind.BODY
        referent = Referent(name, kind, words=words, head=candidate.head.lower_)
        referent.plural = candidate.head.tag_ == "NNPS"
        _take(referent, resolved)
        self.referents.append(referent)
        return referent

    def _told_beside(self, candidate: PartyCandidate, resolved: Actor, name: str) -> Actor:
        """What words beside a name tell that the base does not know: "X, an Uzbek politician"."""
        beside = None if _is_told(resolved) else phrases.apposition(candidate.head)
        if not beside or candidate.head.ent_type_ in _PLACE_ENTITIES:
            return resolved
        told = self._resolve(beside)
        is_told = told.country is not None or told.sector is not None
        return replace(told, name=name, id=None) if is_told else resolved

    def _generic(self, candidate: PartyCandidate, resolved: Actor) -> Referent | None:
        """What a capital only makes look like a name: "the Council", "the President"."""
        is_known = resolved.resolution is not None and resolved.resolution.method == "base"
        is_bare = len(candidate.phrase) == 1 and phrases.is_definite(candidate.phrase)
        if is_known or not is_bare or resolved.country is not None:
            return None
        return self._earlier_description(candidate, resolved)

    # Descriptions

    def _described(self, candidate: PartyCandidate, sentence: Sentence) -> Referent | None:
        head = candidate.head
        together = self._collective(candidate) or self._described_person(head, sentence)
        if together is not None:
            return together
        words = phrases.description(candidate.phrase, head)
        resolved = self._resolve(phrases.with_article(candidate.phrase, words))
        if phrases.is_definite(candidate.phrase) or len(candidate.phrase) == 1:
            earlier = self._earlier_description(candidate, resolved)
            if earlier is not None:
                return earlier
        if resolved.sector is None and resolved.country is None:
            return None
        name = without_possessive(words)
        referent = Referent(name, ReferentKind.GROUP, head=head.lower_)
        referent.plural = phrases.is_plural(head)
        _take(referent, resolved)
        self._from_place(referent, head, sentence)
        self._from_possessor(referent, head, sentence)
        self._from_body(referent, head, sentence)
        self.referents.append(referent)
        return referent

    def _described_person(self, head: Token, sentence: Sentence) -> Referent | None:
        """Whom words behind a name describe: "Ngozi Adeyemi, the agriculture minister,"."""
        if head.dep_ != "appos" or head.head.ent_type_ != "PERSON" or phrases.is_plural(head):
            return None
        return self.found.get((sentence.index, head.head.i))

    def _earlier_description(self, candidate: PartyCandidate, resolved: Actor) -> Referent | None:
        """What "the minister" takes up; a description that says more opens a referent of its own.

        "The opposition organisations" are not taken up by "the indigenous organisations".
        """
        word = candidate.head.lower_
        own = phrases.modifiers(candidate.phrase, candidate.head)
        for referent in reversed(self.referents):
            named_so = referent.kind is ReferentKind.BODY and _last_word(referent.name) == word
            fits = resolved.country in (None, referent.country)
            same = referent.head == word or named_so
            is_office = referent.kind is ReferentKind.PERSON and resolved.sector is referent.sector
            if fits and same and (is_office or own <= name_words(referent.name)):
                return referent
        if resolved.country is not None:
            return None
        sectors = self._lexicon.bodies.get(word, frozenset())
        if own and all(self._base.sector_of_noun(w) is resolved.sector for w in own):
            sectors = sectors & {resolved.sector}
        elif own:
            return None
        return self._body_by_kind(sectors)

    def _body_by_kind(self, sectors: Collection[Sector | None]) -> Referent | None:
        """The latest body that a noun can be said of: "the terrorist group" after "Hezbollah"."""
        bodies = (r for r in self.referents if r.kind is ReferentKind.BODY and r.sector in sectors)
        return max(bodies, key=lambda r: r.last, default=None)

    def _from_possessor(self, referent: Referent, head: Token, sentence: Sentence) -> None:
        if referent.country is not None:
            return
        owners = (self.found.get((sentence.index, t.i)) for t in phrases.owners(head))
        owned = next((r for r in owners if r is not None and r.country is not None), None)
        if owned is None:
            return
        referent.country = owned.country
        if head.lower_ in self._lexicon.counterparts:
            referent.sector, referent.head = owned.sector, owned.head

    def _from_place(self, referent: Referent, head: Token, sentence: Sentence) -> None:
        """The country of the town that a group is of: "residents of Afrin"."""
        if referent.country is None:
            found = (self._places.get((sentence.index, t.i)) for t in phrases.whereabouts(head))
            referent.country = next((country for country in found if country is not None), None)

    def _from_body(self, referent: Referent, head: Token, sentence: Sentence) -> None:
        """What the leaders or spokesmen of a body are that the article has named before."""
        office = self._base.office_of_title(head.lower_)
        if office is None or not office.takes_body:
            return
        bodies = (self.found.get((sentence.index, t.i)) for t in phrases.of_whom(head))
        body = next((b for b in bodies if b is not None and b.kind is ReferentKind.BODY), None)
        if body is not None and body.sector is not None:
            referent.sector = body.sector
            referent.country = referent.country or body.country

    def _collective(self, candidate: PartyCandidate) -> Referent | None:
        """Both sides, the two countries: the two latest referents of different countries."""
        head = candidate.head
        before = {t.lower_ for t in head.lefts}
        if head.lower_ not in self._lexicon.collectives or not before & self._lexicon.markers:
            return None
        count = 3 if "three" in before else 2
        persons = head.lower_ in ("leaders", "presidents", "ministers", "men", "officials")
        members: list[Referent] = []
        for referent in sorted(self.referents, key=lambda r: r.last, reverse=True):
            fits = self._is_person(referent) or not persons
            taken = {other.country for other in members} | {None}
            if fits and not referent.members and referent.country not in taken:
                members.append(referent)
            if len(members) == count:
                break
        if len(members) < 2:
            return None
        together = Referent(
            candidate.phrase.text, ReferentKind.SEVERAL, plural=True, members=tuple(members)
        )
        self.referents.append(together)
        return together

    def _of_several_countries(self, candidate: PartyCandidate) -> Referent | None:
        """Those of several countries at once: "the Dutch and British delegations"."""
        head = candidate.head
        nationalities = phrases.coordinated_nationalities(candidate.phrase, head)
        names = [f"{nationality.text} {head.text}" for nationality in nationalities]
        names = names or [f"{head.text} of {c.text}" for c in phrases.coordinated_countries(head)]
        members = []
        for name in names:
            member = Referent(name, ReferentKind.GROUP, head=candidate.head.lower_, plural=True)
            _take(member, self._resolve(name))
            members.append(member)
        if len({member.country for member in members} - {None}) < 2:
            return None
        self.referents += members
        together = Referent(
            candidate.phrase.text, ReferentKind.SEVERAL, plural=True, members=tuple(members)
        )
        together.head = head.lower_
        self.referents.append(together)
        return together

    # Pronouns

    def _pronoun(self, pronoun: Pronoun, head: Token, sentence: Sentence) -> Referent | None:
        if pronoun.speaker:
            self.first_persons.append((sentence, head))
            return None
        if pronoun.relative:
            return self._antecedent(head, sentence)
        near = [
            r
            for r in self.referents
            if sentence.index - r.last[0] <= PRONOUN_REACH and self._may_be(r, pronoun)
        ]
        if pronoun.plural:
            near = [r for r in near if r.plural or r.kind is not ReferentKind.PERSON]
        else:
            near = [r for r in near if not (r.plural and r.kind is ReferentKind.GROUP)]
        subject = phrases.clause_subject(head)
        if subject is not None:
            doer = self.found.get((sentence.index, subject.i))
            near = [r for r in near if r is not doer]
        if not near:
            return None
        return max(near, key=lambda r: _nearness(r, sentence))

    def _may_be(self, referent: Referent, pronoun: Pronoun) -> bool:
        """Whether a pronoun of its kind takes a referent up; titles stand for persons too."""
        persons_only = pronoun.kinds == (ReferentKind.PERSON,)
        return self._is_person(referent) if persons_only else referent.kind in pronoun.kinds

    def _is_person(self, referent: Referent) -> bool:
        titled = referent.kind is ReferentKind.GROUP and not referent.plural
        is_titled = titled and self._base.is_person_title(referent.head)
        return is_titled or referent.kind is ReferentKind.PERSON

    def _antecedent(self, head: Token, sentence: Sentence) -> Referent | None:
        clause = head
        while clause.dep_ not in ("relcl", "ROOT") and clause.head.i != clause.i:
            clause = clause.head
        return self.found.get((sentence.index, clause.head.i)) if clause.dep_ == "relcl" else None


def _nearness(referent: Referent, sentence: Sentence) -> float:
    """Nearer, the subject of its sentence, and more spoken of is better."""
    score = -2.0 * (sentence.index - referent.last[0])
    score += 0.3 * min(referent.weight, 5)
    score += 1.5 * referent.subject
    score += 1.0 * (referent.kind is ReferentKind.PERSON)
    return score + 0.5 * referent.plural


def _unless_by_name(resolved: Actor, name: str) -> Actor:
    """The actor, but not one that a person's own name told: no Paris is meant in "Paris Hilton"."""
    way = resolved.resolution.method if resolved.resolution is not None else ""
    if way != "description" or resolved.id is not None:
        return resolved
    return Actor(name, resolution=Resolution("unknown", f"The base does not know {name}."))


def _is_told(actor: Actor) -> bool:
    return actor.resolution is not None and actor.resolution.method != "unknown"


def _last_word(name: str) -> str:
    return name.split()[-1].lower() if name else ""


def _take(referent: Referent, resolved: Actor) -> None:
    referent.country = resolved.country
    referent.sector = resolved.sector
    referent.id = resolved.id
    referent.resolution = resolved.resolution


def parse_order(parsed: ParsedArticle) -> Sequence[Sentence]:
    """Gives the sentences in the order in which names are introduced.

    Headlines shorten what the text says in full, so the title is read after the first paragraph.
    """
    title = [s for s in parsed.sentences if s.paragraph == 0]
    first = [s for s in parsed.sentences if s.paragraph == 1]
    rest = [s for s in parsed.sentences if s.paragraph > 1]
    return [*first, *title, *rest]

"""What the grammar around a trigger says about its status.

The words and what they mean stand in `status_cues.yaml`; this module looks for them at the
places of the parse from which they can govern a trigger, from the trigger upwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from communique.datafile import read_yaml
from communique.language import Sentence
from communique.records import ArticleField, EventType, Span, Status

CUES_FILE = Path(__file__).with_name("status_cues.yaml")
"""The packaged rules with their examples."""

SPEECH_ACTS = frozenset(
    {
        EventType.AGREE,
        EventType.SUPPORT,
        EventType.CONCEDE,
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
    }
)
"""The types of PLOVER's verbal quad classes but CONSULT: saying it is doing it."""

# Deeper chains of governors are slips of the parser.
_STEPS = 10


class Position(StrEnum):
    """Where a cue stands, seen from the trigger or from a word that carries it."""

    AUXILIARY = "auxiliary"
    REPORTED_AUXILIARY = "reported auxiliary"
    ADVERB = "adverb"
    MODIFIER = "modifier"
    MARKER = "marker"
    TIME = "time"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    CLAUSE = "clause"
    OBJECT = "object"
    SUBJECT = "subject"
    PREDICATE = "predicate"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class StatusCue:
    """A sign that an act has another status than "occurred".

    Attributes:
        status: What it says about the act.
        words: The words that say so.
        rule: Name of the rule in `status_cues.yaml`.
        of_deeds: Share of deeds and meetings under the rule to which annotators gave this status,
            (right + 1) / (all + 2); the rules' file says on which articles it was measured.
        of_speech_acts: The same of promises, demands, refusals and other acts of speech, which
            have occurred when the cue belongs to what was said ("will send help").
    """

    status: Status
    words: Span
    rule: str
    of_deeds: float
    of_speech_acts: float

    def precision(self, kind: EventType) -> float:
        """Gives the measured share for a type: `of_deeds` or `of_speech_acts`."""
        return self.of_speech_acts if kind in SPEECH_ACTS else self.of_deeds


@dataclass(frozen=True, slots=True)
class StatusRule:
    """One rule of `status_cues.yaml`.

    Attributes:
        name: Its name.
        status: What its words say about an act.
        if_negated: What they say under negation, or None where they then say nothing.
        positions: Where the words stand.
        wide: Whether they hold for every act told in their clause, however deep it stands there.
        words: Lemmas, each alone or with a particle, a preposition or an object.
        of_deeds: See `StatusCue`.
        of_speech_acts: See `StatusCue`.
    """

    name: str
    status: Status
    if_negated: Status | None
    positions: tuple[Position, ...]
    words: tuple[str, ...]
    wide: bool
    of_deeds: float
    of_speech_acts: float


@dataclass(frozen=True, slots=True)
class StatusRules:
    """All rules.

    Attributes:
        by_word: Position and word -> rule.
        strength: Statuses, those that win over a cue nearer to the trigger first.
        carriers: Words whose own status is that of the act they govern ("hold" in "hold talks").
        happenings: Words whose own status is that of their subject ("open" in "talks opened").
        reporters: Verbs of speech; under them "would" is the future of what was said.
    """

    by_word: Mapping[tuple[Position, str], StatusRule]
    strength: tuple[Status, ...]
    carriers: frozenset[str]
    happenings: frozenset[str]
    reporters: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A word at a position, with the forms under which rules may list it."""

    position: Position
    keys: tuple[str, ...]
    token: Token
    negated: bool = False
    far: bool = False


def status_cue(head: Token, sentence: Sentence) -> StatusCue | None:
    """Gives the cue that decides about an act, or None where it is told plainly.

    Args:
        head: The highest of the trigger's words in the parse.
        sentence: The sentence that holds it.
    """
    rules = load_rules()
    best: tuple[int, StatusRule, Status, Token] | None = None
    for hit in _hits(head, sentence, rules):
        rule = _rule_of(hit, rules)
        status = _status_of(rule, hit) if rule else None
        if rule is None or status is None or (hit.far and not rule.wide):
            continue
        rank = rules.strength.index(status)
        if best is None or rank < best[0]:
            best = rank, rule, status, hit.token
    if best is None:
        return None
    _, rule, status, token = best
    return StatusCue(status, sentence.span_of(token), rule.name, rule.of_deeds, rule.of_speech_acts)


@cache
def load_rules() -> StatusRules:
    """Reads the packaged rules."""
    data: dict[str, Any] = read_yaml(CUES_FILE)
    return StatusRules(
        by_word={
            (position, word): rule
            for rule in map(_read_rule, data["rules"])
            for position in rule.positions
            for word in rule.words
        },
        strength=tuple(Status(name) for name in data["strength"]),
        carriers=frozenset(data["carriers"]),
        happenings=frozenset(data["happenings"]),
        reporters=frozenset(data["reporters"]),
    )


def _read_rule(entry: dict[str, Any]) -> StatusRule:
    status = Status(entry["status"])
    default = Status.NEGATED if status in (Status.PLANNED, Status.POSSIBLE) else None
    named = entry.get("if_negated", default)
    return StatusRule(
        name=entry["name"],
        status=status,
        if_negated=Status(named) if named is not None else None,
        positions=tuple(Position(name) for name in entry["positions"]),
        words=tuple(entry["words"]),
        wide=bool(entry.get("wide", False)),
        of_deeds=_share(*entry["measured"]["deeds"]),
        of_speech_acts=_share(*entry["measured"]["speech_acts"]),
    )


def _share(right: int, of: int) -> float:
    """Gives the rule of succession's estimate, which stays modest where little was counted."""
    return (right + 1) / (of + 2)


def _rule_of(hit: _Hit, rules: StatusRules) -> StatusRule | None:
    for key in hit.keys:
        if rule := rules.by_word.get((hit.position, key)):
            return rule
    return None


def _status_of(rule: StatusRule, hit: _Hit) -> Status | None:
    return rule.if_negated if hit.negated else rule.status


def _hits(head: Token, sentence: Sentence, rules: StatusRules) -> Iterator[_Hit]:
    """Gives the words that may govern the trigger, the nearest first."""
    node = head
    far = False
    for _ in range(_STEPS):
        if not far:
            yield from _around(node, rules)
        if _shares_with_first_conjunct(node):
            node = node.head
            continue
        above = _governor(node, sentence)
        if above is None:
            break
        yield replace(above, far=far)
        if not far:
            yield from _predicates(above)
        known = _rule_of(above, rules) is not None
        if not known and not far and not _carries(above, rules):
            yield from _without_governor(node, sentence)
            far = True
        if above.position is Position.CLAUSE and above.token.pos_ in ("VERB", "AUX"):
            return
        node = above.token
    if not far:
        yield from _without_governor(node, sentence)


def _carries(above: _Hit, rules: StatusRules) -> bool:
    words = rules.happenings if above.position is Position.SUBJECT else rules.carriers
    return any(key in words for key in above.keys)


_MODIFIERS = frozenset({"amod", "compound", "det", "nmod", "poss"})
_TIMES = frozenset({"npadvmod", "advmod", "tmod", "poss", "compound"})


def _around(node: Token, rules: StatusRules) -> Iterator[_Hit]:
    """Gives auxiliaries, adverbs, modifiers, times and the conjunction of one word."""
    reported = _is_reported(node, rules)
    yield from _words_before(node)
    for child in node.children:
        dep = child.dep_
        if dep in ("aux", "auxpass") and child.lower_ != "to":
            place = Position.REPORTED_AUXILIARY if reported else Position.AUXILIARY
            yield _Hit(place, (_modal(child, node),), child, _is_negated(node))
        elif dep in ("neg", "advmod"):
            yield _Hit(Position.ADVERB, (child.lower_,), child)
        elif dep in _MODIFIERS and node.pos_ in ("NOUN", "PROPN"):
            yield _Hit(Position.MODIFIER, (child.lower_,), child)
        elif dep == "mark":
            yield _Hit(Position.MARKER, (child.lower_,), child)
        elif dep in ("acl", "relcl") and node.pos_ in ("NOUN", "PROPN"):
            yield from _in_relative_clause(child, rules)
        if dep in _TIMES:
            yield from _time_words(child)


def _words_before(node: Token) -> Iterator[_Hit]:
    """Gives the two words in front, since headlines ("Mexico yet to reply") are parsed badly."""
    if node.i >= 2:
        first, second = node.nbor(-2), node.nbor(-1)
        yield _Hit(Position.ADVERB, (f"{first.lower_} {second.lower_}",), first)


def _modal(auxiliary: Token, verb: Token) -> str:
    """Gives "may", but "may have" before a perfect."""
    perfect = any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)
    return f"{auxiliary.lower_} have" if perfect else str(auxiliary.lower_)


def _in_relative_clause(verb: Token, rules: StatusRules) -> Iterator[_Hit]:
    """Gives "scheduled" of "talks scheduled for June", "will" of "talks that will open".

    And "denied" of "an attack, which it denied".
    """
    if verb.tag_ == "VBN" and (verb.dep_ == "acl" or _is_passive(verb)):
        yield _Hit(Position.MODIFIER, (verb.lower_,), verb)
    if verb.dep_ == "relcl" and any(_is_relative_object(child) for child in verb.children):
        yield _Hit(Position.OBJECT, tuple(_keys(verb)), verb, _is_negated(verb))
    if verb.dep_ == "relcl" and verb.lemma_.lower() in rules.happenings:
        for child in verb.children:
            if child.dep_ in ("aux", "auxpass"):
                yield _Hit(Position.AUXILIARY, (child.lower_,), child, _is_negated(verb))


def _is_relative_object(child: Token) -> bool:
    return child.dep_ == "dobj" and child.tag_ in ("WDT", "WP")


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


def _time_words(child: Token) -> Iterator[_Hit]:
    """Gives "tomorrow", and "next week" as two words."""
    yield _Hit(Position.TIME, (child.lower_,), child)
    for word in child.children:
        if word.dep_ in ("amod", "advmod"):
            yield _Hit(Position.TIME, (f"{word.lower_} {child.lower_}",), word)


def _is_negated(node: Token) -> bool:
    return any(child.dep_ == "neg" for child in node.children)


def _is_reported(node: Token, rules: StatusRules) -> bool:
    """Whether the clause is the content of a verb or noun of speech."""
    return node.dep_ in ("ccomp", "acl") and node.head.lemma_.lower() in rules.reporters


_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def _shares_with_first_conjunct(node: Token) -> bool:
    """Whether what governs the first conjunct governs this one too ("will meet and discuss")."""
    if node.dep_ == "advcl" and node.tag_ == "VBG":
        return not any(child.dep_ in ("mark", "advmod", "aux", "nsubj") for child in node.children)
    if node.dep_ != "conj":
        return False
    if node.pos_ not in ("VERB", "AUX"):
        return True
    own = any(child.dep_ in _SUBJECTS or child.dep_ == "aux" for child in node.children)
    return not own and node.tag_ == node.head.tag_


_CLAUSES = frozenset({"ccomp", "acl", "relcl", "xcomp", "advcl", "pcomp"})


def _governor(node: Token, sentence: Sentence) -> _Hit | None:
    """Gives the word above, with the way in which it governs this one."""
    above = node.head
    if above.i == node.i or not sentence.tokens.start <= above.i < sentence.tokens.end:
        return None
    if above.pos_ in ("ADP", "SCONJ") and node.dep_ in ("pobj", "pcomp"):
        return _through_preposition(node, above, sentence)
    if node.pos_ in ("VERB", "AUX"):
        return _above_verb(node, above)
    return _above_noun(node, above)


def _through_preposition(node: Token, link: Token, sentence: Sentence) -> _Hit | None:
    word = link.lower_
    above = link.head
    if above.pos_ == "ADP" and above.i != link.i:
        word, above = f"{above.lower_} {word}", above.head
    position = Position.GERUND if node.tag_ == "VBG" else Position.OBJECT
    if above.i == link.i or not sentence.tokens.start <= above.i < sentence.tokens.end:
        return _Hit(position, (word,), link)
    keys = (*_with_parts(above, word), f"{above.lemma_.lower()} {word}", word)
    return _Hit(position, keys, above, _is_negated(above))


def _with_parts(above: Token, word: str) -> Iterator[str]:
    """Gives "take part in" for a verb with an object before the preposition."""
    for child in above.children:
        if child.dep_ in ("dobj", "acomp", "prt", "advmod"):
            yield f"{above.lemma_.lower()} {child.lower_} {word}"


def _above_verb(node: Token, above: Token) -> _Hit | None:
    if node.dep_ not in _CLAUSES and node.dep_ not in ("dobj", "oprd", "amod"):
        return None
    if any(child.lower_ == "to" and child.dep_ == "aux" for child in node.children):
        position = Position.INFINITIVE
    elif _is_gerund(node):
        position = Position.GERUND
    elif node.dep_ in ("ccomp", "acl", "pcomp"):
        position = Position.CLAUSE
    else:
        return None
    return _Hit(position, tuple(_keys(above)), above, _is_negated(above))


def _is_gerund(node: Token) -> bool:
    """Whether a verb is a gerund, alone or with "having"."""
    helpers = [child for child in node.children if child.dep_ in ("aux", "nsubj")]
    if node.tag_ == "VBG":
        return not helpers
    return any(child.lower_ == "having" for child in helpers)


def _above_noun(node: Token, above: Token) -> _Hit | None:
    dep = node.dep_
    if dep in ("dobj", "nsubjpass", "attr", "appos", "compound", "oprd", "dative"):
        return _Hit(Position.OBJECT, tuple(_keys(above)), above, _is_negated(above))
    if dep == "nsubj":
        return _Hit(Position.SUBJECT, tuple(_keys(above)), above, _is_negated(above))
    return None


def _keys(above: Token) -> Iterator[str]:
    """Gives "call off", "take place", then lemma and form; with a particle never the lemma."""
    lemma = above.lemma_.lower()
    particle = False
    for child in above.children:
        if child.i > above.i and child.dep_ in ("prt", "dobj", "acomp", "advmod"):
            particle = particle or child.dep_ == "prt"
            yield f"{lemma} {child.lower_}"
    if not particle:
        yield lemma
        yield above.lower_


def _predicates(above: _Hit) -> Iterator[_Hit]:
    """Gives "likely" in "talks are likely"."""
    if above.position not in (Position.SUBJECT, Position.CLAUSE):
        return
    for child in above.token.children:
        if child.dep_ in ("acomp", "attr"):
            yield _Hit(Position.PREDICATE, (child.lower_,), child, above.negated)


def _without_governor(node: Token, sentence: Sentence) -> Iterator[_Hit]:
    """Gives the "to" of a headline's infinitive that no known word governs."""
    if sentence.field is ArticleField.TITLE:
        for child in node.children:
            if child.lower_ == "to" and child.dep_ == "aux":
                yield _Hit(Position.HEADLINE, ("to",), child)

"""Toponyms: which words of an article name places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from communique.knowledge.gazetteer import Gazetteer
from communique.knowledge.places import PlaceKind, place_key
from communique.language import ParsedArticle, Sentence
from communique.reading.places.lexicon import PlaceCues, load_cues
from communique.records import Span

LONGEST_NAME = 6
"""Tokens of the longest name that is looked up."""

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_DIVISIONS = frozenset({"county", "parish", "township", "province", "oblast", "co"})
_JOINTS = (",", "(", ", in", "in", ", near")
_WELL_KNOWN = 100_000
_WHOLES = frozenset(
    {PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.COUNTY, PlaceKind.DISTRICT}
)
_STRONG = frozenset(
    {PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.CONTINENT, PlaceKind.SEA}
)
_DATELINE_REGION = re.compile(r",\s*(?P<region>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)")


class Certainty(IntEnum):
    """How sure it is that words name a place."""

    NO = 0
    LIKELY = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place.

    Attributes:
        span: The words.
        key: The form under which the gazetteer knows the name.
        wholes: Names of what the text puts it in ("Ohio" of "Athens, Ohio").
        known: Whether the gazetteer knows the name.
    """

    span: Span
    key: str
    wholes: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class _Match:
    """A run of tokens, from `start` up to `end`, that is a name of the gazetteer."""

    start: int
    end: int
    text: str
    certainty: Certainty = Certainty.NO
    wholes: tuple[str, ...] = ()
    known: bool = True


def find_toponyms(parsed: ParsedArticle, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Finds the toponyms of an article in reading order, the dateline's among them."""
    finder = _Finder(parsed, gazetteer)
    found = [*_dateline_toponyms(parsed, gazetteer), *finder.toponyms()]
    return tuple(sorted(found, key=lambda toponym: toponym.span.sort_key))


def _dateline_toponyms(parsed: ParsedArticle, gazetteer: Gazetteer) -> Iterator[Toponym]:
    dateline = parsed.layout.dateline
    if dateline is None or not gazetteer.knows(dateline.place.text):
        return
    rest = dateline.span.text[dateline.place.end - dateline.span.start :]
    match = _DATELINE_REGION.match(rest)
    wholes: tuple[str, ...] = ()
    cues = load_cues()
    if match and match["region"].casefold() not in cues.never and gazetteer.knows(match["region"]):
        wholes = (match["region"],)
        start = dateline.place.end + match.start("region")
        span = parsed.article.span(dateline.span.field, start, start + len(match["region"]))
        yield Toponym(span, place_key(span.text))
    yield Toponym(dateline.place, place_key(dateline.place.text), wholes)


class _Finder:
    """Looks through the sentences of one article."""

    def __init__(self, parsed: ParsedArticle, gazetteer: Gazetteer) -> None:
        self._parsed = parsed
        self._gazetteer = gazetteer
        self._cues = load_cues()
        self._known: dict[str, bool] = {}
        self._surnames = frozenset(_surnames(parsed))

    def toponyms(self) -> Iterator[Toponym]:
        """Gives what is sure, and what is likely if the article has it for sure elsewhere."""
        sentences = self._parsed.sentences
        found = [(sentence, match) for sentence in sentences for match in self._look(sentence)]
        sure = {place_key(match.text) for _, match in found if match.certainty is Certainty.SURE}
        for sentence, match in found:
            key = place_key(match.text)
            if match.certainty is Certainty.SURE or key in sure:
                doc = sentence.tokens.doc
                span = sentence.span_of(doc[match.start], doc[match.end - 1])
                yield Toponym(span, key, match.wholes, match.known)

    def _look(self, sentence: Sentence) -> Iterator[_Match]:
        matches = self._pair(sentence, list(self._matches(sentence.tokens)))
        taken: set[int] = set()
        before: _Match | None = None
        for match in matches:
            judged = _coordinate(sentence.tokens, before, self._judge(sentence.tokens, match))
            before = judged
            if judged.certainty is not Certainty.NO:
                taken.update(range(judged.start, judged.end))
                yield judged
        yield from self._unknown(sentence.tokens, taken)

    def _matches(self, tokens: TokenSpan) -> Iterator[_Match]:
        """Gives the longest names of the gazetteer from left to right, capitalised ones only."""
        doc = tokens.doc
        at = tokens.start
        while at < tokens.end:
            end = self._longest(tokens, at) if _begins_name(doc[at]) else at
            if end > at:
                yield _Match(at, end, doc[at:end].text)
            at = max(end, at + 1)

    def _longest(self, tokens: TokenSpan, start: int) -> int:
        doc = tokens.doc
        for end in range(min(start + LONGEST_NAME, tokens.end), start, -1):
            last = doc[end - 1]
            if (end == start + 1 or _ends_name(last)) and self._is_name(doc[start:end].text):
                return end
        return start

    def _is_name(self, text: str) -> bool:
        if text not in self._known:
            self._known[text] = self._gazetteer.knows(text)
        return self._known[text]

    def _pair(self, sentence: Sentence, matches: list[_Match]) -> list[_Match]:
        """Joins "Athens" and "Ohio" of "Athens, Ohio": both become sure."""
        doc = sentence.tokens.doc
        paired = list(matches)
        for number, (one, other) in enumerate(pairwise(matches)):
            gap = doc[one.end : other.start].text
            common = self._is_common(one.text, beside_comma=gap == ",")
            if gap in _JOINTS and not common and self._holds(other.text, one.text):
                first = paired[number]
                paired[number] = replace(first, certainty=Certainty.SURE, wholes=(other.text,))
                if gap in (",", "("):
                    paired[number + 1] = replace(other, certainty=Certainty.SURE)
        return paired

    def _is_common(self, text: str, *, beside_comma: bool) -> bool:
        """Whether a common word begins what only looks like "Town, State": "Police in Ohio"."""
        word = text.casefold()
        return word in self._cues.never or (word in self._cues.ordinary and not beside_comma)

    def _holds(self, whole: str, part: str) -> bool:
        """Whether the second of two names can be what the first lies in.

        "Russia, Georgia" is a list of countries, not a village of Russia in the state of Georgia.
        """
        kinds = {place.kind for place in self._gazetteer.candidates(whole)}
        parts = {place.kind for place in self._gazetteer.candidates(part)}
        if place_key(whole) == place_key(part) or not kinds & _WHOLES:
            return False
        return PlaceKind.COUNTRY not in parts or (
            PlaceKind.COUNTRY not in kinds and bool(kinds & _WHOLES)
        )

    def _judge(self, tokens: TokenSpan, match: _Match) -> _Match:
        street = self._street_end(tokens, match)
        if street > match.end:
            text = tokens.doc[match.start : street].text
            return _Match(match.start, street, text, Certainty.SURE, known=False)
        if match.certainty is Certainty.SURE:
            return match
        return replace(match, certainty=_Setting(tokens, match, self._cues).certainty(self))

    def _street_end(self, tokens: TokenSpan, match: _Match) -> int:
        """Gives the end of a street's or building's name that the match begins."""
        if match.end >= tokens.end:
            return match.end
        following = tokens.doc[match.end]
        if following.text[:1].isupper() and _word(following) in self._cues.streets:
            return match.end + 1
        return match.end

    def is_surname(self, text: str) -> bool:
        """Whether the article names a person of that surname."""
        return text.casefold() in self._surnames

    def is_strong(self, text: str) -> bool:
        """Whether the name is well known: a country, a province, a sea, a large town."""
        places = self._gazetteer.priors(text)
        return any(
            place.kind in _STRONG or (place.population >= _WELL_KNOWN and prior >= 5.0)
            for place, prior in places
        )

    def is_area(self, text: str) -> bool:
        """Whether the name is that of a country, a province, a region, a continent or a sea."""
        return any(place.kind in _STRONG for place in self._gazetteer.candidates(text))

    def is_abbreviation(self, text: str) -> bool:
        """Whether the name is only a short form of a province."""
        return self._gazetteer.is_abbreviation(text)

    def _unknown(self, tokens: TokenSpan, taken: set[int]) -> Iterator[_Match]:
        """Gives what the entity recogniser takes for a place and the gazetteer does not know."""
        for entity in tokens.ents:
            start = entity.start + (_word(entity[0]) == "the")
            end = entity.end - (entity[-1].text in ("'s", "’s"))
            if end <= start or taken & set(range(start, end)):
                continue
            words = tokens.doc[start:end]
            if entity.label_ in _PLACE_LABELS and self._is_plausible(words, entity.label_):
                yield _Match(start, end, words.text, Certainty.SURE, known=False)

    def _is_plausible(self, words: TokenSpan, label: str) -> bool:
        proper = all(token.text[:1].isupper() for token in (words[0], words[-1]))
        common = len(words) == 1 and _word(words[0]) in self._cues.never
        if not proper or common or words[-1].is_digit:
            return False
        before = words.doc[words.start - 1] if words.start else None
        if before is not None and _word(before) == "the":
            before = words.doc[words.start - 2] if words.start > 1 else None
        cues = self._cues.before_a_place if len(words) > 1 else self._cues.sure_before_a_place
        follows = before is not None and _word(before) in cues
        return follows or _word(words[-1]) in self._cues.streets or label == "LOC"


class _Setting:
    """The words around a match, and what they say about it."""

    def __init__(self, tokens: TokenSpan, match: _Match, cues: PlaceCues) -> None:
        doc = tokens.doc
        self._match = match
        self._cues = cues
        self._first, self._last = doc[match.start], doc[match.end - 1]
        before = match.start - 1
        if before >= tokens.start and _word(doc[before]) == "the":
            before -= 1
        self._before = doc[before] if before >= tokens.start else None
        self._after = doc[match.end] if match.end < tokens.end else None
        self._entity = next(
            (ent for ent in tokens.ents if ent.start < match.end and match.start < ent.end), None
        )
        self._label = self._entity.label_ if self._entity is not None else ""

    def certainty(self, finder: _Finder) -> Certainty:
        """Weighs the setting."""
        if self._is_excluded(finder):
            return Certainty.NO
        if self._is_in_longer_name():
            return self._in_longer_name(finder)
        surname = finder.is_surname(self._match.text)
        if self._follows(self._cues.sure_before_a_place):
            return Certainty.SURE
        if self._label in _PLACE_LABELS:
            return Certainty.LIKELY if surname else Certainty.SURE
        if self._after is not None and _word(self._after) in self._cues.bodies:
            return Certainty.SURE
        if surname or (self._label == "PERSON" and self._speaks()):
            return Certainty.LIKELY if self._follows(self._cues.before_a_place) else Certainty.NO
        if self._label == "PERSON":
            return Certainty.LIKELY
        if self._is_heading() or self._follows(self._cues.before_a_place):
            return Certainty.SURE if finder.is_strong(self._match.text) else Certainty.LIKELY
        strong = finder.is_strong(self._match.text) and self._first.i > self._first.sent.start
        return Certainty.SURE if strong else Certainty.LIKELY

    def _is_excluded(self, finder: _Finder) -> bool:
        text = self._match.text
        single = self._match.end == self._match.start + 1
        if single and self._is_common_word(finder):
            return True
        if self._is_saint():
            return True
        if finder.is_abbreviation(text) and "." not in text:
            return True
        if self._shouts() and not finder.is_strong(text):
            return True
        if single and text.isupper() and len(text) <= 4 and not finder.is_area(text):
            return True
        return self._before is not None and _word(self._before) in self._cues.titles

    def _shouts(self) -> bool:
        """Whether the sentence is a headline in capitals, where common words look like names."""
        words = [token for token in self._first.sent if token.is_alpha]
        return len(words) > 3 and all(token.is_upper for token in words)

    def _is_common_word(self, finder: _Finder) -> bool:
        word = _word(self._first)
        if word in self._cues.never:
            return not (self._first.text.isupper() and finder.is_area(self._match.text))
        if word in self._cues.titles or word in self._cues.leaders:
            return True
        if self._label == "NORP" and not finder.is_area(self._match.text):
            return True
        sure = self._label in _PLACE_LABELS and self._follows(self._cues.sure_before_a_place)
        return word in self._cues.ordinary and not sure

    def _is_saint(self) -> bool:
        """Whether the match is a saint's name: "St. Patrick's Day", "St. John's School"."""
        return _word(self._first) in ("st", "saint") and self._owns()

    def _owns(self) -> bool:
        after = self._after
        return after is not None and after.text in ("'s", "’s")

    def _is_in_longer_name(self) -> bool:
        return self._continues_before() or self._continues_after()

    def _continues_before(self) -> bool:
        token = self._before
        if token is None or token.i != self._first.i - 1 or not _is_name_word(token):
            return False
        if token.i == token.sent.start and token.pos_ != "PROPN":
            return False
        return _word(token) not in self._cues.directions

    def _continues_after(self) -> bool:
        token = self._after
        if token is None or not _is_name_word(token) or _word(token) in self._cues.titles:
            return False
        return not self._first.text.isupper() or token.text.isupper()

    def _in_longer_name(self, finder: _Finder) -> Certainty:
        whole_entity = self._label in _PLACE_LABELS and self._covers_entity()
        if whole_entity and not self._continues_before():
            return Certainty.SURE
        if _word(self._last) in _DIVISIONS and not self._continues_before():
            return Certainty.SURE
        if self._label == "PERSON" or self._continues_before():
            return Certainty.NO
        if self._after is not None and _word(self._after) in self._cues.bodies:
            return Certainty.SURE
        if self._names_speaker():
            return Certainty.NO
        return Certainty.SURE if finder.is_area(self._match.text) else Certainty.LIKELY

    def _names_speaker(self) -> bool:
        """Whether match and next word are a speaker's name: "Paris Hilton told reporters"."""
        after = self._after
        if after is None or after.i + 1 >= len(after.doc):
            return False
        return _word(after.nbor()) in self._cues.speech

    def _covers_entity(self) -> bool:
        entity = self._entity
        return entity is not None and entity.end <= self._match.end

    def _follows(self, words: frozenset[str]) -> bool:
        return self._before is not None and _word(self._before) in words

    def _speaks(self) -> bool:
        return self._after is not None and _word(self._after) in self._cues.speech

    def _is_heading(self) -> bool:
        """Whether the match opens a dispatch within the text: "ATHENS (AP) —", "PARIS --"."""
        after = self._after
        return self._first.text.isupper() and after is not None and after.text[0] in "(-–—"


def _coordinate(tokens: TokenSpan, before: _Match | None, match: _Match) -> _Match:
    """Makes sure of a likely name that stands beside a sure one: "Bicester and Kidlington"."""
    if before is None or before.certainty is not Certainty.SURE:
        return match
    gap = tokens.doc[before.end : match.start].text
    beside = gap in (",", "and", ", and", "or", "&", "to") and before.known
    if beside and match.certainty is Certainty.LIKELY:
        return replace(match, certainty=Certainty.SURE)
    return match


def _surnames(parsed: ParsedArticle) -> Iterator[str]:
    for sentence in parsed.sentences:
        for entity in sentence.tokens.ents:
            words = [token for token in entity if token.text not in ("'s", "’s")]
            if entity.label_ == "PERSON" and len(words) > 1:
                yield words[-1].text.casefold()


def _word(token: Token) -> str:
    return str(token.text).casefold().rstrip(".")


def _begins_name(token: Token) -> bool:
    return bool(token.text[:1].isupper()) and _word(token) != "the"


def _ends_name(token: Token) -> bool:
    return bool(token.text[:1].isupper())


def _is_name_word(token: Token) -> bool:
    return bool(token.text[:1].isupper()) and token.pos_ in ("PROPN", "NOUN", "ADJ")

"""Phrases in the parse that describe an actor."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

_TITLE_DEPENDENCIES = frozenset({"compound", "amod", "nmod", "poss", "det", "case", "nummod"})
_OF_COUNTRIES = frozenset({"NORP", "GPE"})
_LINKS = frozenset({"of", "for", "in", "from", "at", "to", "on", "with"})
LONGEST_DESCRIPTION = 14
"""Tokens after which a description is cut: what follows rarely says who is meant."""


_LINKING = frozenset({"ADP", "CCONJ"})
_GOES_ON = _LINKING | {"PROPN", "DET", "NOUN", "ADJ"}
_LONGEST_REST = 6
"""Tokens of a name that may stand between its first noun phrase and its abbreviation."""


def description(phrase: TokenSpan, head: Token, *, links: frozenset[str] = _LINKS) -> str:
    """Gives the phrase with the "of", "for", "in" phrases that say whose it is or where.

    "a spokesman" in "a spokesman for the rebel Southern Front said" gives "a spokesman for the
    rebel Southern Front".

    Args:
        phrase: The noun phrase.
        head: Its head.
        links: The prepositions that go on with it.
    """
    end = phrase.end - 1
    for child in _links(head):
        if child.lower_ not in links:
            break
        edge = child.right_edge.i
        if edge >= end and not _holds_clause(child) and edge - phrase.start < LONGEST_DESCRIPTION:
            end = edge
        else:
            break
    text: str = head.doc[phrase.start : end + 1].text
    return text


def _links(head: Token) -> Iterator[Token]:
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in _LINKS:
            yield child
        elif child.dep_ not in ("case", "punct"):
            return


def _holds_clause(token: Token) -> bool:
    return any(t.dep_ in ("relcl", "acl", "advcl", "ccomp", "appos") for t in token.subtree)


def unpaired(phrase: TokenSpan) -> TokenSpan:
    """Gives the second half of a pair of names: "China" in "DPRK-China"."""
    for at in range(phrase.end - 2, phrase.start, -1):
        before, after = phrase.doc[at - 1], phrase.doc[at + 1]
        if phrase.doc[at].text in ("-", "–") and before.ent_type_ and after.text[0].isupper():
            names = before.ent_type_ in _OF_COUNTRIES or before.text.isupper()
            return phrase.doc[at + 1 : phrase.end] if names else phrase
    return phrase


def apposition(head: Token) -> str | None:
    """Gives the words beside a name that say what it is: "X, Russia's foreign minister,"."""
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN"):
            return _flat(child)
    if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
        return _flat(head.head, stop=head)
    return None


def _flat(head: Token, *, stop: Token | None = None) -> str:
    """Gives a noun phrase without its clauses and without what begins at `stop`."""
    start, end = head.i, head.i
    for child in head.lefts:
        if child.dep_ in _TITLE_DEPENDENCIES:
            start = min(start, child.left_edge.i)
    for child in _links(head):
        if stop is not None and child.right_edge.i >= stop.i:
            break
        if not _holds_clause(child):
            end = max(end, child.right_edge.i)
    text: str = head.doc[start : min(end, start + LONGEST_DESCRIPTION) + 1].text
    return text


def owners(head: Token) -> Iterator[Token]:
    """Gives whose something is: "its" in "its army", "Maduro" in "the Maduro regime"."""
    children = list(head.lefts)
    yield from (child for child in children if child.dep_ == "poss")
    yield from (c for c in children if c.dep_ in ("compound", "nmod") and c.ent_type_ == "PERSON")


def bearer(head: Token) -> Token | None:
    """Gives the name that a title stands before: Odinga for "leader" in "leader Odinga"."""
    named = head.head
    is_before = head.dep_ in ("compound", "nmod") and head.i < named.i
    if not is_before or head.pos_ != "NOUN" or named.ent_type_ != "PERSON":
        return None
    return named if head.ent_type_ != "PERSON" else None


def clause_subject(head: Token) -> Token | None:
    """Gives the subject of a clause that an object pronoun cannot take up: "he thanked him"."""
    if head.lower_.endswith(("self", "selves")):
        return None
    verb = head.head.head if head.dep_ == "pobj" else head.head
    if head.dep_ not in ("dobj", "dative", "pobj"):
        return None
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def whereabouts(head: Token) -> Iterator[Token]:
    """Gives the places that a description names: Afrin in "people in Afrin", "Afrin residents"."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "of", "from", "at"):
            yield from (t for t in child.children if t.dep_ == "pobj")
        elif child.dep_ in ("compound", "nmod") and child.ent_type_ == "GPE":
            yield child


def of_whom(head: Token) -> Iterator[Token]:
    """Gives the bodies that an office is of: the UP in "UP leaders", "leaders of the UP"."""
    for child in head.children:
        if child.dep_ in ("compound", "nmod", "poss") and child.ent_type_ == "ORG":
            yield child
        elif child.dep_ == "prep" and child.lower_ in ("of", "for"):
            yield from (t for t in child.children if t.dep_ == "pobj" and t.pos_ == "PROPN")


def modifiers(phrase: TokenSpan, head: Token) -> frozenset[str]:
    """Gives the words before the head that tell it from others of its kind, in lower case."""
    return frozenset(
        token.lower_
        for token in phrase
        if token.i < head.i and token.pos_ in ("ADJ", "NOUN", "PROPN") and len(token) > 1
    )


def is_plural(head: Token) -> bool:
    """Whether "they" would take the phrase up."""
    return head.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in head.children)


def is_definite(phrase: TokenSpan) -> bool:
    """Whether the phrase takes up something known: "the minister", "this government"."""
    return _word_before(phrase) in ("the", "this", "that", "these", "those")


def with_article(phrase: TokenSpan, words: str) -> str:
    """Gives words with the phrase's definite article, which makes a state of "the North"."""
    return f"the {words}" if _word_before(phrase) == "the" else words


def _word_before(phrase: TokenSpan) -> str:
    return str(phrase.doc[phrase.start - 1].lower_) if phrase.start > 0 else ""


def coordinated_nationalities(phrase: TokenSpan, head: Token) -> list[Token]:
    """Gives the nationalities that a phrase joins: Dutch, British in "Dutch and British envoys"."""
    first = next(
        (c for c in head.lefts if c.ent_type_ in _OF_COUNTRIES and c.dep_ in ("amod", "compound")),
        None,
    )
    found = [first] if first is not None else []
    return _joined(found, lambda c: c.ent_type_ in _OF_COUNTRIES and phrase.start <= c.i < head.i)


def coordinated_countries(head: Token) -> list[Token]:
    """Gives the countries that a plural is of: Japan, Korea in "ministers of Japan and Korea"."""
    if head.tag_ not in ("NNS", "NNPS"):
        return []
    ofs = [c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"]
    found = [t for of in ofs for t in of.children if t.dep_ == "pobj" and t.ent_type_ == "GPE"]
    return _joined(found, lambda c: c.ent_type_ == "GPE")


def _joined(found: list[Token], is_one: Callable[[Token], bool]) -> list[Token]:
    """Goes on with what is joined to the last one; gives nothing where it stays alone."""
    while found:
        joined = [c for c in found[-1].children if c.dep_ == "conj" and is_one(c)]
        if not joined:
            break
        found.append(joined[0])
    return found if len(found) > 1 else []


def short_form(phrase: TokenSpan) -> str | None:
    """Gives the abbreviation that a name is followed by: "APC" in "All People's Congress (APC)".

    Only one whose letters begin words of the name, in their order.
    """
    doc = phrase.doc
    for at in range(phrase.end, min(phrase.end + _LONGEST_REST, len(doc) - 2)):
        if doc[at].text == "(" and doc[at + 2].text == ")":
            short: str = doc[at + 1].text
            return short if _abbreviates(short, doc[phrase.start : at]) else None
        goes_on = _GOES_ON if at > phrase.end else _LINKING
        if doc[at].pos_ not in goes_on:
            break
    return None


def _abbreviates(short: str, name: TokenSpan) -> bool:
    letters = iter(word.text[0].upper() for word in name if word.text[0].isalpha())
    capitals = sum(letter.isupper() for letter in short)
    is_short = 2 <= len(short) <= 8 and short.isalpha() and capitals >= 2 and len(name) > 1
    return is_short and all(letter.upper() in letters for letter in short)


def initials(name: str) -> str:
    """Gives the initials of a name of three words or more: "WTO"; "" for other names."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 2 else ""

"""What is said: the tokens that a cue reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from communique.reading.statements.lexicon import load_cues

_CLAUSES = frozenset({"ccomp", "csubj", "csubjpass"})
_LONGEST_DAY = 4
_OUTSIDE = frozenset({"parataxis", "ccomp", "advcl", "intj", "conj", "dep", "relcl", "acl"})


def content_tokens(cue: Token, sentence: Sequence[Token]) -> list[Token]:
    """Gives the tokens that a verb reports, in text order; empty where the sentence has none.

    Args:
        cue: The verb.
        sentence: The tokens of its sentence.
    """
    lexicon = load_cues()
    lemma = cue.lemma_.lower()
    constructions = lexicon.verbs.get(lemma, frozenset())
    found: list[Token] = []
    if "clause" in constructions:
        found = _clause(cue) or _around(cue, sentence)
    if not found and "infinitive" in constructions:
        found = _infinitive(cue)
    if not found and "as" in constructions:
        found = _object_and_complement(cue)
    if not found:
        found = _after_preposition(cue, lexicon.prepositions.get(lemma, frozenset()))
    if not found and "object" in constructions:
        found = _object(cue)
    return sorted(set(found), key=lambda token: token.i)


def subtree(token: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """Gives a token with all that hangs from it, in text order."""
    left_out = {other.i for top in without for other in top.subtree}
    return [other for other in token.subtree if other.i not in left_out]


def _clause(cue: Token) -> list[Token]:
    found = []
    for child in cue.children:
        if child.dep_ in _CLAUSES and child.i != cue.i:
            found += _without_circumstances(child, cue)
    if not found:
        return _question(cue) or _through_noun(cue)
    last = max(token.i for token in found)
    for child in cue.children:
        # A clause that follows a clause mostly belongs to what is said.
        if child.dep_ == "advcl" and cue.i < found[0].i and child.i > last and _is_finite(child):
            found += subtree(child)
    return found


def noun_clauses(noun: Token) -> list[Token]:
    """Gives the heads of the clauses that say what a noun of speech holds."""
    return [
        child
        for child in noun.children
        if child.dep_ in ("acl", "ccomp", "relcl")
        and child.i > noun.i
        and any(
            other.lower_ in ("that", "to") and other.dep_ in ("mark", "aux")
            for other in child.children
        )
    ]


def _through_noun(cue: Token) -> list[Token]:
    """Gives the clause of "said in a statement that …", which hangs from the statement."""
    for child in cue.children:
        if child.dep_ == "prep" and child.i > cue.i:
            for noun in child.children:
                clauses = noun_clauses(noun) if noun.dep_ == "pobj" else []
                if clauses:
                    return subtree(clauses[0])
    return []


def _without_circumstances(clause: Token, cue: Token) -> list[Token]:
    """Leaves out what stands between the cue and the clause's "that" or its words.

    In "said on Monday (that) the border …" the parser may take the day for a part of the clause.
    """
    tokens = subtree(clause)
    if not tokens or tokens[0].i != cue.i + 1:
        return tokens
    mark = next((child for child in clause.children if child.lower_ == "that"), None)
    if mark is not None and mark.dep_ == "mark" and mark.i < clause.i:
        return [token for token in tokens if token.i >= mark.i]
    first = tokens[0] if tokens[0].head == clause else tokens[0].head
    inner = list(first.subtree)
    if first.head == clause and first.dep_ in ("prep", "npadvmod") and _is_day(inner):
        return [token for token in tokens if token.i > inner[-1].i]
    return tokens


def _is_day(tokens: Sequence[Token]) -> bool:
    return len(tokens) <= _LONGEST_DAY and all(
        token.ent_type_ in ("DATE", "TIME") or token.dep_ == "prep" for token in tokens
    )


def _question(cue: Token) -> list[Token]:
    """Gives the question of "asked if …", which the parser takes for a condition."""
    if cue.lemma_.lower() not in load_cues().asking:
        return []
    for child in cue.children:
        if child.dep_ == "advcl" and any(
            other.lower_ in ("if", "whether") for other in child.children
        ):
            return subtree(child)
    return []


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("aux", "nsubj") for c in verb.children
    )


def _around(cue: Token, sentence: Sequence[Token]) -> list[Token]:
    """The content of "…, he said, …" when the parser hangs the cue from it."""
    if (
        cue.dep_ not in _OUTSIDE
        or cue.lemma_ not in load_cues().parenthetical
        or cue.head.i == cue.i
    ):
        return []
    if cue.dep_ in ("advcl", "conj", "relcl", "acl") and cue.i < cue.head.i:
        return []
    if not _is_set_off(cue, sentence):
        return []
    own = {token.i for token in cue.subtree}
    top = cue.head
    return [token for token in subtree(top) if token.i not in own]


def _is_set_off(cue: Token, sentence: Sequence[Token]) -> bool:
    """Whether the cue with its speaker stands between commas, quotation marks or the ends."""
    left = min(token.i for token in cue.subtree)
    before = cue.doc[left - 1] if left > sentence[0].i else None
    return before is None or before.is_punct or cue.doc[left].is_punct


def _infinitive(cue: Token) -> list[Token]:
    for child in cue.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and child.i > cue.i and _has_to(child):
            found = subtree(child)
            objects = [c for c in cue.children if c.dep_ in ("dobj", "dative") and c.i < child.i]
            return [
                token for other in objects for token in other.subtree if other.i > cue.i
            ] + found
    return []


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children) or (
        verb.tag_ == "VBG"
    )


def _object(cue: Token) -> list[Token]:
    for child in cue.children:
        if child.dep_ in ("dobj", "nsubjpass"):
            found = subtree(child)
            later = [
                c
                for c in cue.children
                if c.dep_ in ("prep", "xcomp", "oprd")
                and c.i > max(child.i, cue.i)
                and c.lower_ not in ("in", "on", "at", "during", "by", "after", "before")
            ]
            return found + [token for other in later for token in other.subtree]
    return []


def _object_and_complement(cue: Token) -> list[Token]:
    found: list[Token] = []
    complement = False
    for child in cue.children:
        if child.dep_ in ("dobj", "nsubjpass"):
            found += subtree(child)
        elif child.dep_ in ("oprd", "xcomp", "ccomp", "attr") or (
            child.dep_ == "prep" and child.lower_ in ("as", "to")
        ):
            found += subtree(child)
            complement = True
    return found if complement else []


def _after_preposition(cue: Token, wanted: frozenset[str]) -> list[Token]:
    for child in cue.children:
        if child.dep_ in ("prep", "prt", "advmod") and child.lower_ in wanted and child.i > cue.i:
            inner = [token for token in subtree(child) if token.i != child.i]
            if inner:
                later = [
                    c
                    for c in cue.children
                    if c.dep_ in ("xcomp", "advcl") and c.i > child.i and _has_to(c)
                ]
                return inner + [token for other in later for token in other.subtree]
            objects = [
                c for c in cue.children if c.dep_ in ("dobj", "ccomp", "pobj") and c.i > child.i
            ]
            if objects:
                return [token for other in objects for token in other.subtree]
    return []

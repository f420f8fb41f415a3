"""Who speaks: the words that name the speaker of a cue."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.reading.statements.lexicon import load_cues

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_EXPLETIVE = frozenset({"it", "there"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker in the parse.

    Attributes:
        first: First token of the words that name it.
        last: Last token of them.
        antecedent: What its relative pronoun stands for, as the head of that phrase, or None.
    """

    first: Token
    last: Token
    antecedent: Token | None = None


def speaker_of(cue: Token) -> Speaker | None:
    """Gives the speaker of a verb: its subject, the agent of a passive, or one it shares."""
    if _is_passive(cue):
        agent = _agent(cue)
        return phrase(agent) if agent is not None else None
    subject = _subject(cue)
    if subject is None or (subject.lower_ in _EXPLETIVE and subject.i < cue.i):
        return None
    if subject.lower_ in _RELATIVE and cue.dep_ == "relcl":
        return Speaker(subject, subject, cue.head)
    return phrase(subject)


def phrase(head: Token) -> Speaker:
    """Gives the noun phrase of a head, cut off before a clause that does not belong to a name."""
    left, right = head.left_edge.i, head.right_edge.i
    for child in head.children:
        if child.i > head.i and child.dep_ in ("relcl", "acl", "parataxis", "advcl", "punct"):
            begin = child.left_edge.i
            if child.dep_ != "punct" and head.i < begin <= right:
                right = begin - 1
    doc = head.doc
    while right > head.i and (
        doc[right].is_punct or doc[right].is_space or doc[right].dep_ == "case"
    ):
        right -= 1
    while left < head.i and doc[left].is_punct:
        left += 1
    return Speaker(doc[left], doc[right])


def _subject(verb: Token) -> Token | None:
    current = verb
    for _ in range(6):
        own = [child for child in current.children if child.dep_ in _SUBJECTS]
        if own:
            return own[0]
        inverted = _inverted_subject(current)
        if inverted is not None:
            return inverted
        if current.dep_ == "acl":
            return current.head
        if current.dep_ not in ("conj", "xcomp", "advcl", "aux", "pcomp", "prep", "dep", "ccomp"):
            return None
        if current.dep_ == "ccomp" and current.tag_ not in ("VBG", "VB"):
            return None
        current = current.head
    return None


def _inverted_subject(verb: Token) -> Token | None:
    """Gives the minister of "…," said the minister, who may be parsed as an object."""
    if verb.lemma_ not in load_cues().inverted or verb.i == 0:
        return None
    before = verb.nbor(-1)
    if not (before.is_quote or before.text in (",", "''")):
        return None
    after = [child for child in verb.children if child.dep_ in ("dobj", "attr", "oprd", "npadvmod")]
    return after[0] if after and after[0].i > verb.i else None


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for object_ in child.children:
                if object_.dep_ == "pobj":
                    return object_
    return None

"""The names of persons and bodies as the tagger marks them, and their words."""

from __future__ import annotations

from spacy.tokens import Token

from communique.reading.events.candidates import PartyCandidate


def entity_text(candidate: PartyCandidate) -> str:
    """Gives a person's name; what the tagger took in beside the proper names is left out."""
    head = candidate.head
    entity = next((e for e in head.sent.ents if e.start <= head.i < e.end), None)
    if entity is None:
        return without_possessive(head.text)
    proper = [token.i for token in entity if token.pos_ == "PROPN"] or [entity.start]
    last = max(proper[-1], head.i)
    while last + 2 < len(head.doc) and head.doc[last + 1].text == "-" and _is_joined(head, last):
        last += 2
    text: str = head.doc[proper[0] : last + 1].text
    return without_possessive(text)


def _is_joined(head: Token, at: int) -> bool:
    """Whether a hyphen goes on with a name: "Yoon Suk-yeol", of which taggers cut the end."""
    doc = head.doc
    return not doc[at].whitespace_ and not doc[at + 1].whitespace_ and doc[at + 2].pos_ == "PROPN"


def without_possessive(name: str) -> str:
    """Gives a name without the "'s" of its possessive."""
    return name.removesuffix("'s").removesuffix("’s").strip()


def name_words(name: str) -> frozenset[str]:
    """Gives the words of a name that tell it from others, in lower case."""
    plain = name.lower().replace("’s", "").replace("'s", "").replace("-", " ")
    words = (w.strip("'’.,\"“”[]()") for w in plain.split())
    return frozenset(w for w in words if len(w) > 1 and w not in ("the", "of", "and", "de", "al"))

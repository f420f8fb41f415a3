"""Whether the clause around a time expression looks back or ahead."""

from __future__ import annotations

from enum import Enum
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from communique.datafile import read_yaml


class Direction(Enum):
    """Where a clause looks from the day it was written."""

    BACK = -1
    UNKNOWN = 0
    AHEAD = 1


@cache
def _cues() -> dict[str, frozenset[str]]:
    source = files(__package__).joinpath("tense.yaml")
    return {name: frozenset(words) for name, words in read_yaml(source).items()}


def direction_of(token: Token) -> Direction:
    """Gives the direction of the clause that a token stands in.

    It climbs from the token to the governing verbs; the first one that tells a tense decides,
    and a word on the way that announces what is to come ("due", "scheduled", "by") decides
    before it.
    """
    cues = _cues()
    current = token
    for _ in range(12):
        if current.lemma_.lower() in cues["ahead"] or current.lower_ in cues["ahead"]:
            return Direction.AHEAD
        if current.pos_ in ("VERB", "AUX"):
            found = _tense(current)
            if found is not Direction.UNKNOWN:
                return found
        if current.head == current:
            break
        current = current.head
    return Direction.UNKNOWN


def _tense(verb: Token) -> Direction:
    cues = _cues()
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass", "mark")]
    words = {helper.lower_ for helper in helpers}
    if words & cues["modals"]:
        return _past_modal(words, verb)
    if any(helper.tag_ == "VBD" for helper in helpers) or words & {"has", "have", "'ve", "had"}:
        return Direction.BACK
    if "to" in words:
        return _infinitive(verb)
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not helpers):
        return Direction.BACK
    if verb.tag_ == "VBG" and helpers:
        return Direction.AHEAD
    return Direction.UNKNOWN


def _past_modal(words: set[str], verb: Token) -> Direction:
    """Tells "would have left", which looks back, from "would leave"."""
    return Direction.BACK if "have" in words and verb.tag_ == "VBN" else Direction.AHEAD


def _infinitive(verb: Token) -> Direction:
    """Tells "plans to leave" and a headline's "to leave" from "managed to leave"."""
    governor = verb.head
    if governor == verb:
        return Direction.AHEAD
    if governor.lemma_.lower() in _cues()["governors_ahead"]:
        return Direction.AHEAD
    if governor.dep_ == "ROOT" and governor.lemma_ == "be":
        return Direction.AHEAD
    return Direction.UNKNOWN

"""PLOVER's mode of an act, where the words tell it.

The cue words stand in `modes.yaml`; this module gathers the words of a trigger and those beside
it in the parse and looks them up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from communique.datafile import read_yaml
from communique.language import Sentence
from communique.records import EventType

MODES_FILE = Path(__file__).with_name("modes.yaml")
"""The packaged cues with their examples."""

_DEPTH = 3
_OTHER_CLAUSES = frozenset({"relcl", "advcl", "parataxis", "punct", "cc", "det", "mark"})
_NAMES = frozenset({"PERSON", "NORP", "GPE", "ORG", "FAC", "LOC"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_OF_A_NOUN = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "pobj", "compound", "amod"})


@dataclass(frozen=True, slots=True)
class ModeCues:
    """The cues of one mode.

    Attributes:
        mode: Name of the mode.
        trigger: Words that tell it within the trigger.
        around: Words that tell it beside the trigger.
        unless: Words with which it is not plain.
    """

    mode: str
    trigger: frozenset[str]
    around: frozenset[str]
    unless: frozenset[str]

    def told_by(self, trigger: frozenset[str], around: frozenset[str]) -> bool:
        """Whether the words tell this mode."""
        if self.trigger.isdisjoint(trigger) and self.around.isdisjoint(around):
            return False
        return self.unless.isdisjoint(trigger) and self.unless.isdisjoint(around)


def mode_of(
    cues: Sequence[ModeCues], words: TokenSpan, head: Token, sentence: Sentence
) -> str | None:
    """Gives the mode, or None where it is not plain or the type has none.

    Args:
        cues: The cues of the type's modes, in the order in which they are tried.
        words: The words that name it.
        head: The highest of them in the parse.
        sentence: The sentence that holds them.
    """
    if not cues:
        return None
    named = {int(token.i) for token in words}
    beside = _beside(head, words, named)
    first, last = int(sentence.tokens.start), int(sentence.tokens.end)
    trigger = _forms(words)
    around = _forms(t for t in sorted(beside, key=_place) if first <= t.i < last)
    return next((cue.mode for cue in cues if cue.told_by(trigger, around)), None)


@cache
def load_modes() -> Mapping[EventType, tuple[ModeCues, ...]]:
    """Reads the packaged cues: type -> its modes in the order in which they are tried."""
    data: dict[str, list[dict[str, Any]]] = read_yaml(MODES_FILE)
    return {EventType(name): tuple(map(_read_mode, modes)) for name, modes in data.items()}


def _read_mode(entry: dict[str, Any]) -> ModeCues:
    anywhere = entry.get("anywhere", [])
    return ModeCues(
        mode=entry["mode"],
        trigger=frozenset([*anywhere, *entry.get("trigger", [])]),
        around=frozenset([*anywhere, *entry.get("around", [])]),
        unless=frozenset(entry.get("unless", [])),
    )


def _place(token: Token) -> int:
    return int(token.i)


def _forms(tokens: Iterable[Token]) -> frozenset[str]:
    """Gives forms and lemmas, pairs of words in a row, and what hyphens join ("sit-in")."""
    forms: set[str] = set()
    earlier = before = lemma_before = ""
    for token in tokens:
        form, lemma = token.lower_, token.lemma_.lower()
        forms.update((form, lemma, f"{before} {form}", f"{lemma_before} {form}"))
        if before == "-":
            forms.add(f"{earlier}-{form}")
        earlier, before, lemma_before = before, form, lemma
    return frozenset(forms)


def _beside(head: Token, words: TokenSpan, named: set[int]) -> list[Token]:
    """Gives what hangs from the trigger, and for a noun the verb above it with what hangs there."""
    found: list[Token] = []
    for token in words:
        found.extend(_below(token, named, _DEPTH))
    if head.pos_ in _NOMINAL and head.dep_ in _OF_A_NOUN:
        above = head.head
        if above.pos_ == "ADP":
            above = above.head
        if above.i not in named:
            found.append(above)
            found.extend(_below(above, named | {int(above.i)}, 1))
    return found


def _below(token: Token, named: set[int], depth: int) -> Iterator[Token]:
    for child in token.children:
        dep = child.dep_
        if child.i in named or dep in _OTHER_CLAUSES or (dep == "conj" and child.pos_ == "VERB"):
            continue
        if child.ent_type_ not in _NAMES:
            yield child
        # Most words are leaves; asking spaCy for the children of none costs more than counting.
        if depth > 1 and child.n_lefts + child.n_rights:
            yield from _below(child, named, depth - 1)

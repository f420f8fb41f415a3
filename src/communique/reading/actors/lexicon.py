"""Pronouns and collective nouns, from their data file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from communique.datafile import read_yaml
from communique.reading.actors.referents import ReferentKind
from communique.records import Sector


@dataclass(frozen=True, slots=True)
class Pronoun:
    """What one pronoun may take up.

    Attributes:
        kinds: Kinds of referent in the order of preference.
        plural: Whether it takes up several.
        relative: Whether it takes up the noun that its clause hangs on.
        speaker: Whether it means the speaker.
    """

    kinds: tuple[ReferentKind, ...] = ()
    plural: bool = False
    relative: bool = False
    speaker: bool = False


@dataclass(frozen=True, slots=True)
class PronounLexicon:
    """The closed words that take up what was named before."""

    pronouns: dict[str, Pronoun]
    markers: frozenset[str]
    collectives: frozenset[str]
    counterparts: frozenset[str]
    elsewhere: frozenset[str]
    joint: frozenset[str]
    after_foreign: frozenset[str]
    homelands: dict[str, tuple[frozenset[str], ...]]
    bodies: dict[str, frozenset[Sector]]


@cache
def pronoun_lexicon() -> PronounLexicon:
    """Reads `pronouns.yaml`."""
    source = files("communique.reading.actors") / "pronouns.yaml"
    data = read_yaml(source)
    pronouns = {}
    for entry in data["pronouns"].values():
        pronoun = Pronoun(
            kinds=tuple(ReferentKind(kind) for kind in entry.get("kinds", ())),
            plural=entry.get("plural", False),
            relative=entry.get("relative", False),
            speaker=entry.get("speaker", False),
        )
        pronouns.update(dict.fromkeys(entry["forms"], pronoun))
    collectives = data["collectives"]
    return PronounLexicon(
        pronouns,
        frozenset(collectives["markers"]),
        frozenset(collectives["nouns"]),
        frozenset(data["counterparts"]),
        frozenset(data["elsewhere"]),
        frozenset(data["joint"]),
        frozenset(data["after_foreign"]),
        {word: tuple(map(frozenset, groups)) for word, groups in data["homelands"].items()},
        {noun: frozenset(map(Sector, sectors)) for noun, sectors in data["bodies"].items()},
    )

"""Who reports an act: the speakers of the statements that hold it, the outermost first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from communique.language import ParsedArticle
from communique.reading.actors.article_actors import ArticleActors, speaker_of
from communique.reading.actors.referents import Referent
from communique.reading.events.circumstances.act import Act
from communique.reading.events.circumstances.lexicon import load_cues
from communique.reading.events.status_cues import SPEECH_ACTS
from communique.reading.statements import RawStatement
from communique.records import Actor, Span, Status

_MEMORY = 4
"""Statements back that an allegation without a source may go on with."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A statement that a trigger stands in.

    Attributes:
        statement: The statement.
        speaker: Who says it, or None where it stays open.
    """

    statement: RawStatement
    speaker: Referent | None


def reported_in(
    word: Span, parsed: ParsedArticle, actors: ArticleActors, statements: Sequence[RawStatement]
) -> tuple[Reported, ...]:
    """Gives the statements whose content holds the word, the outermost first."""
    holding = [s for s in statements if any(part.contains(word) for part in s.content)]
    holding.sort(key=lambda s: -sum(part.end - part.start for part in s.content))
    return tuple(Reported(s, speaker_of(s, parsed, actors)) for s in holding)


def last_speaker(
    word: Span, parsed: ParsedArticle, actors: ArticleActors, statements: Sequence[RawStatement]
) -> Referent | None:
    """Gives the named speaker of the last statement that begins before a word."""
    earlier = [s for s in statements if s.content[0].sort_key < word.sort_key]
    for statement in reversed(earlier[-_MEMORY:]):
        speaker = speaker_of(statement, parsed, actors)
        if speaker is not None:
            return speaker
    return None


def said_by(
    act: Act,
    reported: Sequence[Reported],
    own: Collection[Referent],
    before: Referent | None = None,
) -> tuple[Actor, ...]:
    """Gives who the text says reports an act, the outermost speaker first.

    Only verbs that report something as having come about make a source ("said", "claimed"), not
    those that ask, order or judge ("urged", "condemned the attack"); for an allegation each of
    them does. An allegation outside of any statement goes on with the last speaker. The speaker
    of a speech act is its actor and is not repeated.

    Args:
        act: The act.
        reported: The statements that hold it.
        own: Those who act.
        before: Who spoke last before it, or None.
    """
    alleged = act.status is Status.ALLEGED
    contested = alleged or act.status is Status.DENIED
    found: dict[str, Actor] = {}
    for entry in reported:
        if contested or _reports(entry.statement):
            for actor in _sources(act, entry, own):
                found.setdefault(actor.name, actor)
    if not found and alleged and before is not None and all(before is not one for one in own):
        return before.actors()[:1]
    return tuple(found.values())


def _reports(statement: RawStatement) -> bool:
    cue = statement.cue
    if statement.direct or cue is None:
        return True
    return any(word in load_cues().reporting for word in cue.text.lower().split())


def _sources(act: Act, entry: Reported, own: Collection[Referent]) -> Iterator[Actor]:
    speaker = entry.speaker
    if speaker is None:
        yield from _unresolved(entry.statement)
    elif act.kind not in SPEECH_ACTS or not any(_is_same(speaker, actor) for actor in own):
        yield speaker.actors()[0]


def _is_same(one: Referent, other: Referent) -> bool:
    """Whether two referents are one party: the same, or of one country and with a word in common.

    A description is not always led to the person or body that it describes.
    """
    if one is other or one in other.members:
        return True
    if one.country is not None and other.country is not None and one.country != other.country:
        return False
    return not _name_words(one).isdisjoint(_name_words(other))


def _name_words(referent: Referent) -> frozenset[str]:
    words = re.findall(r"\w+", referent.name)
    named = frozenset(word.lower() for word in words if word[0].isupper())
    return named or frozenset(word.lower() for word in words if len(word) > _SHORT)


_SHORT = 3
"""Letters of articles and prepositions, which tell no two descriptions apart."""


_MARKS = " \t\n\"'“”‘’()[]&"
"""What a span may hold beside the words that name a source."""


def _unresolved(statement: RawStatement) -> Iterator[Actor]:
    """Gives a source that is no political actor ("a source", "multiple reports") by its words."""
    span = statement.speaker_span
    if span is None:
        return
    words = span.text.strip(_MARKS).split()
    if words and words[0].lower() in load_cues().articles:
        words = words[1:]
    if words and words[0].lower() not in load_cues().pronouns:
        yield Actor(name=" ".join(words), span=span)

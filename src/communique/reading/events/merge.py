"""Joining the mentions of one act within an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.reading.events.drafts import Draft
from communique.reading.events.parties import Party
from communique.records import Status

Side = frozenset[tuple[str, bool]]
"""The parties of one side: country (or name) and whether they are of the state."""


def join(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """Groups the drafts that tell of one act, in reading order.

    Two mentions are of one act when type and parties agree, statuses do not contradict, and the
    words agree or one of them takes the other up (a noun, a headline).
    """
    groups: list[list[Draft]] = []
    for draft in drafts:
        home = next((group for group in groups if _belongs(draft, group)), None)
        if home is None:
            groups.append([draft])
        else:
            home.append(draft)
    return groups


def _belongs(draft: Draft, group: Sequence[Draft]) -> bool:
    return any(_same_act(draft, other) for other in group)


def _same_act(one: Draft, other: Draft) -> bool:
    if one.type != other.type or not _statuses_agree(one.status, other.status):
        return False
    if not _parties_agree(one, other) or not _dates_agree(one, other):
        return False
    return _words_agree(one, other)


def _statuses_agree(one: Status, other: Status) -> bool:
    return one is other


def _parties_agree(one: Draft, other: Draft) -> bool:
    mine = (_side(one.parties.actors), _side(one.parties.recipients))
    theirs = (_side(other.parties.actors), _side(other.parties.recipients))
    if one.parties.mutual or other.parties.mutual:
        return mine[0] | mine[1] == theirs[0] | theirs[1]
    return bool(mine[0] & theirs[0]) and (bool(mine[1] & theirs[1]) or not mine[1] or not theirs[1])


def _side(parties: Iterable[Party]) -> Side:
    return frozenset(
        (actor.country or actor.name.lower(), actor.sector is None or actor.sector.of_state)
        for party in parties
        for actor in party.actors()
    )


def _dates_agree(one: Draft, other: Draft) -> bool:
    if one.when is None or other.when is None:
        return True
    a, b = one.when.edtf, other.when.edtf
    return a.startswith(b) or b.startswith(a)


def _words_agree(one: Draft, other: Draft) -> bool:
    heads = (one.trigger.head, other.trigger.head)
    if heads[0].lemma_.lower() == heads[1].lemma_.lower():
        return True
    taken_up = any(head.pos_ == "NOUN" for head in heads)
    headline = any(draft.trigger.sentence.paragraph == 0 for draft in (one, other))
    return taken_up or headline

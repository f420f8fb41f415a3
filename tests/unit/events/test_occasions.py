"""Speech acts take the place of the meeting that their speaker is at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from communique.reading.actors.referents import Referent, ReferentKind
from communique.reading.events.drafts import Draft
from communique.reading.events.occasions import at_occasions
from communique.reading.events.parties import Parties, Party
from communique.records import EventType, Place, Status

OSLO = Place("Oslo", "NOR")
PREMIER = Referent("the premier", ReferentKind.PERSON, "SWE")
HOST = Referent("the host", ReferentKind.PERSON, "NOR")
CROWD = Referent("the crowd", ReferentKind.GROUP, "SWE")
STRANGER = Referent("a stranger", ReferentKind.PERSON, "PER")


@dataclass(frozen=True)
class _Draft:
    """As much of a draft as places depend on."""

    type: EventType
    parties: Parties
    where: Place | None = None
    status: Status = Status.OCCURRED


def _draft(
    kind: EventType, actor: Referent, where: Place | None, status: Status = Status.OCCURRED
) -> Draft:
    parties = Parties((Party(actor, None, 1.0),), (), mutual=False)
    return cast(Draft, _Draft(kind, parties, where, status))


MEETING = _Draft(
    EventType.CONSULT,
    Parties((Party(PREMIER, None, 1.0),), (Party(HOST, None, 1.0),), mutual=True),
    OSLO,
)


@pytest.mark.parametrize(
    ("speech", "place"),
    [
        (_draft(EventType.SUPPORT, PREMIER, None), OSLO),
        (_draft(EventType.SUPPORT, CROWD, None), OSLO),
        (_draft(EventType.SUPPORT, STRANGER, None), None),
        (_draft(EventType.SUPPORT, PREMIER, Place("Lima", "PER")), Place("Lima", "PER")),
        (_draft(EventType.AID, PREMIER, None), None),
        (_draft(EventType.SUPPORT, PREMIER, None, Status.PLANNED), None),
    ],
    ids=["at the meeting", "of a country at it", "elsewhere", "has a place", "a deed", "planned"],
)
def test_places(speech: Draft, place: Place | None) -> None:
    assert at_occasions([cast(Draft, MEETING), speech])[1].where == place


def test_without_a_located_meeting_nothing_changes() -> None:
    speech = _draft(EventType.SUPPORT, PREMIER, None)
    assert at_occasions([speech]) == [speech]

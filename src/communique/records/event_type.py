"""Types of event: PLOVER's sixteen, and those of an own codebook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

TYPE_NAME = "[A-Z][A-Z0-9_-]{0,39}"
"""Regular expression of a type's name: short, and safe in addresses and files."""


class QuadClass(StrEnum):
    """Verbal or material, cooperation or conflict."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class EventType(StrEnum):
    """PLOVER's sixteen types of event."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"

    @property
    def quad(self) -> QuadClass:
        """The quad class that the type belongs to (PLOVER manual, "Quad category")."""
        return _QUAD_OF_TYPE[self]

    @property
    def plover(self) -> EventType:
        """The type itself; of an own type, the one whose rules hold for it."""
        return self


_TYPES_OF_QUAD = {
    QuadClass.VERBAL_COOPERATION: (
        EventType.AGREE,
        EventType.CONSULT,
        EventType.SUPPORT,
        EventType.CONCEDE,
    ),
    QuadClass.MATERIAL_COOPERATION: (EventType.COOPERATE, EventType.AID, EventType.RETREAT),
    QuadClass.VERBAL_CONFLICT: (
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
    ),
    QuadClass.MATERIAL_CONFLICT: (
        EventType.PROTEST,
        EventType.SANCTION,
        EventType.MOBILIZE,
        EventType.COERCE,
        EventType.ASSAULT,
    ),
}
_QUAD_OF_TYPE = {kind: quad for quad, kinds in _TYPES_OF_QUAD.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class OwnType:
    """A type of an own codebook.

    Attributes:
        name: Its name, in capitals; none of PLOVER's.
        quad: Its quad class.
        plover: The PLOVER type that it is like, of the same quad class. Rules that go by type
            (who may take part, where it may have happened) treat it so.

    Raises:
        ValueError: When the name is not of the form `TYPE_NAME`, or is PLOVER's.
    """

    name: str
    quad: QuadClass
    plover: EventType

    def __post_init__(self) -> None:
        if not re.fullmatch(TYPE_NAME, self.name) or self.name in EventType.__members__:
            raise ValueError(f"{self.name!r} cannot be the name of an own type")

    @property
    def value(self) -> str:
        """Its name, as in `EventType`."""
        return self.name

    def __str__(self) -> str:
        return self.name


AnyEventType: TypeAlias = EventType | OwnType
"""A type of event, whoever defines it."""

_NEAREST = {
    QuadClass.VERBAL_COOPERATION: EventType.AGREE,
    QuadClass.MATERIAL_COOPERATION: EventType.COOPERATE,
    QuadClass.VERBAL_CONFLICT: EventType.ACCUSE,
    QuadClass.MATERIAL_CONFLICT: EventType.COERCE,
}


def nearest_type(quad: QuadClass) -> EventType:
    """Gives the PLOVER type that an own type of a quad class is like where nothing else is said."""
    return _NEAREST[quad]


def event_type(name: str, quad: str | None = None, like: str | None = None) -> AnyEventType:
    """Gives the type of a name, as it stands in a file or a ledger.

    Args:
        name: PLOVER's name, or that of an own type.
        quad: The quad class, which an own type needs.
        like: The PLOVER type that an own type is like; the usual one of the quad class if None.

    Raises:
        ValueError: When the name is not PLOVER's and there is no quad class, or no such quad class
            or PLOVER type.
    """
    if name in EventType.__members__:
        return EventType[name]
    if quad is None:
        raise ValueError(f"{name!r} is no type of PLOVER; one of an own codebook has quad and like")
    own = QuadClass(quad)
    return OwnType(name, own, EventType(like) if like is not None else nearest_type(own))

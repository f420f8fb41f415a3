"""Drafts: one mention with its parties and circumstances, before mentions are joined."""

from __future__ import annotations

from dataclasses import dataclass

from communique.reading.events.parties import Parties
from communique.reading.events.triggers import FoundTrigger
from communique.records import Actor, AnyEventType, Place, Status, When


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """One mention of an act.

    Attributes:
        trigger: The trigger.
        parties: Both sides.
        status: Whether it happened.
        status_cue: What gave the status, or None where it is told plainly.
        said_by: Who reports it, outermost first.
        when: Its date, or None.
        month: The month of the news, where it is news and nothing may date it more closely.
        where: Its place, or None.
        background: Whether the article recalls it rather than reports it as news.
        probability: Probability of the best type, as the network gives it.
    """

    trigger: FoundTrigger
    parties: Parties
    status: Status
    status_cue: str | None
    said_by: tuple[Actor, ...]
    when: When | None
    month: When | None
    where: Place | None
    background: bool
    probability: float

    @property
    def type(self) -> AnyEventType:
        """The most probable type."""
        return self.trigger.type

"""Referents: what the names, descriptions and pronouns of one article stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from communique.records import Actor, Resolution, Sector, Span


class ReferentKind(StrEnum):
    """What kind of thing is meant."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    SEVERAL = "several"


@dataclass(slots=True, eq=False)
class Referent:
    """One thing that an article speaks of; grows while the article is walked through.

    Attributes:
        name: The fullest name so far.
        kind: Person, named body or state, described group, or several of these together.
        country: ISO 3166-1 alpha-3, or None.
        sector: Sector, or None.
        id: Id in the knowledge base, or None.
        head: The head word of a description, or of the office of a person, in lower case.
        plural: Whether it is taken up by "they".
        resolution: How it was resolved.
        members: What a plural consists of ("both presidents").
        first: Sentence of the first mention, -1 before it.
        last: Sentence and token of the latest mention.
        subject: Whether the latest mention is the subject of its clause.
        weight: Number of mentions.
        words: The words of its name, in lower case.
    """

    name: str
    kind: ReferentKind
    country: str | None = None
    sector: Sector | None = None
    id: str | None = None
    head: str = ""
    plural: bool = False
    resolution: Resolution | None = None
    members: tuple[Referent, ...] = ()
    first: int = -1
    last: tuple[int, int] = (0, 0)
    subject: bool = False
    weight: int = 0
    words: frozenset[str] = field(default_factory=frozenset)

    def actors(self, span: Span | None = None) -> tuple[Actor, ...]:
        """Gives the actor, or those that it consists of."""
        if self.members:
            return tuple(actor for member in self.members for actor in member.actors(span))
        return (
            Actor(
                name=self.name,
                country=self.country,
                sector=self.sector,
                id=self.id,
                span=span,
                resolution=self.resolution,
            ),
        )

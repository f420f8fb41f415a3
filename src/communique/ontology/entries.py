"""What a codebook holds: types, modes, statuses, contexts, sectors, templates and fillers."""

from __future__ import annotations

from dataclasses import dataclass

from communique.records import AnyEventType, EventType, OwnType, QuadClass


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that tell a mode: lemmas or forms, two words where they stand side by side.

    Attributes:
        trigger: Within the trigger.
        around: Beside it in the parse.
        unless: Those with which the mode is not plain.
    """

    trigger: tuple[str, ...]
    around: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """A kind of act within a type.

    Attributes:
        name: For instance "visit".
        definition: In one sentence.
        score: Conflict-cooperation score from -10 to 10 (PLOVER manual), or None.
        cues: The words that tell it, or None where they are those of PLOVER's mode of that name.
    """

    name: str
    definition: str
    score: float | None
    cues: Cues | None = None


@dataclass(frozen=True, slots=True)
class Confusion:
    """Another type that a type is taken for.

    Attributes:
        type: The other type.
        rule: What decides between the two.
    """

    type: str
    rule: str


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with slots.

    Attributes:
        text: Slots in braces ({A} actor, {R} recipient, {A2} and {R2} a second one, {T} time,
            {P} place, {O} speaker); the trigger in square brackets.
        type: The type of its event, or None where it tells of none.
        form: Active, passive, nominal, headline, reciprocal, …; empty in sentences without event.
        mode: Mode, or None.
        status: Status where the sentence has a particular one, or None for "occurred".
        alternatives: Other types that a careful reader could defend.
        mutual: Whether both sides act alike.
        actors: Kinds of filler that may stand for {A}; empty means any.
        recipients: Kinds of filler that may stand for {R}; empty means any.
        kind: Why it holds no event, where it holds none.
    """

    text: str
    type: str | None
    form: str = ""
    mode: str | None = None
    status: str | None = None
    alternatives: tuple[str, ...] = ()
    mutual: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of a type, in the forms that status frames need.

    Attributes:
        base: "accuse".
        past: "accused".
        participle: "accused".
        gerund: "accusing".
        noun: Noun phrase with the recipient's slot: "accusation against {R}".
        pattern: The verb phrase: "{verb} {R} of lying".
        actors: Kinds of filler for the actor.
        recipients: Kinds of filler for the recipient.
    """

    base: str
    past: str
    participle: str
    gerund: str
    noun: str
    pattern: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """A type of event.

    Attributes:
        name: For instance "ACCUSE".
        quad: Its quad class.
        like: The PLOVER type whose rules hold for it; itself where it is PLOVER's.
        requires_recipient: Whether an event of it must have a recipient.
        source: Its place in the PLOVER manual.
        definition: What it is.
        excludes: What it is not.
        confusions: Types it is taken for, and what decides.
        score: Conflict-cooperation score from -10 to 10, or None.
        modes: Its modes.
        templates: Its sentences.
        verbs: Its verbs.
    """

    name: str
    quad: QuadClass
    like: EventType
    requires_recipient: bool
    source: str
    definition: str
    excludes: str
    confusions: tuple[Confusion, ...]
    score: float | None
    modes: tuple[Mode, ...]
    templates: tuple[Template, ...]
    verbs: tuple[Verb, ...]

    @property
    def kind(self) -> AnyEventType:
        """The type as it stands in events."""
        if self.name in EventType.__members__:
            return EventType[self.name]
        return OwnType(self.name, self.quad, self.like)

    def mode(self, name: str) -> Mode | None:
        """Gives the mode of that name, if the type has it."""
        return next((mode for mode in self.modes if mode.name == name), None)


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A status and when it holds."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class FrameEvent:
    """The event that a frame's own words make ("denied having …" is a REJECT)."""

    type: str
    status: str
    trigger: str
    actor: str
    recipient: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """Words around a plain clause that give its event a status.

    Attributes:
        text: With {A}, {verb} and other slots.
        status: The status it gives, or None where the framed act is no event.
        verb_form: Base, past, participle, gerund, infinitive or noun.
        applies_to: Types or groups of types ("any", "cooperation", "concession", "conflict").
        speakers: Kinds of filler for {O}.
        said_by: "speaker" or "actor" where the frame names who says so, or None.
        also: The event that its own words make, or None.
        plain: A clause without the frame.
        framed: The same clause in the frame.
    """

    text: str
    status: str | None
    verb_form: str
    applies_to: tuple[str, ...]
    speakers: tuple[str, ...]
    said_by: str | None
    also: FrameEvent | None
    plain: str
    framed: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """Sentences that differ in what decides the type or the status.

    Attributes:
        types: The types that are told apart.
        why: What decides.
        sentences: Side by side.
    """

    types: tuple[str, ...]
    why: str
    sentences: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """Why, or about what, an event takes place."""

    name: str
    definition: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorEntry:
    """A part of state or society."""

    code: str
    of_state: bool
    definition: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase that may stand in a slot.

    Attributes:
        text: The phrase.
        country: ISO 3166-1 alpha-3, or None.
        sector: Sector code, or None.
        plural: Whether verbs agree with it in the plural.
    """

    text: str
    country: str | None = None
    sector: str | None = None
    plural: bool = False

"""Codebook files -> entries."""

from __future__ import annotations

from communique.ontology.entries import (
    Confusion,
    Context,
    Contrast,
    Cues,
    Filler,
    Frame,
    FrameEvent,
    Mode,
    SectorEntry,
    StatusEntry,
    Template,
    TypeEntry,
    Verb,
)
from communique.ontology.fields import Entry
from communique.records import EventType, QuadClass, nearest_type

_SCORE_BOUNDS = {"least": -10.0, "most": 10.0}
_CUE_FIELDS = ("trigger", "around", "anywhere", "unless")
_TEMPLATE_FIELDS = ("text", "type", "form", "mode", "status", "alt", "mutual", "a", "r")


def type_entry(row: Entry) -> TypeEntry:
    """Makes a type of a type file."""
    row.only(
        "type", "quad", "like", "requires_recipient", "source", "definition", "not",
        "confused_with", "score", "modes", "templates", "verbs",
    )  # fmt: skip
    name, quad = row.text("type"), _quad(row)
    return TypeEntry(
        name=name,
        quad=quad,
        like=_like(row, name, quad),
        requires_recipient=row.flag("requires_recipient"),
        source=row.optional_text("source") or "",
        definition=row.text("definition"),
        excludes=row.optional_text("not") or "",
        confusions=row.many("confused_with", _confusion),
        score=_type_score(row, name),
        modes=row.many("modes", _mode),
        templates=row.many("templates", lambda entry: template(entry, kind=name)),
        verbs=row.many("verbs", _verb),
    )


def _quad(row: Entry) -> QuadClass:
    words = row.text("quad")
    try:
        return QuadClass(words)
    except ValueError:
        row.problem("quad", f"{words!r} is none of {', '.join(QuadClass)}")
        return QuadClass.VERBAL_COOPERATION


def _like(row: Entry, name: str, quad: QuadClass) -> EventType:
    if name in EventType.__members__:
        if row.has("like"):
            row.problem("like", f"{name} is PLOVER's own; take the line out")
        return EventType[name]
    words = row.optional_text("like")
    if words is None:
        return nearest_type(quad)
    if words in EventType.__members__:
        return EventType[words]
    row.problem("like", f"{words!r} is none of {', '.join(EventType)}")
    return nearest_type(quad)


def _type_score(row: Entry, name: str) -> float | None:
    score = row.number("score", **_SCORE_BOUNDS)
    # The manual prints +3.0 for ACCUSE although its modes run from -2.0 to -3.5 and the type is
    # verbal conflict: the sign is an error of print.
    return -score if name == "ACCUSE" and score == 3.0 else score


def _confusion(row: Entry) -> Confusion:
    return Confusion(type=row.text("type"), rule=row.text("rule"))


def _mode(row: Entry) -> Mode:
    row.only("name", "definition", "score", *_CUE_FIELDS)
    return Mode(
        row.text("name"),
        row.text("definition"),
        row.number("score", **_SCORE_BOUNDS),
        _cues(row) if any(row.has(name) for name in _CUE_FIELDS) else None,
    )


def _cues(row: Entry) -> Cues:
    anywhere = row.texts("anywhere")
    return Cues(
        trigger=(*anywhere, *row.texts("trigger")),
        around=(*anywhere, *row.texts("around")),
        unless=row.texts("unless"),
    )


def template(row: Entry, *, kind: str | None = None) -> Template:
    """Makes a template of one line; the type is the file's or the line's own."""
    row.only(*_TEMPLATE_FIELDS)
    return Template(
        text=row.text("text"),
        type=kind or row.text("type"),
        form=row.text("form"),
        mode=row.optional_text("mode"),
        status=row.optional_text("status"),
        alternatives=row.texts("alt"),
        mutual=row.flag("mutual"),
        actors=row.texts("a"),
        recipients=row.texts("r"),
    )


def _verb(row: Entry) -> Verb:
    row.only("base", "past", "participle", "gerund", "noun", "pattern", "a", "r")
    return Verb(
        base=row.text("base"),
        past=row.text("past"),
        participle=row.text("participle"),
        gerund=row.text("gerund"),
        noun=row.text("noun"),
        pattern=row.text("pattern"),
        actors=row.texts("a"),
        recipients=row.texts("r"),
    )


def status_entry(row: Entry) -> StatusEntry:
    """Makes a status of one line."""
    return StatusEntry(row.text("name"), row.text("definition"))


def frame(row: Entry) -> Frame:
    """Makes a status frame of one line."""
    row.only(
        "frame", "status", "verb_form", "applies_to", "example", "also", "said_by", "o", "note"
    )
    example = row.one("example")
    return Frame(
        text=row.text("frame"),
        status=row.optional_text("status"),
        verb_form=row.text("verb_form"),
        applies_to=row.texts("applies_to"),
        speakers=row.texts("o"),
        said_by=_said_by(row),
        also=_frame_event(row.one("also")) if row.has("also") else None,
        plain=example.text("plain"),
        framed=example.text("framed"),
    )


def _said_by(row: Entry) -> str | None:
    match row.value("said_by"):
        case None | False:
            return None
        case True:
            return "speaker"
        case "actor":
            return "actor"
    row.problem("said_by", 'true (the speaker {O}) or "actor" is wanted')
    return None


def _frame_event(row: Entry) -> FrameEvent:
    row.only("type", "status", "trigger", "actor", "recipient")
    return FrameEvent(
        type=row.text("type"),
        status=row.text("status"),
        trigger=row.text("trigger"),
        actor=row.optional_text("actor") or "A",
        recipient=row.optional_text("recipient"),
    )


def contrasts(row: Entry) -> tuple[Contrast, ...]:
    """Makes the contrasts of a file of pairs."""
    return tuple(contrast for group in row.many("pairs", _contrasts_of_pair) for contrast in group)


def _contrasts_of_pair(row: Entry) -> tuple[Contrast, ...]:
    types = row.texts("types")
    return row.many(
        "groups",
        lambda group: Contrast(types, group.text("why"), group.many("sentences", template)),
    )


def context(row: Entry) -> Context:
    """Makes a context of one line."""
    return Context(row.text("name"), row.text("definition"), row.texts("cues"))


def sector(row: Entry) -> SectorEntry:
    """Makes a sector of one line."""
    return SectorEntry(
        row.text("code"), row.flag("of_state"), row.text("definition"), row.texts("examples")
    )


def empty_sentence(row: Entry) -> Template:
    """Makes a sentence that holds no event of one line."""
    row.only("text", "kind", "a", "r")
    return Template(
        text=row.text("text"),
        type=None,
        kind=row.text("kind"),
        actors=row.texts("a"),
        recipients=row.texts("r"),
    )


def filler(row: Entry) -> Filler:
    """Makes a filler of one line."""
    row.only("text", "country", "sector", "number")
    return Filler(
        text=row.text("text"),
        country=row.optional_text("country"),
        sector=row.optional_text("sector"),
        plural=row.optional_text("number") == "pl",
    )

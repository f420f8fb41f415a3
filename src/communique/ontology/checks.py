"""What must hold within a codebook, beyond the form of its files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from communique.ontology.entries import Contrast, Frame, Template, TypeEntry, Verb
from communique.ontology.problems import Problem
from communique.ontology.sources import packaged_row
from communique.records import TYPE_NAME, EventType

SLOTS = frozenset({"A", "A2", "R", "R2", "T", "P", "O"})
"""What may stand in braces in a template."""

TYPE_GROUPS = {
    "any": frozenset[str](),
    "cooperation": frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"}),
    "concession": frozenset({"CONCEDE", "RETREAT"}),
    "conflict": frozenset(
        {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST"}
        | {"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
    ),
}
"""Groups of types that a status frame may apply to; "any" is all."""

_VERB_FORMS = frozenset({"base", "past", "participle", "gerund", "infinitive", "noun"})


@dataclass(frozen=True, slots=True)
class Known:
    """The names that entries may refer to.

    Attributes:
        types: Types of the codebook and of PLOVER.
        statuses: Statuses.
        kinds: Kinds of filler.
        empty_kinds: Reasons why a sentence holds no event.
    """

    types: Collection[str]
    statuses: Collection[str]
    kinds: Collection[str]
    empty_kinds: Collection[str]


def type_problems(entry: TypeEntry, file: str, known: Known) -> Iterator[Problem]:
    """Checks a type: what it refers to, its templates and verbs."""
    for number, confusion in enumerate(entry.confusions):
        if confusion.type not in known.types:
            yield _unknown(file, f"confused_with[{number}].type", confusion.type, known.types)
    names = Counter(mode.name for mode in entry.modes)
    for name, count in names.items():
        if count > 1:
            yield Problem(file, "modes", f"mode {name!r} is there {count} times; keep one")
    for number, template in enumerate(entry.templates):
        where = f"templates[{number}]"
        yield from template_problems(template, file, where, known)
        if template.mode is not None and template.mode not in names:
            yield _unknown(file, f"{where}.mode", template.mode, names)
    for number, verb in enumerate(entry.verbs):
        yield from _verb_problems(verb, file, f"verbs[{number}]", known)
    yield from _repeats(file, [template.text for template in entry.templates])


def own_type_problems(entry: TypeEntry, file: str) -> Iterator[Problem]:
    """Checks what only an own codebook can get wrong: names, quad classes, modes without cues."""
    if not re.fullmatch(TYPE_NAME, entry.name):
        yield Problem(file, "type", f"{entry.name!r}: capitals, digits, _ and - are wanted")
    if entry.quad is not entry.like.quad:
        field, remedy = ("like", "choose one of the type's own quad class")
        if entry.name == entry.like:
            field, remedy = "quad", "PLOVER's own class cannot be changed; give the type a name"
        yield Problem(file, field, f"{entry.like} is {entry.like.quad}; {remedy}")
    known = {str(_name_of(mode)) for mode in _packaged_modes(entry.like)}
    for number, mode in enumerate(entry.modes):
        if mode.cues is None and mode.name not in known:
            remedy = "give words that tell it: trigger, around or anywhere"
            if known:
                remedy += f" (only {', '.join(sorted(known))} of {entry.like} have theirs)"
            yield Problem(file, f"modes[{number}]", f"{mode.name!r} has no cues; {remedy}")


def _packaged_modes(kind: EventType) -> list[object]:
    modes = packaged_row(kind).value("modes")
    return modes if isinstance(modes, list) else []


def _name_of(mode: object) -> object:
    return mode.get("name") if isinstance(mode, dict) else None


def _repeats(file: str, texts: Iterable[str]) -> Iterator[Problem]:
    for text, count in Counter(texts).items():
        if count > 1:
            yield Problem(file, "templates", f"{text!r} is there {count} times; keep one")


def template_problems(template: Template, file: str, where: str, known: Known) -> Iterator[Problem]:
    """Checks one template: brackets, slots, fillers, types and status that it names."""
    yield from _text_problems(template, file, where)
    named = {*template.alternatives} | ({template.type} if template.type else set())
    for name in sorted(named - {*known.types}):
        yield _unknown(file, where, name, known.types)
    if template.status is not None and template.status not in known.statuses:
        yield _unknown(file, f"{where}.status", template.status, known.statuses)
    if template.kind is not None and template.kind not in known.empty_kinds:
        yield _unknown(file, f"{where}.kind", template.kind, known.empty_kinds)
    yield from _kind_problems((*template.actors, *template.recipients), file, where, known)


def _text_problems(template: Template, file: str, where: str) -> Iterator[Problem]:
    text = template.text
    for slot in re.findall(r"\{([^}]*)\}", text):
        if slot not in SLOTS:
            yield _unknown(file, f"{where}.text", "{" + slot + "}", [f"{{{s}}}" for s in SLOTS])
    wanted = 0 if template.type is None else 1
    if (text.count("["), text.count("]")) != (wanted, wanted):
        remedy = "mark the trigger, and nothing else, with [ ]" if wanted else "take [ ] out"
        yield Problem(file, f"{where}.text", f"{text!r}: {remedy}")


def _verb_problems(verb: Verb, file: str, where: str, known: Known) -> Iterator[Problem]:
    if "{verb}" not in verb.pattern:
        yield Problem(file, f"{where}.pattern", f"{verb.pattern!r} lacks {{verb}}; put it in")
    yield from _kind_problems((*verb.actors, *verb.recipients), file, where, known)


def frame_problems(frame: Frame, file: str, where: str, known: Known) -> Iterator[Problem]:
    """Checks a status frame."""
    if "{verb}" not in frame.text:
        yield Problem(file, f"{where}.frame", f"{frame.text!r} lacks {{verb}}; put it in")
    if frame.verb_form not in _VERB_FORMS:
        yield _unknown(file, f"{where}.verb_form", frame.verb_form, _VERB_FORMS)
    statuses = {frame.status, frame.also.status if frame.also else None} - {None}
    for status in sorted(str(name) for name in statuses if name not in known.statuses):
        yield _unknown(file, f"{where}.status", status, known.statuses)
    for name in frame.applies_to:
        if name not in TYPE_GROUPS and name not in known.types:
            yield _unknown(file, f"{where}.applies_to", name, [*TYPE_GROUPS, *known.types])
    yield from _kind_problems(frame.speakers, file, where, known)


def contrast_problems(contrast: Contrast, file: str, where: str, known: Known) -> Iterator[Problem]:
    """Checks sentences that stand side by side."""
    for name in contrast.types:
        if name not in known.types:
            yield _unknown(file, f"{where}.types", name, known.types)
    for number, sentence in enumerate(contrast.sentences):
        yield from template_problems(sentence, file, f"{where}.sentences[{number}]", known)


def _kind_problems(kinds: Iterable[str], file: str, where: str, known: Known) -> Iterator[Problem]:
    for kind in sorted({*kinds} - {*known.kinds}):
        yield _unknown(file, where, kind, known.kinds)


def _unknown(file: str, entry: str, name: str, known: Collection[str]) -> Problem:
    return Problem(file, entry, f"{name!r} is unknown; known are {', '.join(sorted(known))}")

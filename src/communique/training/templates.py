"""Fills the codebook's sentence templates and makes annotated articles of them.

The rows have the form of the annotated articles (one sentence each), so that every later step
treats both alike.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.datafile import read_yaml
from communique.ontology.sources import PACKAGED, common_file
from communique.records import EventType, QuadClass, nearest_type

_SLOT = re.compile(r"\{(A2?|R2?|T|P|O)\}|\[|\]")
_DEFAULT_KINDS = ("state", "leader", "minister", "igo", "opposition")


class Filler:
    """Draws phrases for slots."""

    def __init__(self, codebook: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.phrases = read_yaml(PACKAGED / "fillers.yaml")
        self.phrases |= read_yaml(common_file(codebook, "fillers.yaml"))

    def draw(self, kinds: list[str] | None, taken: set[str]) -> dict[str, Any]:
        """Draws a party that is not among those taken."""
        entry: dict[str, Any] = {}
        usable = [k for k in (kinds or _DEFAULT_KINDS) if k in self.phrases] or ["state"]
        for _ in range(20):
            entry = self.random.choice(self.phrases[self.random.choice(usable)])
            if entry["text"] not in taken:
                break
        taken.add(entry["text"])
        return entry

    def text(self, kind: str) -> str:
        """Draws a time or a place."""
        entry = self.random.choice(self.phrases[kind])
        return str(entry["text"] if isinstance(entry, dict) else entry)


def template_rows(codebook: Path, *, copies: int, seed: int) -> Iterator[dict[str, Any]]:
    """Fills every template of every type `copies` times, and the sentences without events."""
    filler = Filler(codebook, seed)
    number = 0
    for path in sorted(codebook.glob("*.yaml")):
        book = read_yaml(path)
        for template in _templates(book):
            for _ in range(copies):
                number += 1
                yield filled(template, book.get("type", ""), filler, f"template-{number}")
    none = codebook / "none.yaml"
    if none.is_file():
        yield from _empty_rows(none, filler, copies, number)


def _templates(book: Any) -> Iterator[dict[str, Any]]:
    """Gives the templates of a type file, or the sentences of the hard pairs."""
    if not isinstance(book, dict):
        return
    if "type" in book:
        yield from book.get("templates") or ()
    for pair in book.get("pairs") or ():
        for group in pair["groups"]:
            yield from group["sentences"]


def frame_rows(codebook: Path, *, each: int, seed: int) -> Iterator[dict[str, Any]]:
    """Puts verbs of the types into the frames that give a status; `each` fillings a frame."""
    filler = Filler(codebook, seed)
    frames = read_yaml(common_file(codebook, "statuses.yaml"))["frames"]
    verbs = [
        (book["type"], _like(book), verb)
        for path in sorted(codebook.glob("*.yaml"))
        if isinstance(book := read_yaml(path), dict)
        for verb in book.get("verbs") or ()
    ]
    number = 0
    for frame in frames:
        usable = [entry for entry in verbs if _applies(frame, *entry[1:])]
        for kind, _, verb in filler.random.sample(usable, min(each, len(usable))):
            number += 1
            yield _framed(frame, kind, verb, filler, f"template-frame-{number}")


_GROUPS = {
    "cooperation": frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"}),
    "concession": frozenset({"CONCEDE", "RETREAT"}),
}


def _like(book: dict[str, Any]) -> str:
    """Gives the type whose frames a type takes: itself, or the PLOVER type that it is like."""
    if book["type"] in EventType.__members__:
        return str(book["type"])
    return str(book.get("like") or nearest_type(QuadClass(book["quad"])))


def _applies(frame: dict[str, Any], kind: str, verb: dict[str, Any]) -> bool:
    if frame.get("only_pattern") and frame["only_pattern"] != verb.get("pattern"):
        return False
    if frame["verb_form"] == "noun" and not verb.get("noun"):
        return False
    wanted = frame.get("applies_to", "any")
    names = wanted if isinstance(wanted, list) else [wanted]
    return any(_in_group(kind, name) for name in names)


def _in_group(kind: str, name: str) -> bool:
    if name == "conflict":
        return not any(kind in group for group in _GROUPS.values())
    return name == "any" or kind in _GROUPS.get(name, frozenset({name}))


def _framed(
    frame: dict[str, Any], kind: str, verb: dict[str, Any], filler: Filler, identifier: str
) -> dict[str, Any]:
    form = frame["verb_form"].replace("infinitive", "base")
    words: str = verb[form]
    if form == "noun":
        first, _, rest = words.partition(" ")
        clause = f"[{first}] {rest}".strip()
    else:
        clause = verb.get("pattern", "{verb} {R}").replace("{verb}", f"[{words}]")
    template = {**frame, "text": frame["frame"].replace("{verb}", clause)}
    template["a"], template["r"] = verb.get("a"), verb.get("r")
    row = filled(template, kind, filler, identifier)
    events = [e for e in row["events"] if frame["status"] is not None]
    also = frame.get("also")
    if also and also["trigger"] in row["text"]:
        start = row["text"].index(also["trigger"])
        span = {"field": "text", "start": start, "end": start + len(also["trigger"])}
        span["text"] = also["trigger"]
        base = row["events"][0]
        roles = {"A": base["actors"], "R": base["recipients"], "O": row["others"]}
        events.append(
            base
            | {
                "type": also["type"],
                "status": also["status"],
                "mutual": False,
                "mentions": [{**base["mentions"][0], "trigger": span}],
                "actors": roles[also.get("actor", "A")],
                "recipients": roles[also.get("recipient", "R")],
            }
        )
    return row | {"events": events}


def _empty_rows(path: Path, filler: Filler, copies: int, number: int) -> Iterator[dict[str, Any]]:
    data = read_yaml(path)
    sentences = data if isinstance(data, list) else data.get("sentences") or data["templates"]
    for sentence in sentences:
        template = sentence if isinstance(sentence, dict) else {"text": sentence}
        for _ in range(copies):
            number += 1
            row = filled(template, "AGREE", filler, f"template-{number}")
            yield row | {"events": []}


def filled(
    template: dict[str, Any], kind: str, filler: Filler, identifier: str, status: str = "occurred"
) -> dict[str, Any]:
    """Fills one template; slots become spans, brackets the trigger."""
    text, slots, trigger = _fill(template, filler)
    actors = [slots[s] for s in ("A", "A2") if s in slots]
    recipients = [slots[s] for s in ("R", "R2") if s in slots]
    events = []
    if trigger is not None:
        span = {"field": "text", "start": trigger[0], "end": trigger[1]}
        span["text"] = text[trigger[0] : trigger[1]]
        evidence = {"field": "text", "start": 0, "end": len(text), "text": text}
        events.append(
            {
                "type": template.get("type", kind),
                "alt": template.get("alt") or [],
                "mentions": [{"evidence": evidence, "trigger": span}],
                "actors": [_party(a, text) for a in actors],
                "recipients": [_party(r, text) for r in recipients],
                "mutual": bool(template.get("mutual")),
                "status": template.get("status", status),
            }
        )
    others = [_party(slots["O"], text)] if "O" in slots else []
    return {"id": identifier, "title": "", "text": text, "events": events, "others": others}


def _party(slot: dict[str, Any], text: str) -> dict[str, Any]:
    start, end = slot["at"]
    span = {"field": "text", "start": start, "end": end, "text": text[start:end]}
    return {"name": text[start:end], "country": slot.get("country"), "span": span}


def _fill(
    template: dict[str, Any], filler: Filler
) -> tuple[str, dict[str, dict[str, Any]], tuple[int, int] | None]:
    pattern = template["text"]
    out = ""
    slots: dict[str, dict[str, Any]] = {}
    taken: set[str] = set()
    start: int | None = None
    trigger: tuple[int, int] | None = None
    at = 0
    for match in _SLOT.finditer(pattern):
        out += pattern[at : match.start()]
        at = match.end()
        if match.group() == "[":
            start = len(out)
        elif match.group() == "]":
            trigger = trigger or (start if start is not None else 0, len(out))
        else:
            out += _slot_text(match.group(1), template, filler, slots, taken, len(out))
    out += pattern[at:]
    return _finish(out, slots, trigger)


def _slot_text(
    slot: str,
    template: dict[str, Any],
    filler: Filler,
    slots: dict[str, dict[str, Any]],
    taken: set[str],
    at: int,
) -> str:
    if slot in ("T", "P"):
        ahead = template.get("status") in ("planned", "possible")
        return filler.text(("future_time" if ahead else "time") if slot == "T" else "place")
    kinds = template.get("o", ["speaker"]) if slot == "O" else template.get(slot[0].lower())
    entry = filler.draw(kinds, taken)
    text = str(entry["text"])
    slots.setdefault(slot, {"at": (at, at + len(text)), "country": entry.get("country")})
    return text


def _finish(
    text: str, slots: dict[str, dict[str, Any]], trigger: tuple[int, int] | None
) -> tuple[str, dict[str, dict[str, Any]], tuple[int, int] | None]:
    """Capital first, full stop last; neither moves a span."""
    text = text[:1].upper() + text[1:]
    return (text if text[-1:] in '.!?"”' else text + "."), slots, trigger

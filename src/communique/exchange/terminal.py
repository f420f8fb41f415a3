"""A reading as an account for people, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from communique.exchange.terminal_explanation import explain_event
from communique.exchange.untrusted import harmless, one_line
from communique.records import (
    Actor,
    Article,
    Event,
    EventMention,
    QuadClass,
    Reading,
    Statement,
    Status,
)

_WIDEST = 110
_NARROWEST = 40
_INDENT = 4
_BREAKS = str.maketrans("\n\r\t\u2028\u2029", "     ")

_STATUS_MARK = {
    Status.OCCURRED: ("●", "green"),
    Status.PLANNED: ("◷", "blue"),
    Status.POSSIBLE: ("?", "cyan"),
    Status.ALLEGED: ("‼", "yellow"),
    Status.DENIED: ("✗", "magenta"),
    Status.NEGATED: ("⊘", "red"),
}
_QUAD_STYLE = {
    QuadClass.VERBAL_COOPERATION: "bold cyan",
    QuadClass.MATERIAL_COOPERATION: "bold blue",
    QuadClass.VERBAL_CONFLICT: "bold yellow",
    QuadClass.MATERIAL_CONFLICT: "bold red",
}


def reader_console(file: TextIO) -> Console:
    """Gives a console for accounts: colours only where the file is a terminal."""
    console = Console(file=file, highlight=False, markup=False, emoji=False)
    console.width = min(_WIDEST, max(_NARROWEST, console.width))
    return console


def account(reading: Reading, *, explain: bool = False) -> RenderableType:
    """Gives the readable account of one article.

    First what is new, then what the article recalls, then who said what.

    Args:
        reading: What was read.
        explain: Whether to add why: candidate types, the status cue, how actors were resolved,
            what dates were counted from.
    """
    new = [event for event in reading.events if not event.background]
    recalled = [event for event in reading.events if event.background]
    parts: list[RenderableType] = [_heading(reading.article)]
    parts += [Text(f"note: {one_line(note)}", style="dim italic") for note in reading.notes]
    for title, events in (("What happened", new), ("Recalled", recalled)):
        if events:
            parts += [Text(), Text(title, style="bold underline")]
            parts += [_event(event, explain=explain) for event in events]
    if not reading.events:
        parts += [Text(), Text("No events between political actors were found.", style="dim")]
    if reading.statements:
        parts += [Text(), Text("Statements", style="bold underline")]
        parts += [_statement(statement) for statement in reading.statements]
    return Group(*parts, Text())


def _heading(article: Article) -> Text:
    heading = Text(one_line(article.title) or "(no title)", style="bold")
    published = article.published.isoformat() if article.published else "no publication date"
    facts = [published, article.publisher, article.url or article.id]
    heading.append("\n" + " · ".join(one_line(fact) for fact in facts if fact), style="dim")
    return heading


def _event(event: Event, *, explain: bool) -> RenderableType:
    parts: list[RenderableType] = [_event_line(event), _evidence(event.mentions[0])]
    others = len(event.mentions) - 1
    if others:
        noun = "mention" if others == 1 else "mentions"
        parts.append(Text(f"and {others} further {noun}", style="dim"))
    if explain:
        parts += [Text(line, style="dim") for line in explain_event(event)]
    head, *rest = parts
    return Group(head, *(Padding(part, (0, 0, 0, _INDENT), expand=False) for part in rest))


def _event_line(event: Event) -> Text:
    mark, style = _STATUS_MARK[event.status]
    line = Text()
    line.append(f"{mark} ", style=style)
    kind = f"{event.type} ({event.mode})" if event.mode else str(event.type)
    line.append(one_line(kind), style=_QUAD_STYLE[event.quad])
    line.append("  " + _parties(event))
    line.append(f"  {event.status}", style=style)
    for detail in _details(event):
        line.append(f" · {detail}")
    return line


def _parties(event: Event) -> str:
    actors, recipients = _names(event.actors) or "(nobody named)", _names(event.recipients)
    if not recipients:
        return f"⇄ {actors}" if event.mutual else actors
    return f"{actors} {'⇄' if event.mutual else '→'} {recipients}"


def _names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(_name(actor) for actor in actors)


def _name(actor: Actor) -> str:
    codes = one_line("/".join(code for code in (actor.country, actor.sector) if code))
    name = one_line(actor.name)
    return f"{name} [{codes}]" if codes else name


def _details(event: Event) -> Iterator[str]:
    if event.when:
        yield one_line(event.when.edtf)
    if event.where:
        yield f"in {one_line(event.where.name)}"
    if event.said_by:
        yield "according to " + ", ".join(one_line(actor.name) for actor in event.said_by)
    if event.contexts:
        yield one_line(", ".join(event.contexts))


def _evidence(mention: EventMention) -> Text:
    evidence, trigger = mention.evidence, mention.trigger
    text = Text("“", style="italic")
    start, end = trigger.start - evidence.start, trigger.end - evidence.start
    text.append(_flat(evidence.text[:start]))
    text.append(_flat(evidence.text[start:end]), style="bold reverse not italic")
    text.append(_flat(evidence.text[end:]))
    return text.append("”")


def _flat(text: str) -> str:
    """Gives harmless text on one line; unlike `one_line` it keeps outer spaces."""
    return harmless(text).translate(_BREAKS)


def _statement(statement: Statement) -> Text:
    line = Text("– ")
    speaker = _name(statement.speaker) if statement.speaker else "(nobody named)"
    line.append(speaker, style="bold")
    if statement.cue:
        line.append(f" ({one_line(statement.cue.text)})", style="dim")
    if statement.addressee:
        line.append(f" to {one_line(statement.addressee.text)}", style="dim")
    if statement.channel:
        line.append(f" through {one_line(statement.channel.text)}", style="dim")
    said = " … ".join(one_line(span.text) for span in statement.content)
    line.append(f": “{said}”" if statement.direct else f": {said}")
    return line

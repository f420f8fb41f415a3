"""Readings as one self-contained web page: marked text beside the table of events.

The page needs no script and loads nothing. Text from articles is untrusted: it is escaped
wherever it stands, and the page's content security policy allows its own style sheet alone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

from communique.exchange.marks import Mark, MarkKind, Piece, actor_label, cut_into_pieces, marks_of
from communique.exchange.untrusted import harmless
from communique.records import Actor, ArticleField, Event, Reading, Statement, Status

_STATUS_SIGN = {
    Status.OCCURRED: "●",
    Status.PLANNED: "◷",
    Status.POSSIBLE: "?",
    Status.ALLEGED: "‼",
    Status.DENIED: "✗",
    Status.NEGATED: "⊘",
}
_COLUMNS = ("#", "Event", "Who → whom", "Status", "When", "Where", "Said by", "Confidence")
_LEGEND = (
    (MarkKind.TRIGGER, "words that name an event"),
    (MarkKind.ACTOR, "actor"),
    (MarkKind.TIME, "time"),
    (MarkKind.PLACE, "place"),
    (MarkKind.QUOTATION, "speech"),
    (MarkKind.CUE, "cue of speech"),
)


def to_page(readings: Iterable[Reading]) -> str:
    """Gives one HTML page with all readings.

    Pointing at an event's words, or moving the keyboard focus there, lights up its row in the
    table and all its mentions, and the other way round.
    """
    kept = list(readings)
    style = _style(max((len(reading.events) for reading in kept), default=0))
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = kept[0].article.title if len(kept) == 1 else f"{len(kept)} articles"
    body = "".join(_reading(reading, number) for number, reading in enumerate(kept, 1))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_text(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(title or 'Reading')}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<h1>Events read by communique</h1>\n{_legend()}\n<main>\n{body}</main>\n"
        "</body>\n</html>\n"
    )


def _text(text: str) -> str:
    """Gives untrusted text as HTML, for content and for quoted attributes."""
    return escape(harmless(text), quote=True)


def _style(most_events: int) -> str:
    sheet = resources.files(__package__).joinpath("page.css").read_text("utf-8")
    return sheet + "".join(_link_rule(number) for number in range(1, most_events + 1))


def _link_rule(number: int) -> str:
    name = f".e{number}"
    causes = ("hover", "focus-within", "target")
    selectors = ", ".join(f".reading:has({name}:{cause}) {name}" for cause in causes)
    return f"{selectors} {{ background: var(--glow); }}\n"


def _legend() -> str:
    items = ", ".join(f'<span class="{kind}">{_text(meaning)}</span>' for kind, meaning in _LEGEND)
    return f'<p class="legend">Marks: {items}.</p>'


def _reading(reading: Reading, number: int) -> str:
    article = reading.article
    prefix = f"r{number}"
    published = article.published.isoformat() if article.published else "no publication date"
    facts = " · ".join(_text(fact) for fact in (published, article.publisher, article.url) if fact)
    notes = "".join(f'<p class="note">Note: {_text(note)}</p>\n' for note in reading.notes)
    return (
        f'<article class="reading" aria-labelledby="{prefix}">\n'
        f'<h2 id="{prefix}">{_field(reading, ArticleField.TITLE, prefix)}</h2>\n'
        f'<p class="facts">{facts}</p>\n{notes}<div class="columns">\n'
        f'<div class="body">{_field(reading, ArticleField.TEXT, prefix)}</div>\n'
        f'<div class="side">\n{_tables(reading, prefix)}{_statements(reading)}</div>\n'
        "</div>\n</article>\n"
    )


def _field(reading: Reading, field: ArticleField, prefix: str) -> str:
    marks = marks_of(reading, field)
    text = reading.article.field_text(field)
    return "".join(_piece(piece, prefix) for piece in cut_into_pieces(text, marks))


def _piece(piece: Piece, prefix: str) -> str:
    text = _text(piece.text)
    if not piece.marks:
        return text
    anchors = [
        f'<span id="{prefix}e{mark.event}m{mark.mention}"></span>'
        for mark in piece.marks
        if mark.mention and mark.span.start == piece.start
    ]
    labels = dict.fromkeys(mark.label for mark in piece.marks if mark.label)
    title = f' title="{_text("; ".join(labels))}"' if labels else ""
    attributes = f'class="{" ".join(_classes(piece.marks))}"{title}'
    event = next((mark.event for mark in piece.marks if mark.kind is MarkKind.TRIGGER), None)
    if event:
        return f'{"".join(anchors)}<a href="#{prefix}e{event}" {attributes}>{text}</a>'
    return f"<span {attributes}>{text}</span>"


def _classes(marks: tuple[Mark, ...]) -> Iterator[str]:
    yield from dict.fromkeys(mark.kind.value for mark in marks)
    if any(mark.direct for mark in marks):
        yield "direct"
    yield from dict.fromkeys(f"e{mark.event}" for mark in marks if mark.event)


def _tables(reading: Reading, prefix: str) -> str:
    numbered = list(enumerate(reading.events, 1))
    new = [(number, event) for number, event in numbered if not event.background]
    recalled = [(number, event) for number, event in numbered if event.background]
    tables = [
        _table(caption, events, prefix)
        for caption, events in (("What happened", new), ("Recalled", recalled))
        if events
    ]
    return "".join(tables) or "<p>No events between political actors were found.</p>\n"


def _table(caption: str, events: list[tuple[int, Event]], prefix: str) -> str:
    heads = "".join(f'<th scope="col">{_text(name)}</th>' for name in _COLUMNS)
    rows = "".join(_row(event, number, prefix) for number, event in events)
    return (
        f"<table>\n<caption>{_text(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _row(event: Event, number: int, prefix: str) -> str:
    kind = f"{event.type} ({event.mode})" if event.mode else str(event.type)
    arrow = "⇄" if event.mutual else "→"
    sides = [side for side in (_names(event.actors), _names(event.recipients)) if side]
    cells = (
        kind,
        f" {arrow} ".join(sides),
        f"{_STATUS_SIGN[event.status]} {event.status}",
        event.when.edtf if event.when else "",
        event.where.name if event.where else "",
        _names(event.said_by),
        f"{event.confidence:.2f}",
    )
    row = f"{prefix}e{number}"
    link = f'<a href="#{row}m1" aria-label="event {number}: show its words">{number}</a>'
    rest = "".join(f"<td>{_text(cell)}</td>" for cell in cells)
    return f'<tr id="{row}" class="e{number}"><td>{link}</td>{rest}</tr>\n'


def _names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(actor_label(actor) for actor in actors)


def _statements(reading: Reading) -> str:
    if not reading.statements:
        return ""
    items = "".join(_statement(statement) for statement in reading.statements)
    return f"<h3>Statements</h3>\n<ul>\n{items}</ul>\n"


def _statement(statement: Statement) -> str:
    speaker = actor_label(statement.speaker) if statement.speaker else "nobody named"
    details = [f"({statement.cue.text})"] if statement.cue else []
    details += [f"to {statement.addressee.text}"] if statement.addressee else []
    details += [f"through {statement.channel.text}"] if statement.channel else []
    said = " … ".join(span.text for span in statement.content)
    quoted = f"“{said}”" if statement.direct else said
    about = " ".join(["", *details])
    return f"<li><b>{_text(speaker)}</b>{_text(about)}: {_text(quoted)}</li>\n"

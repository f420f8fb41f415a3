"""Plain text -> Article: the first line is the title."""

from __future__ import annotations

from communique.intake.decode import decode
from communique.intake.options import IntakeError, IntakeOptions, Notice, Notify
from communique.records import Article, Stage, content_id


def read_text(
    data: bytes,
    *,
    source: str,
    options: IntakeOptions,
    notify: Notify,
    declared: str | None = None,
    url: str | None = None,
) -> Article:
    """Takes in one article of plain text.

    Line ends become line feeds, and blank lines around title and text are left out; nothing else
    changes.

    Raises:
        IntakeError: When the data is binary or empty.
    """
    decoded = decode(data, declared=declared)
    if decoded.remark:
        notify(Notice(source, decoded.remark))
    lines = decoded.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    title, _, text = lines.strip().partition("\n")
    title, text = title.strip(), text.strip("\n")
    if not title:
        raise IntakeError(Stage.PARSE, "empty: it holds no text")
    return Article(
        id=options.id or content_id(title=title, text=text, published=options.published),
        title=title,
        text=text,
        published=options.published,
        publisher=options.publisher,
        url=url,
    )

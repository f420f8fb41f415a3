"""A codebook as a page in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from communique.ontology.codebook import Codebook
from communique.ontology.entries import Contrast, Template, TypeEntry

_FORMS_SHOWN = ("active", "passive", "nominal", "headline", "reciprocal", "recipient-first")


def codebook_page(book: Codebook, *, guide: str | None = None) -> str:
    """Gives the page: types with modes and examples, statuses, contrasts, contexts, sectors.

    Args:
        book: The codebook.
        guide: Address of the page that tells how to make an own one; named on the page if given.
    """
    parts = (_head(book, guide), _types(book), _statuses(book), _contrasts(book), _rest(book))
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head(book: Codebook, guide: str | None) -> Iterator[str]:
    yield "# Codebook"
    yield ""
    yield "<!-- Made by `communique codebook show`; edit the YAML files, not this page. -->"
    yield ""
    yield (
        f"{len(book.types)} types of event, {len(book.statuses)} statuses, "
        f"{len(book.contexts)} contexts and {len(book.sectors)} sectors, with "
        f"{sum(1 for _ in book.templates()):,} sentences with slots and {len(book.frames)} frames "
        "of words that set a status. The same files are read by the program, by its tests and by "
        "the training recipe. In the examples **A** is the actor, **R** the recipient, **O** a "
        "speaker, **T** a time and **P** a place; the trigger is in bold."
    )
    yield ""
    if guide is not None:
        yield f"Types can be left out and own ones added: [your own codebook]({guide})."
        yield ""


def _types(book: Codebook) -> Iterator[str]:
    yield "## Types of event"
    yield ""
    yield "| type | quad class | score | modes |"
    yield "| --- | --- | --- | --- |"
    for entry in book.types:
        modes = ", ".join(mode.name for mode in entry.modes) or "none"
        yield f"| {entry.name} | {entry.quad} | {_score(entry.score)} | {modes} |"
    yield ""
    for entry in book.types:
        yield from _type(entry)


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:+.1f}".replace("+0.0", "0.0")


def _type(entry: TypeEntry) -> Iterator[str]:
    yield f"### {entry.name}"
    yield ""
    yield entry.definition
    yield ""
    if entry.excludes:
        yield entry.excludes
        yield ""
    if entry.source:
        yield f"*{entry.source}*"
        yield ""
    if entry.confusions:
        yield "Taken for:"
        yield ""
        yield from (f"* **{other.type}**: {other.rule}" for other in entry.confusions)
        yield ""
    if entry.modes:
        yield "| mode | definition | score |"
        yield "| --- | --- | --- |"
        for mode in entry.modes:
            yield f"| {mode.name} | {_cell(mode.definition)} | {_score(mode.score)} |"
        yield ""
    examples = list(_examples(entry.templates))
    if examples:
        yield "Examples:"
        yield ""
        yield from examples
        yield ""


def _examples(templates: Iterable[Template]) -> Iterator[str]:
    """Gives the first template of every common form."""
    first: dict[str, Template] = {}
    for template in templates:
        first.setdefault(template.form, template)
    for form in _FORMS_SHOWN:
        if form in first:
            yield f"* {_sentence(first[form].text)} ({form})"


def _sentence(text: str) -> str:
    text = re.sub(r"\{(\w+)\}", r"\1", text)
    return _cell(re.sub(r"\[([^\]]*)\]", r"**\1**", text))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _statuses(book: Codebook) -> Iterator[str]:
    yield "## Statuses"
    yield ""
    for status in book.statuses:
        yield f"### {status.name.capitalize()}"
        yield ""
        yield status.definition
        yield ""
        for frame in book.frames:
            if frame.status == status.name:
                yield f"* {_cell(frame.framed)}"
        yield ""


def _contrasts(book: Codebook) -> Iterator[str]:
    if not book.hard_pairs:
        return
    yield "## Side by side"
    yield ""
    heading = ""
    for contrast in book.hard_pairs:
        types = " / ".join(contrast.types)
        if types != heading:
            heading = types
            yield f"### {types}"
            yield ""
        yield from _contrast(contrast)


def _contrast(contrast: Contrast) -> Iterator[str]:
    yield contrast.why
    yield ""
    for sentence in contrast.sentences:
        yield f"* {sentence.type}: {_sentence(sentence.text)}"
    yield ""


def _rest(book: Codebook) -> Iterator[str]:
    yield "## No event"
    yield ""
    for kind, definition in book.empty_kinds.items():
        yield f"* **{kind}**: {definition}"
    yield ""
    yield "## Contexts"
    yield ""
    yield "| context | definition | words that suggest it |"
    yield "| --- | --- | --- |"
    for context in book.contexts:
        yield f"| {context.name} | {_cell(context.definition)} | {_cell(', '.join(context.cues))} |"
    yield ""
    yield "## Sectors"
    yield ""
    yield "| sector | of | definition | examples |"
    yield "| --- | --- | --- | --- |"
    for sector in book.sectors:
        side = "state" if sector.of_state else "society"
        examples = _cell(", ".join(sector.examples))
        yield f"| {sector.code} | {side} | {_cell(sector.definition)} | {examples} |"

"""Finds the statements of an article."""

from __future__ import annotations

from collections.abc import Iterator

from communique.language import ParsedArticle
from communique.reading.statements.assignment import assign_quotations
from communique.reading.statements.circumstances import addressee_of, channel_of
from communique.reading.statements.drafts import Draft, drafts_of
from communique.reading.statements.quotations import Quotations
from communique.reading.statements.raw import RawStatement
from communique.reading.statements.speakers import phrase
from communique.reading.statements.turns import turns
from communique.records import Article, Span


def find_statements(parsed: ParsedArticle) -> tuple[RawStatement, ...]:
    """Gives every piece of reported speech, belief and intention in reading order."""
    quotations = Quotations(parsed)
    drafts: list[Draft] = []
    for sentence in parsed.sentences:
        own = drafts_of(sentence, quotations)
        text = parsed.article.field_text(sentence.field)
        assign_quotations(sentence, own, drafts, quotations, text)
        drafts += own
    found = [*_finished(parsed.article, drafts), *turns(parsed)]
    return tuple(sorted(found, key=lambda statement: statement.content[0].sort_key))


def _finished(article: Article, drafts: list[Draft]) -> Iterator[RawStatement]:
    for draft in drafts:
        content = _content(article, draft)
        if content:
            yield RawStatement(
                speaker_span=_speaker_span(draft),
                cue=draft.sentence.span_of(draft.cue, draft.cue_end),
                content=content,
                direct=_is_direct(draft, content),
                antecedent=_antecedent(draft),
                addressee=addressee_of(draft),
                channel=channel_of(draft),
            )


def _content(article: Article, draft: Draft) -> tuple[Span, ...]:
    """Joins what the parse gives and the quotations, in text order without overlaps."""
    ranges = [
        piece
        for piece in draft.content
        if not any(quote.holds(*piece) for quote in draft.quotations)
    ]
    ranges += [(quotation.start, quotation.end) for quotation in draft.quotations]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    field = draft.sentence.field
    text = article.field_text(field)
    return tuple(
        article.span(field, start, end) for start, end in joined if text[start:end].strip()
    )


def _is_direct(draft: Draft, content: tuple[Span, ...]) -> bool:
    return bool(draft.quotations) and all(
        any(quotation.holds(span.start, span.end) for quotation in draft.quotations)
        for span in content
    )


def _speaker_span(draft: Draft) -> Span | None:
    speaker, sentence = draft.speaker, draft.sentence
    return sentence.span_of(speaker.first, speaker.last) if speaker else None


def _antecedent(draft: Draft) -> Span | None:
    """Gives what a relative pronoun that speaks stands for."""
    if draft.speaker is None or draft.speaker.antecedent is None:
        return None
    named = phrase(draft.speaker.antecedent)
    return draft.sentence.span_of(named.first, named.last)

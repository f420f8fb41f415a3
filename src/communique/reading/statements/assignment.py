"""Which cue reports which quotation."""

from __future__ import annotations

from collections.abc import Sequence

from communique.language import Sentence
from communique.reading.statements.drafts import Draft
from communique.reading.statements.quotations import Quotation, Quotations

_NEAR = 6
"""Characters between a quotation and the words that go with it: marks, a space, a line break."""

_SHORT_SENTENCE = 90
"""Characters of a sentence that may be no more than "he told reporters on Monday"."""


def assign_quotations(
    sentence: Sentence,
    own: Sequence[Draft],
    earlier: Sequence[Draft],
    quotations: Quotations,
    text: str,
) -> None:
    """Gives the quotations of a sentence to the cues that report them.

    Args:
        sentence: The sentence.
        own: Its cues.
        earlier: The cues of earlier sentences, in order.
        quotations: The quotations of the article.
        text: The text of the sentence's field.
    """
    for quotation in quotations.within(sentence.field, sentence.start, sentence.end):
        _assign(quotation, sentence, own, earlier, text)
    for draft in own:
        if draft.takes_quotation and not draft.content and not draft.quotations:
            _look_around(draft, quotations, text)


def _assign(
    quotation: Quotation,
    sentence: Sentence,
    own: Sequence[Draft],
    earlier: Sequence[Draft],
    text: str,
) -> None:
    holders = [
        draft for draft in own if any(quotation.touches(start, end) for start, end in draft.content)
    ]
    if holders:
        for draft in holders:
            if draft.takes_quotation and _is_all_of(draft, quotation):
                draft.quotations.append(quotation)
        return
    if not quotation.is_speech(text):
        return
    free = [
        draft for draft in own if draft.takes_quotation and (draft.quotations or not draft.content)
    ]
    if free:
        min(free, key=lambda draft: _distance(draft, quotation)).quotations.append(quotation)
    elif quotation.start <= sentence.start + _NEAR // 2 and not own:
        _continue(quotation, earlier)


def _is_all_of(draft: Draft, quotation: Quotation) -> bool:
    """Whether what the parse gives begins with the quotation and not before it."""
    return not any(
        start < quotation.start - _NEAR // 2 < quotation.start < end for start, end in draft.content
    )


def _distance(draft: Draft, quotation: Quotation) -> int:
    return min(abs(draft.cue_offset - quotation.start), abs(draft.cue_offset - quotation.end))


def _continue(quotation: Quotation, earlier: Sequence[Draft]) -> None:
    """Adds a quotation without a cue to the statement that it goes on with."""
    quoted = [
        draft
        for draft in earlier[-4:]
        if draft.quotations and draft.sentence.field is quotation.field
    ]
    if not quoted or quotation in quoted[-1].quotations:
        return
    last = quoted[-1].quotations[-1]
    same_paragraph = quotation.paragraph == quoted[-1].sentence.paragraph
    if same_paragraph or (last.open_ended and quotation.paragraph == last.paragraph + 1):
        quoted[-1].quotations.append(quotation)


def _look_around(draft: Draft, quotations: Quotations, text: str) -> None:
    """Finds the quotation of a sentence that only says who speaks."""
    sentence = draft.sentence
    ahead = text.rfind(":", draft.cue_offset, sentence.end + 1)
    if ahead >= 0:
        found = quotations.within(sentence.field, ahead, ahead + _NEAR)
        if found:
            draft.quotations.append(found[0])
            return
    if sentence.end - sentence.start <= _SHORT_SENTENCE:
        found = quotations.within(sentence.field, max(0, sentence.start - _NEAR), sentence.start)
        if found:
            draft.quotations.append(found[-1])

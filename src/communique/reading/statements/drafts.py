"""Cues of a sentence with their speakers and what the parse gives as content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from communique.language import Sentence
from communique.reading.statements.contents import content_tokens, noun_clauses, subtree
from communique.reading.statements.lexicon import load_cues
from communique.reading.statements.quotations import Quotation, Quotations
from communique.reading.statements.speakers import Speaker, phrase, speaker_of

_CLOSERS = frozenset({",", ".", ";", ":", "-", "--", "\u2013", "\u2014"})
_OPENERS = frozenset("([")


@dataclass(slots=True)
class Draft:
    """A statement while its sentence is read.

    Attributes:
        sentence: The sentence of the cue.
        cue: First token of the cue.
        cue_end: Last token of the cue.
        speaker: Who speaks, or None.
        content: Ranges of the field that the parse gives.
        takes_quotation: Whether quotations beside the cue belong to it.
        quotations: The quotations that were given to it.
    """

    sentence: Sentence
    cue: Token
    cue_end: Token
    speaker: Speaker | None
    content: list[tuple[int, int]]
    takes_quotation: bool = False
    quotations: list[Quotation] = field(default_factory=list)

    @property
    def cue_offset(self) -> int:
        """Where the cue begins in the field."""
        return self.sentence.offset + int(self.cue.idx)


def drafts_of(sentence: Sentence, quotations: Quotations) -> list[Draft]:
    """Gives the cues of a sentence that stand outside of quotations, in text order."""
    tokens = list(sentence.tokens)
    found = []
    for token in tokens:
        draft = _draft(sentence, token, tokens)
        if draft is not None and quotations.at(sentence.field, draft.cue_offset) is None:
            found.append(draft)
    return found


def _draft(sentence: Sentence, token: Token, tokens: Sequence[Token]) -> Draft | None:
    lexicon = load_cues()
    word = token.lower_
    if word in lexicon.sources:
        return _of_source(sentence, token)
    if word in lexicon.adverbs and token.pos_ == "ADV":
        return _of_adverb(sentence, token)
    lemma = token.lemma_.lower()
    if token.tag_.startswith("VB"):
        return _of_verb(sentence, token, tokens) if lexicon.is_verb(lemma) else None
    if token.pos_ == "NOUN" and (lemma in lexicon.nouns or lemma in lexicon.topics):
        return _of_noun(sentence, token)
    return None


def _of_verb(sentence: Sentence, cue: Token, tokens: Sequence[Token]) -> Draft | None:
    takes = "quote" in load_cues().verbs.get(cue.lemma_.lower(), frozenset())
    content = content_tokens(cue, tokens)
    if not content and not takes:
        return None
    speaker = speaker_of(cue)
    left_out = {cue.i}
    if speaker is not None:
        left_out.update(range(speaker.first.i, speaker.last.i + 1))
    kept = [token for token in content if token.i not in left_out]
    return Draft(sentence, cue, cue, speaker, _ranges(sentence, kept), takes)


def _of_source(sentence: Sentence, token: Token) -> Draft | None:
    """Reads "according to X": the rest of the clause is what X says."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    last = following if following is not None and following.lower_ == "to" else token
    named = [child for child in (*last.children, *token.children) if child.dep_ == "pobj"]
    if not named:
        return None
    own = {other.i for top in (token, last) for other in top.subtree}
    governors = [top for top in token.ancestors if top.pos_ in ("VERB", "AUX")] or [token.head]
    governor = governors[-1] if _closes(token) else governors[0]
    content = [other for other in governor.subtree if other.i not in own]
    return Draft(sentence, token, last, phrase(named[0]), _ranges(sentence, content))


def _closes(token: Token) -> bool:
    """Whether a comma sets a source off from the whole sentence before it (", according to X")."""
    return token.i > 0 and token.nbor(-1).text == ","


def _of_noun(sentence: Sentence, noun: Token) -> Draft | None:
    """Reads "her claim that …": a noun of speech with its clause."""
    if noun.dep_ == "pobj" and load_cues().is_verb(noun.head.head.lemma_.lower()):
        return None  # "said in a statement that …": the verb is the cue
    clauses = noun_clauses(noun) or _topic(noun)
    if not clauses:
        return None
    named = [*_owners(noun)]
    speaker = phrase(named[0]) if named else None
    return Draft(sentence, noun, noun, speaker, _ranges(sentence, subtree(clauses[0])))


def _topic(noun: Token) -> list[Token]:
    """Gives what a noun of stance is about ("criticism of the raid")."""
    wanted = load_cues().topics.get(noun.lemma_.lower(), frozenset())
    return [
        topic
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in wanted
        for topic in child.children
        if topic.dep_ in ("pobj", "pcomp")
    ]


def _owners(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
        elif child.dep_ == "prep" and child.lower_ in ("by", "from"):
            yield from (other for other in child.children if other.dep_ == "pobj")


def _of_adverb(sentence: Sentence, adverb: Token) -> Draft | None:
    """Reads "reportedly": the clause is said by somebody who is not named."""
    clause = adverb.head
    if clause.pos_ not in ("VERB", "AUX"):
        return None
    content = [token for token in clause.subtree if token.i != adverb.i]
    return Draft(sentence, adverb, adverb, None, _ranges(sentence, content))


def _ranges(sentence: Sentence, tokens: Iterable[Token]) -> list[tuple[int, int]]:
    """Cuts tokens into stretches of text, without punctuation at their ends."""
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    trimmed = (_trimmed(run) for run in runs)
    return [
        (
            sentence.offset + int(run[0].idx),
            sentence.offset + int(run[-1].idx) + len(run[-1]),
        )
        for run in trimmed
        if any(token.is_alpha or token.like_num for token in run)
    ]


def _trimmed(run: list[Token]) -> list[Token]:
    start, end = 0, len(run)
    while start < end and _opens_nothing(run[start]):
        start += 1
    while end > start and (run[end - 1].is_space or run[end - 1].text in _CLOSERS):
        end -= 1
    return run[start:end]


def _opens_nothing(token: Token) -> bool:
    if token.is_space:
        return True
    return bool(token.is_punct) and not token.is_quote and token.text not in _OPENERS

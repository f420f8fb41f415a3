"""The spaCy pipeline behind one door."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from communique.language.layout import Paragraph, lay_out
from communique.language.parsed import ParsedArticle, Sentence
from communique.language.white_space import plainly_spaced
from communique.packaged import PACKAGED_MODEL
from communique.records import Article

LONGEST_SENTENCE = 160
"""Tokens of a sentence that later rooms work on; longer ones are cut into pieces."""


class LanguageModel:
    """Parses articles; loaded once, used for many."""

    def __init__(self, *, name: str | None = None) -> None:
        """Loads the pipeline.

        Args:
            name: An installed spaCy pipeline for English; the packaged one if None.

        Raises:
            ValueError: When no pipeline of that name is installed.
        """
        self.name = name or PACKAGED_MODEL
        if importlib.util.find_spec(self.name) is None:
            raise ValueError(
                f"the spaCy pipeline {self.name!r} is not installed; "
                "install it with pip, or leave the option out to use the packaged one"
            )
        self._nlp: Language = spacy.load(self.name)

    @property
    def version(self) -> str:
        """Name and version of the pipeline, as it is kept with every reading."""
        return f"{self.name}-{self._nlp.meta['version']}"

    def parse(self, article: Article) -> ParsedArticle:
        """Parses title and text, paragraph by paragraph; datelines and credits are left out.

        What stands for white space is parsed as plain spaces; spans have the text as it stands.
        """
        layout = lay_out(article)
        texts = [
            article.field_text(part.field)[part.start : part.end] for part in layout.paragraphs
        ]
        docs = self._nlp.pipe([plainly_spaced(text) for text in texts])
        sentences = tuple(_number(zip(layout.paragraphs, texts, docs, strict=True)))
        return ParsedArticle(article, layout, sentences)


def _number(parts: Iterator[tuple[Paragraph, str, Doc]]) -> Iterator[Sentence]:
    index = 0
    for paragraph, text, doc in parts:
        for tokens in _sentences(doc):
            yield Sentence(index, paragraph.index, paragraph.field, paragraph.start, tokens, text)
            index += 1


def _sentences(doc: Doc) -> Iterator[TokenSpan]:
    for sentence in doc.sents:
        for start in range(sentence.start, sentence.end, LONGEST_SENTENCE):
            piece = doc[start : min(start + LONGEST_SENTENCE, sentence.end)]
            trimmed = _trim(piece)
            if trimmed is not None:
                yield trimmed


def _trim(piece: TokenSpan) -> TokenSpan | None:
    """Takes white space off both ends; None where nothing is left."""
    solid = [token.i for token in piece if not _is_space(token)]
    return piece.doc[solid[0] : solid[-1] + 1] if solid else None


def _is_space(token: Token) -> bool:
    return bool(token.is_space)

"""Parsed articles: sentences with their tokens and their place in the article."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from communique.language.layout import Layout
from communique.records import Article, ArticleField, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its parse.

    Attributes:
        index: Number of the sentence in the article, title first.
        paragraph: Number of its paragraph; 0 is the title.
        field: Title or text.
        offset: Where the parsed paragraph begins in the field: character offsets of tokens plus
            this are offsets in the field.
        tokens: spaCy's tokens, without white space at either end.
        source: The paragraph as it stands in the article; tokens may have other white space.
    """

    index: int
    paragraph: int
    field: ArticleField
    offset: int
    tokens: TokenSpan
    source: str

    @property
    def start(self) -> int:
        """Offset of the first character in the field."""
        return self.offset + int(self.tokens.start_char)

    @property
    def end(self) -> int:
        """Offset after the last character in the field."""
        return self.offset + int(self.tokens.end_char)

    @property
    def text(self) -> str:
        """The characters of the sentence."""
        return self.source[self.tokens.start_char : self.tokens.end_char]

    @property
    def span(self) -> Span:
        """The whole sentence as a span."""
        return Span(self.field, self.start, self.end, self.text)

    def span_of(self, first: Token, last: Token | None = None) -> Span:
        """Gives the span from the first character of `first` to the last of `last`."""
        final = last if last is not None else first
        start, end = int(first.idx), int(final.idx) + len(final)
        return Span(self.field, self.offset + start, self.offset + end, self.source[start:end])

    def span_of_tokens(self, tokens: TokenSpan) -> Span:
        """Gives the span of a run of tokens (an entity, a noun chunk)."""
        return self.span_of(tokens[0], tokens[-1])

    def tokens_in(self, span: Span) -> TokenSpan | None:
        """Gives the tokens that the span touches, or None where it lies elsewhere."""
        if span.field is not self.field or span.start >= self.end or span.end <= self.start:
            return None
        doc: Doc = self.tokens.doc
        start = max(span.start - self.offset, int(self.tokens.start_char))
        end = min(span.end - self.offset, int(self.tokens.end_char))
        return doc.char_span(start, end, alignment_mode="expand")


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article with its outer form and its sentences.

    Attributes:
        article: The article.
        layout: Paragraphs and dateline.
        sentences: All sentences in reading order, title first.
    """

    article: Article
    layout: Layout
    sentences: tuple[Sentence, ...]

    def sentence_at(self, span: Span) -> Sentence | None:
        """Gives the sentence in which the span begins, or None (a dateline, a byline)."""
        for sentence in self.sentences:
            if sentence.field is span.field and sentence.start <= span.start < sentence.end:
                return sentence
        return None

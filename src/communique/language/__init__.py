"""Article -> parsed text: paragraphs, datelines, sentences and their parse."""

from communique.language.layout import Dateline, Layout, Paragraph, lay_out
from communique.language.parsed import ParsedArticle, Sentence
from communique.language.pipeline import LanguageModel

__all__ = [
    "Dateline",
    "LanguageModel",
    "Layout",
    "Paragraph",
    "ParsedArticle",
    "Sentence",
    "lay_out",
]

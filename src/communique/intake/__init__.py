"""Bytes -> Article, one module a format."""

from communique.intake.counting import count_articles
from communique.intake.decode import without_surrogates
from communique.intake.options import IntakeOptions, Notice, Notify
from communique.intake.sources import STANDARD_INPUT, Source, open_source, open_sources, source_name

__all__ = [
    "STANDARD_INPUT",
    "IntakeOptions",
    "Notice",
    "Notify",
    "Source",
    "count_articles",
    "open_source",
    "open_sources",
    "source_name",
    "without_surrogates",
]

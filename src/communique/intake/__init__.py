"""Bytes -> Article, one module a format."""

from communique.intake.columns import ColumnError, Columns
from communique.intake.counting import count_articles
from communique.intake.decode import without_surrogates
from communique.intake.options import IntakeOptions, Notice, Notify
from communique.intake.sources import STANDARD_INPUT, Source, open_source, open_sources, source_name
from communique.intake.visits import Visits

__all__ = [
    "STANDARD_INPUT",
    "ColumnError",
    "Columns",
    "IntakeOptions",
    "Notice",
    "Notify",
    "Source",
    "Visits",
    "count_articles",
    "open_source",
    "open_sources",
    "source_name",
    "without_surrogates",
]

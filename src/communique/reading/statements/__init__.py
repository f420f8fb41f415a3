"""Parsed text -> statements: who says what, in whose words."""

from communique.reading.statements.finder import find_statements
from communique.reading.statements.raw import RawStatement

__all__ = ["RawStatement", "find_statements"]

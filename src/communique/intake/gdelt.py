"""The pages that GDELT's files name: events (1 and 2), mentions and the knowledge graph.

Columns after "The GDELT Event Database Data Format Codebook V2.0" (19 February 2015) and "The GDELT
Global Knowledge Graph Data Format Codebook V2.1". The files have no line of column names; which one
it is shows in the number of columns and in the form of the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.intake.dates import day_of_stamp
from communique.intake.follow import Lead

_DAY_LENGTH = len("20150219")


@dataclass(frozen=True, slots=True)
class GdeltTable:
    """Where one of GDELT's files holds what; columns are counted from 0.

    Attributes:
        columns: Numbers of columns that its rows may have.
        first: Form of the first column.
        address: The page's address.
        added: When GDELT saw it, some minutes after it was published.
    """

    columns: tuple[int, ...]
    first: re.Pattern[str]
    address: int
    added: int

    def fits(self, row: Sequence[str]) -> bool:
        """Whether a row is one of this file."""
        return (
            len(row) in self.columns
            and self.first.fullmatch(row[0]) is not None
            and day_of_stamp(row[self.added][:_DAY_LENGTH]) is not None
        )

    def lead(self, row: Sequence[str]) -> Lead | None:
        """Gives the page of a row; None where it names a broadcast or a printed source."""
        url = row[self.address].strip() if len(row) in self.columns else ""
        if not url.startswith(("http://", "https://")):
            return None
        published = day_of_stamp(row[self.added][:_DAY_LENGTH])
        return Lead(url=url, published=published, lasting=True)


_NUMBER = re.compile(r"\d+")
_TABLES = (
    GdeltTable(columns=(61,), first=_NUMBER, address=60, added=59),
    GdeltTable(columns=(58,), first=_NUMBER, address=57, added=56),
    GdeltTable(columns=(16,), first=_NUMBER, address=5, added=2),
    GdeltTable(columns=(26, 27), first=re.compile(r"\d{14}-T?\d+"), address=4, added=1),
)

OPENING = re.compile(
    rb"\d{14}-T?\d+\t\d{14}\t\d\t|\d+\t\d{14}\t\d{14}\t\d\t|\d+\t\d{8}\t\d{6}\t\d{4}\t\d{4}\.\d+\t"
)
"""How the files begin: knowledge graph, mentions, events."""


def gdelt_table(row: Sequence[str]) -> GdeltTable | None:
    """Gives which of GDELT's files a first row belongs to, or None."""
    return next((table for table in _TABLES if table.fits(row)), None)

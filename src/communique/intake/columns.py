"""Which columns of a table hold what of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FIELDS = ("text", "title", "published", "publisher", "url", "id")
"""What of an article a column may hold."""


class ColumnError(ValueError):
    """A column map that says nothing sensible."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which field; a field that is not named is looked for under its own name.

    Attributes:
        named: Pairs of a field and the name of its column.
    """

    named: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, written: str | None) -> Columns:
        """Reads a map as it is written on the command line, `text=body,title=headline`.

        Raises:
            ColumnError: When it is not of that form, or names no field of an article.
        """
        pairs: dict[str, str] = {}
        for part in (written or "").split(","):
            field, equals, column = (piece.strip() for piece in part.partition("="))
            if not part.strip():
                continue
            if not equals or not column:
                raise ColumnError(f"{part.strip()!r} is not of the form FIELD=COLUMN")
            if field not in FIELDS:
                raise ColumnError(f"{field!r} is no field; there are {', '.join(FIELDS)}")
            pairs[field] = column
        return cls(tuple(pairs.items()))

    def among(self, names: Sequence[str]) -> dict[str, int]:
        """Gives the position of each field's column among those that are there.

        Raises:
            ColumnError: When a column that was named is not there; it says which are.
        """
        folded = {name.strip().casefold(): place for place, name in reversed([*enumerate(names)])}
        found = {field: folded[field] for field in FIELDS if field in folded}
        for field, column in self.named:
            place = folded.get(column.casefold())
            if place is None:
                raise ColumnError(f"there is no column {column!r}; {listed(names)}")
            found[field] = place
        return found


def listed(names: Sequence[str]) -> str:
    """Gives half a sentence that lists the columns of a table."""
    return "the columns are " + ", ".join(repr(name) for name in names[:40])

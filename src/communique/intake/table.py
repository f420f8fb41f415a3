"""Rows of a table -> articles, by a map of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from communique.intake.columns import ColumnError, listed
from communique.intake.dates import parse_published
from communique.intake.decode import without_surrogates
from communique.intake.follow import Lead
from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError
from communique.records import Article, Stage, content_id

ADDRESS_COLUMNS = ("sourceurl", "mentionidentifier", "documentidentifier", "source_url", "url")
"""Names of columns that hold the address of the article, in lower case; GDELT's three first."""


def take_row(
    table: Table, row: Sequence[object], *, place: str, opened: Opened
) -> Iterator[Placed]:
    """Takes in the article of a row, or the page that it names.

    Yields:
        What the row holds, or an issue, or nothing where it names no page.
    """
    try:
        table.refuse_surplus(row)
        if not table.is_of_addresses:
            yield place, table.article(row)
            return
        lead = table.lead(row)
        if lead is not None:
            yield from opened.follower.take(lead, place=place, opened=opened)
    except IntakeError as error:
        yield place, error.issue(place)


class Table:
    """The columns of one table, and how its rows become articles."""

    def __init__(self, names: Sequence[str], opened: Opened) -> None:
        """Finds the columns.

        Raises:
            IntakeError: When a column is not there; the message names it and those that are.
        """
        self._names = names
        self._opened = opened
        try:
            self.places: Mapping[str, int] = opened.options.columns.among(names)
        except ColumnError as error:
            raise IntakeError(Stage.PARSE, f"{error}; say which with --columns") from None
        self._addresses = self._address_column()
        if "text" not in self.places and self._addresses is None:
            raise IntakeError(Stage.PARSE, self._without_text())

    @property
    def is_of_addresses(self) -> bool:
        """Whether the rows hold no text but addresses of pages."""
        return "text" not in self.places

    def refuse_surplus(self, row: Sequence[object]) -> None:
        """Raises IntakeError when a row has cells beyond the last column: it was split wrongly."""
        if any(row[len(self._names) :]):
            raise IntakeError(
                Stage.PARSE,
                f"{len(row)} cells, and there are {len(self._names)} columns; quote cells that "
                "hold the separator",
            )

    def article(self, row: Sequence[object]) -> Article:
        """Gives the article of a row.

        Raises:
            IntakeError: When its text is blank or its date is none.
        """
        title, text = self._words(row, "title"), self._words(row, "text")
        if not title.strip() and not text.strip():
            raise IntakeError(Stage.PARSE, "empty: both title and text are blank")
        options = self._opened.options
        published = self._published(row) or options.published
        return Article(
            id=self._words(row, "id") or content_id(title=title, text=text, published=published),
            title=title,
            text=text,
            published=published,
            publisher=self._words(row, "publisher") or options.publisher,
            url=self._words(row, "url") or None,
        )

    def lead(self, row: Sequence[object]) -> Lead | None:
        """Gives the page that a row names, or None where it names none.

        Raises:
            IntakeError: When its date is none.
        """
        url = self._cell(row, self._addresses)
        if not isinstance(url, str) or "://" not in url:
            return None
        return Lead(
            url=url.strip(),
            title=self._words(row, "title"),
            published=self._published(row),
            publisher=self._words(row, "publisher"),
            lasting=True,
        )

    def _address_column(self) -> int | None:
        if "url" in self.places:
            return self.places["url"]
        folded = [name.strip().casefold() for name in self._names]
        return next((folded.index(one) for one in ADDRESS_COLUMNS if one in folded), None)

    def _without_text(self) -> str:
        if {"event id", "event type", "quad code"} <= {name.casefold() for name in self._names}:
            return (
                "POLECAT's table has no column with addresses; add one, and name it with "
                f"--columns url=COLUMN ({listed(self._names)})"
            )
        return (
            f"there is no column 'text'; {listed(self._names)}; say which holds the text with "
            "--columns text=COLUMN"
        )

    def _cell(self, row: Sequence[object], place: int | None) -> object:
        return row[place] if place is not None and place < len(row) else None

    def _words(self, row: Sequence[object], field: str) -> str:
        value = self._cell(row, self.places.get(field))
        return "" if value is None else without_surrogates(str(value)).text

    def _published(self, row: Sequence[object]) -> date | None:
        value = self._cell(row, self.places.get("published"))
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        written = self._words(row, "published").strip()
        return parse_published(written) if written else None

"""A ledger's events as files, piece by piece, in every form that other programs read.

The command line writes the files into a folder, the HTTP API gives them as answers.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from importlib.metadata import version
from itertools import chain

from communique.exchange.dyadic import DyadicEvent, dyadic
from communique.exchange.export_form import ExportForm
from communique.exchange.gdelt import gdelt_events, gdelt_mentions
from communique.exchange.geojson import geojson_pieces
from communique.exchange.graphml import to_graphml
from communique.exchange.icews import icews_table
from communique.exchange.plover import plover_lines
from communique.exchange.polecat import polecat_table
from communique.exchange.tabular import write_separated
from communique.ledger import EventFilter, EventRow, Ledger, Questions, Table, table_of
from communique.ledger.pages_events import EventPages
from communique.ledger.pages_rows import EventOrder

EVENTS_AT_ONCE = 5000
"""Events that are held in memory together."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export.

    Attributes:
        name: Its name.
        media_type: What it holds, for HTTP.
        pieces: Its text, piece by piece; read once.
    """

    name: str
    media_type: str
    pieces: Iterator[str]


_LINES = "application/x-ndjson"
_TABS = "text/tab-separated-values; charset=utf-8"


def export_files(
    ledger: Ledger, form: ExportForm, *, wanted: EventFilter | None = None
) -> tuple[ExportFile, ...]:
    """Gives the files of an export; nothing is asked of the ledger before they are read.

    Args:
        ledger: An open ledger; it must stay open until the pieces have been read.
        form: Any but Parquet, which `communique.ledger.export_parquet` writes.
        wanted: Which events; all if None.

    Raises:
        ValueError: When the form is Parquet.
    """
    source = _Source(ledger, wanted or EventFilter())
    if form is ExportForm.PARQUET:
        raise ValueError("a Parquet export holds the whole ledger: see export_parquet")
    if form is ExportForm.GDELT:
        return (
            ExportFile("events.export.CSV", _TABS, _tables(source, gdelt_events, header=False)),
            ExportFile("mentions.CSV", _TABS, _tables(source, gdelt_mentions, header=False)),
        )
    return (_one_file(source, form),)


def _one_file(source: _Source, form: ExportForm) -> ExportFile:
    made_by = f"communique {version('communique')}"
    files: dict[ExportForm, tuple[str, str, Callable[[], Iterator[str]]]] = {
        ExportForm.PLOVER: ("events.jsonl", _LINES, lambda: _plover(source, made_by)),
        ExportForm.POLECAT: (
            "polecat.tsv",
            _TABS,
            lambda: _tables(source, lambda pairs: polecat_table(pairs, version=made_by)),
        ),
        ExportForm.ICEWS: ("icews.tsv", _TABS, lambda: _tables(source, icews_table)),
        ExportForm.CSV: ("events.csv", "text/csv; charset=utf-8", lambda: _event_table(source)),
        ExportForm.JSONL: ("events.jsonl", _LINES, lambda: _event_lines(source)),
        ExportForm.GEOJSON: (
            "events.geojson",
            "application/geo+json",
            lambda: geojson_pieces(chain.from_iterable(source.batches())),
        ),
        ExportForm.GRAPHML: ("states.graphml", "application/xml", lambda: _graph(source)),
    }
    name, media_type, pieces = files[form]
    return ExportFile(name, media_type, pieces())


class _Source:
    """Events in batches, by their first day."""

    def __init__(self, ledger: Ledger, wanted: EventFilter) -> None:
        self._pages = EventPages(ledger)
        self._wanted = wanted
        self.questions = Questions(ledger)
        self.whole = wanted == EventFilter()

    def batches(self) -> Iterator[tuple[EventRow, ...]]:
        """Gives one batch at least, so that a table without rows has its header."""
        after: EventOrder | None = None
        while True:
            batch = self._pages.events(self._wanted, after=after, limit=EVENTS_AT_ONCE)
            if batch or after is None:
                yield batch
            if len(batch) < EVENTS_AT_ONCE:
                return
            after = EventOrder(batch[-1].first_day, batch[-1].event_id)


def _plover(source: _Source, made_by: str) -> Iterator[str]:
    for batch in source.batches():
        ids = [event.event_id for event in batch]
        reports = source.questions.reports(ids)
        contexts = source.questions.contexts(ids)
        yield from plover_lines(batch, reports, contexts=contexts, version=made_by)


def _tables(
    source: _Source, table: Callable[[Sequence[DyadicEvent]], Table], *, header: bool = True
) -> Iterator[str]:
    """Gives a table of pairs; GDELT's own files have no header: columns are known by order."""
    for number, batch in enumerate(source.batches()):
        reports = source.questions.reports(event.event_id for event in batch)
        pairs = tuple(dyadic(batch, reports))
        yield _separated(table(pairs), "\t", header=header and number == 0)


def _event_table(source: _Source) -> Iterator[str]:
    for number, batch in enumerate(source.batches()):
        yield _separated(table_of(batch, EventRow), ",", header=number == 0)


def _event_lines(source: _Source) -> Iterator[str]:
    names = [field.name for field in fields(EventRow)]
    for event in chain.from_iterable(source.batches()):
        row = {name: getattr(event, name) for name in names}
        yield json.dumps(row, ensure_ascii=True, default=str) + "\n"


def _graph(source: _Source) -> Iterator[str]:
    found = source.questions.all_dyads()
    if not source.whole:
        chosen = {event.event_id for event in chain.from_iterable(source.batches())}
        found = tuple(one for one in found if one.event_id in chosen)
    yield to_graphml(found)


def _separated(table: Table, separator: str, *, header: bool) -> str:
    stream = io.StringIO()
    write_separated(table, stream, separator=separator, header=header)
    return stream.getvalue()

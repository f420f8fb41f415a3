"""The API: the ledger in the forms of other data sets and programs, streamed."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import StreamingResponse

from communique.api.asking import Filtered, service_of
from communique.api.errors import RequestError
from communique.api.service import Service
from communique.api.v1_shapes import PROBLEMS
from communique.exchange.export_form import ExportForm
from communique.exchange.exports import export_files
from communique.ledger import EventFilter, Ledger, LedgerError
from communique.ledger.pages_events import EventPages
from communique.ledger.parquet_files import parquet_files

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

ZIP = "application/zip"
_TABS = "text/tab-separated-values"

MEDIA_TYPES = {
    ExportForm.PARQUET: (ZIP, "ledger.zip"),
    ExportForm.PLOVER: ("application/x-ndjson", "events.jsonl"),
    ExportForm.POLECAT: (_TABS, "polecat.tsv"),
    ExportForm.ICEWS: (_TABS, "icews.tsv"),
    ExportForm.GDELT: (ZIP, "gdelt.zip"),
    ExportForm.CSV: ("text/csv", "events.csv"),
    ExportForm.JSONL: ("application/x-ndjson", "events.jsonl"),
    ExportForm.GEOJSON: ("application/geo+json", "events.geojson"),
    ExportForm.GRAPHML: ("application/xml", "states.graphml"),
}
"""Media type and file name of each form."""

EventForm = StrEnum(  # type: ignore[misc]
    "EventForm", {one.name: one.value for one in ExportForm if one is not ExportForm.PARQUET}
)
"""The forms that hold events; Parquet holds the whole ledger."""

_CONTENT: dict[str, Any] = {media_type: {} for media_type, _ in MEDIA_TYPES.values()}

Pieces = Callable[[Ledger], Iterator[bytes]]


@router.get(
    "/export/parquet",
    response_class=StreamingResponse,
    responses={200: {"description": "The ledger.", "content": {ZIP: {}}}},
)
def export_parquet(request: Request) -> StreamingResponse:
    """Give the whole ledger as a ZIP of Parquet files; `communique import` reads its folder."""

    def pieces(ledger: Ledger) -> Iterator[bytes]:
        return _zipped((file.name, file.pieces) for file in parquet_files(ledger))

    return _streamed(request, ExportForm.PARQUET, EventFilter(), pieces)


@router.get(
    "/export/{form}",
    response_class=StreamingResponse,
    responses={200: {"description": "The events.", "content": _CONTENT}},
)
def export(
    request: Request,
    form: Annotated[EventForm, Path(description="The data set or the file format.")],
    wanted: Filtered,
) -> StreamingResponse:
    """Give events in the form of another data set or program; a form of two files as a ZIP."""
    chosen = ExportForm(str(form))

    def pieces(ledger: Ledger) -> Iterator[bytes]:
        files = export_files(ledger, chosen, wanted=wanted.filter)
        if len(files) == 1:
            return _encoded(files[0].pieces)
        return _zipped((file.name, _encoded(file.pieces)) for file in files)

    return _streamed(request, chosen, wanted.filter, pieces)


def _streamed(
    request: Request, form: ExportForm, wanted: EventFilter, pieces: Pieces
) -> StreamingResponse:
    """Answers with pieces as they are made.

    Raises:
        RequestError: When too many others export, or there are too many events.
    """
    service = service_of(request)
    begun = _begun(service, wanted, pieces)
    # The first piece is made before the head is sent, so that what fails can still be told.
    first = next(begun, b"")
    media_type, name = MEDIA_TYPES[form]
    return StreamingResponse(
        _after(first, begun),
        media_type=media_type,
        headers={
            "cache-control": "no-store",
            "content-disposition": f'attachment; filename="{name}"',
        },
    )


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _begun(service: Service, wanted: EventFilter, pieces: Pieces) -> Iterator[bytes]:
    """Makes the pieces on a connection of their own, within the limits of the server."""
    limits = service.options.limits
    if not service.exports.acquire(blocking=False):
        raise RequestError(503, "others are exporting; ask again", retry_after=10)
    try:
        until = time.monotonic() + limits.export_seconds
        with service.door.borrow(seconds=limits.export_seconds) as ledger:
            _refuse_too_many(ledger, wanted, limits.export_events)
            for piece in _made(ledger, pieces):
                yield piece
                # Who takes the pieces slowly holds a connection that others wait for.
                if time.monotonic() > until:
                    raise LedgerError(f"the export takes longer than {limits.export_seconds:g} s")
    finally:
        service.exports.release()


def _refuse_too_many(ledger: Ledger, wanted: EventFilter, most: int) -> None:
    found = EventPages(ledger).count(wanted)
    if found > most:
        raise RequestError(
            413,
            f"{found:,} events are asked for and {most:,} are given at once: ask for a shorter "
            "period, or run `communique export` beside the ledger",
        )


def _made(ledger: Ledger, pieces: Pieces) -> Iterator[bytes]:
    try:
        yield from pieces(ledger)
    except ImportError:
        raise RequestError(
            501, "this server writes no Parquet; install the extra `analysis`"
        ) from None


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    yield from (piece.encode("utf-8", "replace") for piece in pieces)


def _zipped(files: Iterable[tuple[str, Iterator[bytes]]]) -> Iterator[bytes]:
    """Gives a ZIP file piece by piece, without a file on disk."""
    written = _Written()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in files:
            with archive.open(name, "w", force_zip64=True) as entry:
                for piece in pieces:
                    entry.write(piece)
                    if written.size:
                        yield written.taken()
    yield written.taken()


class _Written(io.RawIOBase):
    """A stream that cannot go back; what was written is taken out of it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        kept = bytes(piece)
        self._pieces.append(kept)
        self.size += len(kept)
        return len(kept)

    def taken(self) -> bytes:
        found = b"".join(self._pieces)
        self._pieces.clear()
        self.size = 0
        return found

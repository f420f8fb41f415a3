"""Bytes of a source: decompressed, looked at before they are read, and never too many."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

from communique.intake.options import MEBIBYTE, IntakeError
from communique.records import Stage

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STREAM_ERRORS = (OSError, EOFError, zlib.error)
"""What reading a stream may raise: devices, truncated and damaged compression."""

_GZIP_MAGIC = b"\x1f\x8b"
_BUFFER = 65_536
_ENOUGH_TO_SNIFF = 1_024


class _Borrowed(io.RawIOBase):
    """A stream that belongs to the caller: read, given back what was looked at, never closed."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._read_some = getattr(stream, "read1", stream.read)
        self._head = b""

    def readable(self) -> bool:
        return True

    def look(self, size: int) -> bytes:
        """Gives the first bytes without using them up; waits for no more than one line."""
        while len(self._head) < size and b"\n" not in self._head[len(_GZIP_MAGIC) :]:
            piece = self._read_some(_BUFFER)
            if not piece:
                break
            self._head += piece
        return self._head

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        if self._head:
            piece, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            piece = self._read_some(len(view))
        view[: len(piece)] = piece
        return len(piece)


def open_stream(stream: BinaryIO) -> tuple[io.BufferedReader, bytes]:
    """Gives the stream, decompressed where it is gzip, and a look at its first bytes.

    The caller's stream stays open.

    Raises:
        OSError, EOFError, zlib.error: See `STREAM_ERRORS`.
    """
    borrowed = _Borrowed(stream)
    head = borrowed.look(_ENOUGH_TO_SNIFF)
    if head.startswith(_GZIP_MAGIC):
        unpacked = gzip.GzipFile(fileobj=io.BufferedReader(borrowed, _BUFFER))
        borrowed = _Borrowed(unpacked)  # type: ignore[arg-type]
        head = borrowed.look(_ENOUGH_TO_SNIFF)
    return io.BufferedReader(borrowed, _BUFFER), head


def read_whole(stream: BinaryIO, *, limit: int) -> bytes:
    """Reads one article to its end.

    Args:
        stream: Where from.
        limit: The most bytes it may have.

    Raises:
        IntakeError: When it is empty, larger than the limit, truncated or damaged.
    """
    try:
        data = stream.read(limit + 1)
    except STREAM_ERRORS as error:
        raise damaged(error) from error
    if len(data) > limit:
        raise too_large(limit)
    if not data.strip():
        raise IntakeError(Stage.DECODE, "empty: it holds no text")
    return data


def too_large(limit: int) -> IntakeError:
    """Gives the error for an article of more bytes than the limit."""
    size = f"{limit / MEBIBYTE:.0f} MiB" if limit >= MEBIBYTE else f"{limit} bytes"
    return IntakeError(Stage.DECODE, f"too large: an article may have {size}")


def damaged(error: Exception) -> IntakeError:
    """Gives the error for a stream that breaks off or cannot be decompressed."""
    if isinstance(error, EOFError):
        return IntakeError(Stage.DECODE, "truncated: the compressed data ends too early")
    return IntakeError(Stage.DECODE, f"damaged: {error}")

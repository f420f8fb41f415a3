"""Bytes of a source: decompressed, looked at before they are read, and never too many."""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zlib
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, BinaryIO

from communique.intake.options import MEBIBYTE, IntakeError
from communique.records import Stage

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STREAM_ERRORS = (OSError, EOFError, zlib.error)
"""What reading a stream may raise: devices, truncated and damaged compression."""

_GZIP_MAGIC = b"\x1f\x8b"
_BEFORE_MARKUP = b"\xef\xbb\xff\xfe\xbf\0 \t\r\n"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_BUFFER = 65_536
_ENOUGH_TO_SNIFF = 1_024
_ENOUGH_FOR_MARKUP = 8_192

# A byte of Zstandard can stand for 32 KiB; so many at a time give 32 MiB at most.
_ZSTD_PIECE = 1_024


class _Borrowed(io.RawIOBase):
    """A stream that belongs to the caller: read, given back what was looked at, never closed."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._read_some = getattr(stream, "read1", stream.read)
        self._head = b""

    def readable(self) -> bool:
        return True

    def look(self, size: int, *, lines: bool = True) -> bytes:
        """Gives the first bytes without using them up; waits for no more than one line."""
        while len(self._head) < size and not (lines and b"\n" in self._head[len(_ZSTD_MAGIC) :]):
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


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A stream at its first byte.

    Attributes:
        stream: Where to read from, decompressed.
        head: A look at the first bytes.
        packed: Whether it was compressed.
    """

    stream: io.BufferedReader
    head: bytes
    packed: bool


def open_stream(stream: BinaryIO) -> Unpacked:
    """Gives the stream, decompressed where it is gzip or Zstandard, and a look at its first bytes.

    The caller's stream stays open.

    Raises:
        OSError, EOFError, zlib.error: See `STREAM_ERRORS`.
        IntakeError: When it is Zstandard, and the package for that is not installed.
    """
    borrowed = _Borrowed(stream)
    head = borrowed.look(_ENOUGH_TO_SNIFF)
    packed = head.startswith((_GZIP_MAGIC, _ZSTD_MAGIC))
    if packed:
        source = io.BufferedReader(borrowed, _BUFFER)
        unpacked = (
            gzip.GzipFile(fileobj=source)
            if head.startswith(_GZIP_MAGIC)
            else io.BufferedReader(_Zstandard(source), _BUFFER)
        )
        borrowed = _Borrowed(unpacked)  # type: ignore[arg-type]
        head = borrowed.look(_ENOUGH_TO_SNIFF)
    if head.lstrip(_BEFORE_MARKUP)[:1] in (b"<", b""):
        # Declarations and comments may take lines before the element that tells the form.
        head = borrowed.look(_ENOUGH_FOR_MARKUP, lines=False)
    return Unpacked(io.BufferedReader(borrowed, _BUFFER), head, packed)


class _Zstandard(io.RawIOBase):
    """Zstandard, frame after frame, in pieces that stay small whatever they unpack to."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__()
        needed("zstandard", "Zstandard files")
        self._packed = packed
        self._decoder: Any = None
        self._unpacked = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        while not self._unpacked and self._fill():
            pass
        piece, self._unpacked = self._unpacked[: len(view)], self._unpacked[len(view) :]
        view[: len(piece)] = piece
        return len(piece)

    def _fill(self) -> bool:
        """Unpacks the next piece; gives whether there may be more."""
        import zstandard

        packed = self._packed.read(_ZSTD_PIECE)
        if not packed:
            if self._decoder is not None:
                raise EOFError
            return False
        while packed:
            if self._decoder is None:
                self._decoder = zstandard.ZstdDecompressor().decompressobj()
            try:
                self._unpacked += self._decoder.decompress(packed)
            except zstandard.ZstdError as error:
                raise OSError(f"the Zstandard data are broken ({error})") from None
            packed = self._decoder.unused_data if self._decoder.eof else b""
            if self._decoder.eof:
                self._decoder = None
        return True


def needed(package: str, what: str) -> None:
    """Raises IntakeError with the remedy when a package that a form takes is not installed."""
    if find_spec(package) is None:
        raise IntakeError(
            Stage.DECODE,
            f"{what} are read with the package {package}, which is not installed; install it with "
            "`pip install 'communique[formats]'`",
        )


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


def seekable_copy(stream: BinaryIO) -> BinaryIO:
    """Gives a temporary copy of a stream, in which one can go back."""
    spool = tempfile.TemporaryFile()  # noqa: SIM115
    shutil.copyfileobj(stream, spool)
    spool.seek(0)
    return spool


def too_large(limit: int) -> IntakeError:
    """Gives the error for an article of more bytes than the limit."""
    size = f"{limit / MEBIBYTE:.0f} MiB" if limit >= MEBIBYTE else f"{limit} bytes"
    return IntakeError(Stage.DECODE, f"too large: an article may have {size}")


def damaged(error: Exception) -> IntakeError:
    """Gives the error for a stream that breaks off or cannot be decompressed."""
    if isinstance(error, EOFError):
        return IntakeError(Stage.DECODE, "truncated: the compressed data ends too early")
    return IntakeError(Stage.DECODE, f"damaged: {error}")

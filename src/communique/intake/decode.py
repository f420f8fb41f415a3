"""Bytes -> text: which encoding it is, what is binary, what had to be replaced."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.intake.options import IntakeError
from communique.records import Stage

REPLACEMENT = "\ufffd"

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF89a", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAMPLE = 65_536
_DETECTOR_SAMPLE = 262_144

# A text holds hardly any control characters, random bytes about one in ten (29 of 256 values).
_BINARY_SHARE = 0.02

# In text of another encoding hardly any bytes form a UTF-8 sequence by chance. One sequence that
# does for four bytes that do not is taken for UTF-8 with foreign pieces.
_MIXED_RATIO = 4
_FEW_ODD_BYTES = 0.2


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with how it was decoded.

    Attributes:
        text: The text, without a byte order mark.
        encoding: Python's name of the encoding.
        replaced: Number of characters that stand for bytes which are not in that encoding.
    """

    text: str
    encoding: str
    replaced: int = 0

    @property
    def remark(self) -> str | None:
        """What a user should know about the decoding, or None."""
        if not self.replaced:
            return None
        return (
            f"mixed or damaged encoding: read as {self.encoding}, with {self.replaced} "
            f"undecodable {'place' if self.replaced == 1 else 'places'} shown as {REPLACEMENT}"
        )


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decodes text of unknown encoding.

    In this order: a byte order mark; UTF-8 if every byte fits; the declared encoding if every
    byte fits; UTF-8 with replacements where a good part of what is not ASCII fits (two encodings
    in one text); Windows-1252 for Latin text; what charset-normalizer finds. UTF-16 without a mark
    is known by its zeros.

    Args:
        data: The whole text.
        declared: Encoding that the source claims, or None.

    Raises:
        IntakeError: When the data is binary.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with_replacement(data[len(mark) :], encoding)
    refuse_signature(data)
    wide = unmarked_utf16(data)
    if wide:
        return _with_replacement(data, wide)
    _refuse_controls(data)
    return _decode_narrow(data, declared)


def refuse_signature(head: bytes) -> None:
    """Raises IntakeError when the first bytes are those of a known binary format."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            raise IntakeError(
                Stage.DECODE, f"binary: it is {name}, not text; convert it to text first"
            )


def without_surrogates(text: str) -> Decoded:
    """Puts U+FFFD for lone surrogates, which no encoding can carry; the length stays the same."""
    if not _SURROGATE.search(text):
        return Decoded(text, "json")
    clean, count = _SURROGATE.subn(REPLACEMENT, text)
    return Decoded(clean, "json", count)


def _decode_narrow(data: bytes, declared: str | None) -> Decoded:
    for encoding in ("utf-8", _python_name(declared)):
        text = _strictly(data, encoding) if encoding else None
        if encoding and text is not None:
            return Decoded(text, encoding)
    mixed = _with_replacement(data, "utf-8")
    fitting = sum(not character.isascii() for character in mixed.text) - mixed.replaced
    if fitting * _MIXED_RATIO >= mixed.replaced:
        return mixed
    for encoding in _likely(data):
        text = _strictly(data, encoding)
        if text is not None:
            return Decoded(text, encoding)
    return _with_replacement(data, "cp1252")


def _likely(data: bytes) -> Iterator[str]:
    """Gives encodings to try; a few odd bytes in Latin text are too few for the detector."""
    if sum(byte > 0x7F for byte in data[:_SAMPLE]) < _FEW_ODD_BYTES * len(data[:_SAMPLE]):
        yield "cp1252"
    yield _detect(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _with_replacement(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    genuine = data.count(REPLACEMENT.encode(encoding)) if encoding.startswith("utf") else 0
    return Decoded(text, encoding, max(0, text.count(REPLACEMENT) - genuine))


def _python_name(declared: str | None) -> str | None:
    """Gives Python's name of a declared encoding; pages that say Latin-1 mean Windows-1252."""
    if not declared:
        return None
    try:
        info = codecs.lookup(declared.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding:
        return None
    return "cp1252" if info.name in {"iso8859-1", "ascii"} else info.name


def unmarked_utf16(data: bytes) -> str | None:
    """Gives which UTF-16 it is, told by the zero in every second byte of Latin letters, or None."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[offset::2], sample[1 - offset :: 2]
        if zeros.count(0) > 0.6 * len(zeros) and others.count(0) < 0.05 * len(others):
            return encoding
    return None


def _refuse_controls(data: bytes) -> None:
    sample = data[:_SAMPLE]
    if b"\x00" in sample or len(_CONTROL.findall(sample)) > _BINARY_SHARE * len(sample):
        raise IntakeError(Stage.DECODE, "binary: it holds bytes that no text holds")


def _detect(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_DETECTOR_SAMPLE]).best()
    return str(best.encoding) if best else "cp1252"

"""ZIP archives, as GDELT sends its tables: what is in them, one file after the other."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError
from communique.records import Stage

MOST_MEMBERS = 100_000
"""Files in one archive."""

_MAGIC = b"PK\x03\x04"
_OFFICE = ("[Content_Types].xml", "mimetype")
_ERRORS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError)

TakeMember = Callable[[BinaryIO, str], Iterator[Placed]]
"""Takes in one file of an archive, given its stream and its name."""


def is_zip(name: str, head: bytes) -> bool:
    """Whether a source is a ZIP archive, and is called one, as office documents are not."""
    return head.startswith(_MAGIC) and name.lower().endswith(".zip")


def read_zip(opened: Opened, *, take_member: TakeMember) -> Iterator[Placed]:
    """Takes in each file of an archive; their names serve for messages only.

    Raises:
        IntakeError: When it is damaged, an office document, or holds too many files.
    """
    try:
        with opened.seekable() as stream, zipfile.ZipFile(stream) as archive:
            for name in _names(archive):
                with archive.open(name) as member:
                    # A file of its own class; what is read of it is what a binary stream has.
                    yield from take_member(member, name)  # type: ignore[arg-type]
    except _ERRORS as error:
        raise IntakeError(
            Stage.DECODE, f"damaged: the ZIP archive cannot be read ({error}); fetch it again"
        ) from None


def _names(archive: zipfile.ZipFile) -> list[str]:
    names = [one.filename for one in archive.infolist() if not one.is_dir()]
    if any(name in _OFFICE for name in names):
        raise IntakeError(
            Stage.DECODE, "binary: it is an office document, not text; convert it to text first"
        )
    if len(names) > MOST_MEMBERS:
        raise IntakeError(Stage.DECODE, f"too large: an archive may hold {MOST_MEMBERS:,} files")
    return names

"""Text from the web, made harmless for a screen."""

from __future__ import annotations

import re

# Controls could drive a terminal; bidirectional overrides could show a name other than the one
# that is there (Unicode Technical Report 36, "Bidirectional Text Spoofing").
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def harmless(text: str) -> str:
    """Puts U+FFFD for what a screen must not obey; the length stays.

    That is: controls other than tabs and line ends, direction overrides, lone surrogates.
    """
    return _HARMFUL.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Gives harmless text with its white space folded into single spaces."""
    return " ".join(harmless(text).split())

"""Normal forms of names: how text and the base are made to meet.

A name is compared token by token. A token is a run of letters and digits without case, accents,
dots and inner apostrophes ("U.S." -> "us", "Côte d'Ivoire" -> "cote divoire"); the possessive is a
token of its own ("'s"); hyphens separate tokens, and the second is marked as joined.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

POSSESSIVE = "'s"

FAMILY_NAME_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "PRK", "TWN", "VNM"})
"""Countries whose family names come first (Chinese, Korean, Khmer and Vietnamese usage in English
newswire)."""

_TOKEN = re.compile(
    r"[^\W_](?:[^\W_]|[.'’‘ʼ`](?=[^\W_])|&(?=[A-Z]))*"  # words, with inner dots and apostrophes
    r"|[,;:()\[\]\"“”/&–—]"
    r"|(?<=[sS])['’](?=\W|$)"
)
_POSSESSIVE_END = re.compile(r"['’‘ʼ`][sS]$")
_NOT_KEPT = re.compile(r"[.'’‘ʼ`]")
# Letters that decomposition leaves alone and that English newswire writes plainly.
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})


class Token(NamedTuple):
    """One token of a phrase (a named tuple, because phrases make thousands of them a second).

    Attributes:
        normal: Normal form, lower case.
        text: The characters as they stand.
        start: Offset of the first character in the phrase.
        end: Offset after the last character.
        joined: Whether a hyphen joins it to the token before.
    """

    normal: str
    text: str
    start: int
    end: int
    joined: bool = False

    @property
    def is_word(self) -> bool:
        """Whether the token is a word or number rather than a mark."""
        return self.normal[0].isalnum()

    @property
    def is_capitalised(self) -> bool:
        """Whether the token starts with a capital letter."""
        return self.text[:1].isupper()


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """The word in lower case, without accents, dots and apostrophes."""
    decomposed = word
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word.translate(_PLAIN))
        decomposed = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_KEPT.sub("", decomposed).casefold()


def tokens(text: str) -> list[Token]:
    """The tokens of a text in their order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        if word.isalnum():
            found.append(Token(plain(word) or word, word, start, end, _is_joined(text, start)))
        else:
            found.extend(_tokens_of(text, start, end))
    return found


def _is_joined(text: str, start: int) -> bool:
    """Whether a hyphen joins what starts here to a word before."""
    return start > 1 and text[start - 1] in "-‑" and not text[start - 2].isspace()


def _tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The one or two tokens of a match: a word, or a word and its possessive."""
    word = text[start:end]
    if word in ("'", "’"):
        return [Token(POSSESSIVE, word, start, end)]
    joined = _is_joined(text, start)
    if text[end : end + 1] == "." and "." in word:
        word, end = word + ".", end + 1  # the last dot of "U.S."
    possessive = _POSSESSIVE_END.search(word) if word[-1] in "sS" else None
    if possessive is None or len(word) <= len(possessive.group()):
        return [Token(plain(word) or word, word, start, end, joined)]
    cut = start + possessive.start()
    return [
        Token(plain(text[start:cut]) or text[start:cut], text[start:cut], start, cut, joined),
        Token(POSSESSIVE, text[cut:end], cut, end),
    ]


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """The normal form of a name: its word tokens joined by spaces."""
    return " ".join(t.normal for t in tokens(name) if t.is_word or t.normal == POSSESSIVE)


def is_abbreviation(name: str) -> bool:
    """Whether a name is written in capitals throughout and must be met so ("US", "WHO", "IS")."""
    letters = [c for c in name if c.isalpha()]
    return 0 < len(letters) <= 6 and " " not in name and all(c.isupper() for c in letters)

"""Words of time expressions: cutting text into words and telling their categories."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from communique.datafile import read_yaml

_WORD = re.compile(
    r"(?P<word>[A-Za-z\u00c0-\u024f]{3,})"
    r"|(?P<decade>(?:\d{3}0|['’]?\d0)['’]?s\b)"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<isodate>\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<clock>\d{1,2}[:.]\d{2}(?=\s?(?:[ap]\.?m|hrs|hours|GMT|UTC|EST|EDT)\b)|\d{1,2}:\d{2}\b)"
    r"|(?P<shortyear>['’]\d{2}\b)"
    r"|(?P<number>[$£€#]?\d+(?:,\d{3})*(?:\.\d+)?(?:%|[A-Za-z]+)?)"
    r"|(?P<dotted>[AaPp]\.\s?[Mm]\b\.?|[BbAa]\.\s?[CcDd]\b\.?)"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<part>[QH][1-4]\b)"
    r"|(?P<short>[A-Za-z\u00c0-\u024f]+)"
    r"|(?P<mark>[-\u2010-\u2015,./\n])"
    r"|(?P<other>[^\s])"
)
_MARKS = MappingProxyType({",": "COMMA", ".": "DOT", "/": "SLASH", "\n": ""})
_SPELLED = frozenset({"word", "short", "dotted", "part"})
_GLUED_MERIDIEM = re.compile(r"\d{1,2}(?:am|pm|hrs|AM|PM)")
NOTHING = "x"
"""The category code of every word that no time expression has."""


class Word(NamedTuple):
    """A word of the text.

    Attributes:
        start: Offset of its first character in the field.
        end: Offset after its last character.
        text: Its characters.
        category: The name of its category, or an empty string.
        value: What the category's table gives for it: a number, a grain's name, or a date.
    """

    start: int
    end: int
    text: str
    category: str
    value: int | str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Categories of words and their one-letter codes.

    Attributes:
        entries: Word in lower case -> (category, value).
        capitalised: Categories whose words begin with a capital.
        codes: Category -> the letter that stands for it in patterns.
        prepositions: Words before which a bare number or name is a time.
    """

    entries: dict[str, tuple[str, int | str]]
    capitalised: frozenset[str]
    codes: dict[str, str]
    prepositions: frozenset[str]


_SHAPES = (
    "DAYNUM", "YEARNUM", "NUMERAL", "DECADE", "DAYORD", "CLOCK", "SHORTYEAR", "ISODATE",
    "POSSESSIVE", "DASH", "COMMA", "DOT", "SLASH",
)  # fmt: skip


@cache
def load_lexicon() -> Lexicon:
    """Gives the packaged lexicon."""
    source = files(__package__).joinpath("words.yaml")
    data = read_yaml(source)
    entries: dict[str, tuple[str, int | str]] = {}
    for category, words in data["categories"].items():
        for word, value in words.items():
            entries.setdefault(str(word), (category, value))
    names = [*data["categories"], *_SHAPES]
    # Letters of a private alphabet: codes are never mixed with a pattern's own signs.
    codes = {name: chr(0x4E00 + number) for number, name in enumerate(names)}
    return Lexicon(entries, frozenset(data["capitalised"]), codes, frozenset(data["prepositions"]))


def words_of(text: str) -> Iterator[Word]:
    """Cuts a field into words with their categories."""
    lexicon = load_lexicon()
    for match in _WORD.finditer(text):
        kind = match.lastgroup or "other"
        category, value = _classify(kind, match.group(), lexicon)
        yield Word(match.start(), match.end(), match.group(), category, value)


def _classify(kind: str, text: str, lexicon: Lexicon) -> tuple[str, int | str]:
    if kind in _SPELLED:
        category, value = lexicon.entries.get(text.lower().replace(" ", ""), ("", 0))
        if category in lexicon.capitalised and not text[0].isupper():
            return "", 0
        return category, value
    if kind == "mark":
        return _MARKS.get(text, "DASH"), 0
    shaped = _SHAPED.get(kind)
    return shaped(text) if shaped else ("", 0)


def _number(text: str) -> tuple[str, int | str]:
    if _GLUED_MERIDIEM.fullmatch(text):
        return "CLOCK", 0
    if not text.isdigit() or not text.isascii():
        return "", 0
    value = int(text) if len(text) <= 4 else 0
    if 1 <= value <= 31 and len(text) <= 2:
        return "DAYNUM", value
    if 1000 <= value <= 2100:
        return "YEARNUM", value
    return "NUMERAL", value


def _decade(text: str) -> tuple[str, int | str]:
    digits = re.sub(r"\D", "", text)
    value = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return ("DECADE", value) if value % 10 == 0 else ("", 0)


def _ordinal(text: str) -> tuple[str, int | str]:
    return "DAYORD", int(text[:-2])


def _short_year(text: str) -> tuple[str, int | str]:
    number = int(text[1:])
    # Two digits are read within the last hundred years of print: '30 and later as 19xx.
    return "SHORTYEAR", number + (1900 if number >= 30 else 2000)


_SHAPED: MappingProxyType[str, Callable[[str], tuple[str, int | str]]] = MappingProxyType(
    {
        "number": _number,
        "decade": _decade,
        "ordinal": _ordinal,
        "shortyear": _short_year,
        "isodate": lambda text: ("ISODATE", text),
        "clock": lambda _: ("CLOCK", 0),
        "possessive": lambda _: ("POSSESSIVE", 0),
    }
)

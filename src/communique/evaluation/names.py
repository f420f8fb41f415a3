"""When two names are taken for the same, and which word of a phrase is its head."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from communique.datafile import read_yaml

_DATA = Path(__file__).parent / "words.yaml"
_OPENING = re.compile(r"^[\s\"'“”‘’(\[]+")
_INITIALS = re.compile(r"\b[a-z](?:\.[a-z])+\b\.?")


@dataclass(frozen=True, slots=True)
class _Words:
    function_words: frozenset[str]
    titles: frozenset[str]
    determiners: frozenset[str]
    head_end: re.Pattern[str]


@cache
def _words() -> _Words:
    data: dict[str, str] = read_yaml(_DATA)
    after = "|".join(data["after_head"].split())
    return _Words(
        frozenset(data["function_words"].split()),
        frozenset(data["titles"].split()),
        frozenset(data["determiners"].split()),
        re.compile(rf"[,;:(—–]|\s-+\s|\s(?:{after})\s"),
    )


def words_of(name: str) -> list[str]:
    """Gives the words of a name in lower case, without accents, points and possessives."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = plain.lower().replace("’", "'")
    plain = _INITIALS.sub(lambda match: match.group().replace(".", ""), plain)
    return re.findall(r"\w+", re.sub(r"'s\b", "", plain))


def content_words(name: str) -> frozenset[str]:
    """Gives the words that tell a name from others; titles only where nothing else is left."""
    known = _words()
    kept = [
        word
        for word in words_of(name)
        if word not in known.function_words and (len(word) > 1 or word.isdigit())
    ]
    named = [
        word for word in kept if word not in known.titles and word.rstrip("s") not in known.titles
    ]
    return frozenset(_singular(word) for word in named or kept)


def _singular(word: str) -> str:
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


def names_agree(one: str, other: str) -> bool:
    """Whether two names share a content word."""
    return not content_words(one).isdisjoint(content_words(other))


def head_word(phrase: str) -> str:
    """Gives the head of a noun phrase: "a spokesman for the court" -> "spokesman"."""
    known = _words()
    whole = _OPENING.sub("", phrase).strip()
    start = known.head_end.split(whole, maxsplit=1)[0]
    kept = _before_participle(start.split(), open_end=start == whole)
    found = words_of(" ".join(kept)) or words_of(whole)
    return found[-1] if found else ""


def _before_participle(words: list[str], *, open_end: bool) -> list[str]:
    """Cuts a reduced clause off: "officials briefed on the case" -> "officials"."""
    for number in range(1, len(words) - open_end):
        before = words[number - 1]
        after_name = before.lower() not in _words().determiners
        if (
            re.fullmatch(r"[a-z]+(?:ed|ing)", words[number])
            and after_name
            and not before.endswith(("'s", "’s"))
        ):
            return words[:number]
    return words

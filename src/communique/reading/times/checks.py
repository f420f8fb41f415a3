"""Conditions on the surroundings of a form that its words alone do not settle."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from spacy.tokens import Token

from communique.reading.times.grammar import Hit
from communique.reading.times.lexicon import load_lexicon

_MODERN = range(1900, 2051)


def holds(hit: Hit, token: Token | None) -> bool:
    """Whether a form's condition holds where it was found.

    Args:
        hit: What was found.
        token: The first token of its last word in the parse, or None outside of sentences.
    """
    check = _CHECKS.get(hit.form.check or "")
    return check is None or check(hit, token)


def _before(hit: Hit) -> str:
    return hit.before.text.lower() if hit.before else ""


def _follows_number_sign(hit: Hit) -> bool:
    return hit.before is not None and hit.before.text in {"$", "£", "€", "#", ":", "&", "@"}


def _month(hit: Hit, token: Token | None) -> bool:
    """Whether a month is meant: "May" and "March" are verbs and names as well."""
    name = hit.group("month")[0].text.lower()
    if name not in {"may", "march", "mar", "dec", "jan", "august"} or len(hit.words) > 1:
        return True
    if _before(hit) in load_lexicon().prepositions:
        return True
    if token is None or token.pos_ in ("AUX", "VERB"):
        return False
    if hit.before is not None and (hit.before.text[0].isupper() or _before(hit) == "the"):
        return False
    return bool(token.ent_type_ == "DATE")


def _year(hit: Hit, token: Token | None) -> bool:
    """A bare number is a year unless it counts what follows."""
    if len(hit.words) > 1 and hit.has("EARLY", "EDGE", "YEARUNIT", "MON", "LAST", "THIS"):
        return True
    if _follows_number_sign(hit) or (hit.after is not None and hit.after.text in {"%", "°"}):
        return False
    if token is not None and _counts_plural(token):
        return False
    value = hit.number("year")
    if value is None or value in _MODERN:
        return True
    return _before(hit) in load_lexicon().prepositions or (
        hit.before is not None and hit.before.text in "(-–,"
    )


def _counts_plural(token: Token) -> bool:
    head = token.head
    return (
        head.i > token.i and head.tag_ in ("NNS", "NNPS") and token.dep_ in ("nummod", "quantmod")
    )


def _year_range(hit: Hit, token: Token | None) -> bool:
    first, last = hit.number("year"), hit.group("last_year")[0]
    if first is None or not isinstance(last.value, int) or not _year(hit, token):
        return False
    return first < last.value <= 2100 or (len(last.text) == 2 and first % 100 < last.value)


def _spoken_year(hit: Hit, _: Token | None) -> bool:
    return hit.number("century") in (18, 19)


def _season(hit: Hit, token: Token | None) -> bool:
    """Seasons stand after "in", "the" and the like, and "the fall of the city" is none."""
    if (
        hit.after is not None
        and hit.after.text.lower() in ("of", "in")
        and "fall" in hit.words[-1].text.lower()
    ):
        return False
    if token is not None and token.pos_ in ("VERB", "AUX", "PROPN"):
        return False
    return len(hit.words) > 1 or _before(hit) in load_lexicon().prepositions


def _day_of_month(hit: Hit, _: Token | None) -> bool:
    """Whether no noun follows: "the 25th" is a day, "the 25th brigade" is not."""
    day = hit.number("day")
    if day is None or not 1 <= day <= 31 or len(hit.words) < 2:
        return False
    return (
        hit.after is None or not hit.after.text[0].isalpha() or hit.after.category in ("AND", "TO")
    )


def _the_period(hit: Hit, _: Token | None) -> bool:
    """Whether no clause follows: "the day when …" is no date by itself."""
    return hit.after is None or hit.after.text.lower() not in (
        "when",
        "that",
        "-",
        "he",
        "she",
        "they",
    )


def _duration(hit: Hit, _: Token | None) -> bool:
    """Fractions ("three quarters") are no times."""
    if not hit.has("QUARTERUNIT"):
        return True
    words = {word.text.lower() for word in hit.words}
    return hit.has("LAST", "NEXT", "PREVIOUS", "FOLLOWING", "ORDINAL") or bool(
        words & {"several", "few"}
    )


def _half(hit: Hit, _: Token | None) -> bool:
    return bool(hit.group("year")) or hit.has("YEARUNIT", "HALFNAME")


def _quarter(hit: Hit, _: Token | None) -> bool:
    return hit.has("QUARTERUNIT", "QUARTERNAME") and not hit.has("LAST")


def _now(hit: Hit, token: Token | None) -> bool:
    if hit.words[-1].category == "FUTURE":
        return len(hit.words) > 1
    return token is None or token.pos_ in ("ADV", "ADJ", "NOUN", "ADP", "SCONJ")


def _rate(hit: Hit, token: Token | None) -> bool:
    """The Daily Telegraph is not a time."""
    return not hit.words[0].text[0].isupper() or (token is not None and token.i == token.sent.start)


_CHECKS: MappingProxyType[str, Callable[[Hit, Token | None], bool]] = MappingProxyType(
    {
        "month": _month,
        "year": _year,
        "year_range": _year_range,
        "spoken_year": _spoken_year,
        "season": _season,
        "day_of_month": _day_of_month,
        "the_period": _the_period,
        "duration": _duration,
        "half": _half,
        "quarter": _quarter,
        "now": _now,
        "rate": _rate,
    }
)

"""What the words at the head of a description are, one word at a time."""

from __future__ import annotations

from communique.knowledge.entries import Effect, Office, Strength
from communique.knowledge.phrase import Role, Unit
from communique.records import Sector


def sector_of_people(unit: Unit) -> Sector:
    """What a people is in newswire: "the Russians" a government, "Russians" and "a Russian" not."""
    is_plural = unit.normal.endswith(("s", "men", "women"))
    if unit.article == "the" or not (unit.article or is_plural):
        return Sector.GOV
    return Sector.CVL


def is_suffix(unit: Unit) -> bool:
    """Whether a word only qualifies the title before it: "president-elect"."""
    return unit.effect is not None and unit.office is None and not unit.nouns


def is_left_open(office: Office | None, *, has_country: bool) -> bool:
    """Whether a title leaves it to the body it is named with what its holder is.

    A president is that of a state where the words before the title name one.
    """
    if office is None or not office.takes_body:
        return False
    return office.rank > 1 or not has_country


def is_weak(unit: Unit) -> bool:
    """Whether a noun leaves it to the words around it what the body is ("group")."""
    return bool(unit.nouns) and all(n.strength is Strength.WEAK for n in unit.nouns)


def is_plural_title(head: Unit) -> bool:
    """Whether a title names several persons: "ministers of trade", not "minister of sports"."""
    if head.office is None:
        return False
    first = head.normal.split(" of ")[0].split(" for ")[0]
    return first.endswith("s") and not first.endswith("ss")


def effect_on_title(units: list[Unit]) -> Effect | None:
    """What the words before a title do to it; "former" wins."""
    effects = [unit.effect for unit in units if unit.effect and not unit.office]
    if not effects:
        return None
    for effect in (Effect.FORMER, Effect.HOLDS, Effect.UNDER):
        if effect in effects:
            return effect
    return None


def split_name(units: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """The trailing words that are a person's name, and the description before them."""
    at = len(units)
    while at > 0 and (units[at - 1].people or units[at - 1].role is Role.NAME):
        at -= 1
    described = [u for u in units[:at] if u.role is not Role.POSSESSIVE]
    named = [u for u in units[at:] if u.role is not Role.POSSESSIVE]
    return named, described

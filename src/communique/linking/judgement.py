"""Judgements: what a person decided about two reports; dated, signed, reversible."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """Whether two reports tell of one event."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision that overrules the automatic one.

    Attributes:
        verdict: Same event or different ones.
        first: Id of one report; the smaller of the two.
        second: Id of the other.
        signed: Who decided.
        made: When, in UTC.
        note: Why; may be empty.
        withdrawn_by: Who withdrew it, or None while it stands.
        withdrawn: When it was withdrawn, or None.
    """

    verdict: Verdict
    first: str
    second: str
    signed: str
    made: datetime
    note: str = ""
    withdrawn_by: str | None = None
    withdrawn: datetime | None = None

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that depend on what was decided, by whom and when."""
        parts = (self.verdict, self.first, self.second, self.signed, self.made.isoformat())
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:12]

    @property
    def stands(self) -> bool:
        """Whether it has not been withdrawn."""
        return self.withdrawn is None


def bonds(judgements: Iterable[Judgement]) -> list[tuple[str, str]]:
    """Gives the pairs that belong together by judgements that stand."""
    return _pairs(judgements, Verdict.SAME)


def bans(judgements: Iterable[Judgement]) -> list[tuple[str, str]]:
    """Gives the pairs that must not meet by judgements that stand."""
    return _pairs(judgements, Verdict.DIFFERENT)


def _pairs(judgements: Iterable[Judgement], verdict: Verdict) -> list[tuple[str, str]]:
    """Of several standing judgements on one pair, the last one counts."""
    last: dict[tuple[str, str], Judgement] = {}
    for one in sorted(judgements, key=lambda judgement: (judgement.made, judgement.id)):
        if one.stands:
            last[one.first, one.second] = one
    return sorted(pair for pair, one in last.items() if one.verdict is verdict)

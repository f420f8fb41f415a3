"""What is remembered of feeds and pages from run to run, so that nothing is asked twice."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communique.intake.fetch import Validators

CHECKED_AGAIN = 3_600.0
"""Seconds for which a page is left alone as long as its feed tells nothing new of it. A choice, not
a measurement: often enough for a correction to be seen the same day."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One address as it was last fetched.

    Attributes:
        validators: What the server wants to be told the next time.
        told: What the feed said of it (a digest of its entry); empty for the feed itself.
        time: When it was fetched, in seconds since 1970.
        articles: Ids of the articles that it gave; none where it was found to hold none.
        failed: Whether it could not be fetched; such a visit is forgotten when the program ends.
    """

    validators: Validators = field(default_factory=Validators)
    told: str = ""
    time: float = 0.0
    articles: tuple[str, ...] = ()
    failed: bool = False

    def is_fresh(self, told: str, *, now: float) -> bool:
        """Whether it need not be looked at: the feed says the same, and it was not long ago."""
        return self.told == told and 0 <= now - self.time < CHECKED_AGAIN


class Visits:
    """The visits of a ledger. What is noted counts from `settle` on, when the articles are kept."""

    def __init__(self, visits: dict[str, Visit] | None = None) -> None:
        """Begins with what is already known."""
        self._visits = dict(visits or {})
        self._noted: dict[str, Visit] = {}

    @classmethod
    def load(cls, path: Path) -> Visits:
        """Reads what an earlier run saved; what is damaged or missing is as if never visited."""
        try:
            rows = json.loads(path.read_text("utf-8"))
            return cls({url: _visit(row) for url, row in rows["visits"].items()})
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return cls()

    def save(self, path: Path) -> None:
        """Writes what is settled, whole or not at all.

        Raises:
            OSError: When it cannot be written.
        """
        rows = {
            url: {
                "etag": visit.validators.etag,
                "modified": visit.validators.modified,
                "told": visit.told,
                "time": visit.time,
                "articles": list(visit.articles),
            }
            for url, visit in self._visits.items()
            if not visit.failed
        }
        aside = path.with_name(f"{path.name}.new")
        aside.write_text(json.dumps({"visits": rows}, ensure_ascii=False), "utf-8")
        aside.replace(path)

    def __bool__(self) -> bool:
        return bool(self._visits or self._noted)

    def get(self, url: str) -> Visit | None:
        """Gives the last visit, or None."""
        return self._visits.get(url)

    def latest(self, url: str) -> Visit | None:
        """Gives the last visit, settled or not, or None."""
        return self._noted.get(url) or self._visits.get(url)

    def note(self, url: str, visit: Visit) -> None:
        """Remembers a visit, once it is settled."""
        self._noted[url] = visit

    def settle(self, held: Callable[[Iterable[str]], set[str]]) -> None:
        """Makes noted visits count, and forgets those whose articles were not kept.

        Args:
            held: Gives those of some article ids that the ledger holds.
        """
        together = self._visits | self._noted
        kept = held({article for visit in together.values() for article in visit.articles})
        self._visits = {
            url: visit for url, visit in together.items() if kept.issuperset(visit.articles)
        }
        self._noted = {}


def now() -> float:
    """Gives the seconds since 1970."""
    return time.time()


def _visit(row: dict[str, Any]) -> Visit:
    return Visit(
        validators=Validators(_text(row["etag"]), _text(row["modified"])),
        told=str(row["told"]),
        time=float(row["time"]),
        articles=tuple(str(article) for article in row["articles"]),
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)

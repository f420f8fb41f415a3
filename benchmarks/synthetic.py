"""A made-up ledger of any size, and the articles of a further day, always the same for a seed.

    python benchmarks/synthetic.py LEDGER --events 1000000

The world is drawn in SQL (synthetic.sql): stories of a dyad on a day, the acts that each holds, and
articles that tell some of them, a fifth of them copies. Countries, types and the number of articles
of a story are skewed as in newswire; dates lie in five years, and the last nine days have as many
articles a day as the further day (one hundredth of the events). What the reader would have made is
written as evidence, and what linking would have made of that is written from what is known of the
world, so that a million events take minutes.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from communique.ledger import Ledger
from communique.linking.articles import fingerprint
from communique.linking.identity import LINKER
from communique.linking.words import packaged_counts
from communique.records import Article, EventType, Reading

LAST = date(2031, 6, 30)
"""The further day."""

DAYS = 10
"""Days before and with the further day that have as many articles as that one."""

ARTICLES_PER_STORY, EVENTS_PER_STORY = 2.13, 5.0
"""Means of the distributions in synthetic.sql."""

_ROLES = (
    ("government", "GOV"),
    ("president", "GOV"),
    ("army", "MIL"),
    ("police", "COP"),
    ("opposition party", "OPP"),
    ("courts", "JUD"),
    ("protesters", "CVL"),
    ("rebels", "REB"),
)
_TYPES = (
    "CONSULT ASSAULT SUPPORT ACCUSE COERCE COOPERATE REQUEST PROTEST AID AGREE MOBILIZE REJECT "
    "THREATEN SANCTION CONCEDE RETREAT"
)
_BUSIEST = tuple(
    ["USA", "CHN", "RUS", "UKR", "ISR", "IND", "IRN", "GBR", "PAK", "PSE", "SYR", "TUR"]
)
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class World:
    """What is drawn.

    Attributes:
        events: About so many events lie before the further day.
        seed: Another seed, another world.
    """

    events: int
    seed: int = 7

    @property
    def per_day(self) -> int:
        """Articles of the further day, about."""
        return self.events // 100

    def draw(self, ledger: Ledger) -> None:
        """Draws the world into temporary tables of the ledger's connection."""
        recent = round(DAYS * self.per_day / ARTICLES_PER_STORY)
        _set_lists(ledger)
        _run(
            ledger,
            "synthetic.sql",
            seed=self.seed,
            stories=round(self.events / EVENTS_PER_STORY) + recent // DAYS,
            recent=recent,
            days=DAYS,
            last=LAST,
        )


def make_ledger(path: Path, world: World) -> list[Reading]:
    """Makes a linked ledger; gives the readings of the further day, which it does not hold.

    Args:
        path: Made anew.
        world: What is in it.
    """
    path.unlink(missing_ok=True)
    before = LAST - timedelta(days=1)
    with Ledger(path) as ledger:
        world.draw(ledger)
        own = ledger.connection.rows("SELECT current_database()")[0][0]
        _run(ledger, "synthetic_kept.sql", target=own, since=date(1, 1, 1), until=before)
        _run(ledger, "synthetic_linked.sql", until=before, since=LAST - timedelta(days=9))
        _add_fingerprints(ledger)
        ledger.connection.execute("INSERT INTO linked.version VALUES (?)", [LINKER])
        readings = _further_day(ledger, path.with_suffix(".day"))
        ledger.connection.execute("CHECKPOINT")
    return readings


def _further_day(ledger: Ledger, path: Path) -> list[Reading]:
    path.unlink(missing_ok=True)
    Ledger(path).close()
    ledger.connection.execute(f"ATTACH '{path}' AS further")
    _run(ledger, "synthetic_kept.sql", target="further", since=LAST, until=LAST)
    ledger.connection.execute("DETACH further")
    with Ledger(path, read_only=True) as further:
        return list(further.readings())


def further_day(path: Path) -> list[Reading]:
    """Gives the readings of the further day of a ledger that was made before."""
    with Ledger(path.with_suffix(".day"), read_only=True) as further:
        return list(further.readings())


def _set_lists(ledger: Ledger) -> None:
    """Sets what the SQL chooses from: codes, words, types, roles."""
    from communique.knowledge.base import KnowledgeBase

    states = (row.split("\t")[0] for row in KnowledgeBase.load().compiled.states)
    others = sorted({code for code in states if len(code) == 3} - set(_BUSIEST))
    counts = packaged_counts().counts
    words = [(stem, count) for stem, count in counts.items() if stem.isalpha() and len(stem) > 4]
    for name, chosen in (
        ("codes", [*_BUSIEST, *others]),
        ("rare", [stem for stem, count in words if count < 60]),
        ("frequent", [stem for stem, count in words if count >= 60]),
    ):
        ledger.connection.execute(f"SET VARIABLE {name} = ?::VARCHAR[]", [chosen])
    kinds = [{"name": name, "quad": EventType(name).quad.value} for name in _TYPES.split()]
    roles = [{"name": name, "sector": sector} for name, sector in _ROLES]
    for name, pairs in (("types", kinds), ("roles", roles)):
        ledger.connection.execute(f"SET VARIABLE {name} = ?", [pairs])


def _run(ledger: Ledger, script: str, **values: object) -> None:
    sql = (_FOLDER / script).read_text("utf-8").format(**values)
    for statement in sql.split(";\n"):
        if statement.strip():
            ledger.connection.execute(statement)


def _add_fingerprints(ledger: Ledger) -> None:
    """Replaces the fingerprints of articles that the further day's are compared with."""
    counts = packaged_counts()
    found = ledger.connection.rows(
        'SELECT article_id, title, "text", published FROM kept.article WHERE published >= ?',
        [LAST - timedelta(days=9)],
    )
    rows: list[dict[str, object]] = []
    for article_id, title, text, published in found:
        one = fingerprint(Article(article_id, title, text, published), counts)
        rows.append(
            {
                "article_id": article_id,
                "day": published.toordinal(),
                "text_hash": one.text_hash,
                "terms": list(one.terms),
                "weights": list(one.terms.values()),
                "content_id": _content_ids(article_id),
                "maker_id": "generated",
            }
        )
    for start in range(0, len(rows), 5000):
        ledger.connection.insert("linked.fingerprint", rows[start : start + 5000])


def _content_ids(article_id: str) -> str:
    import hashlib

    return hashlib.md5(article_id.encode(), usedforsecurity=False).hexdigest()[:16]


def main() -> None:
    """Makes a ledger."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    wanted = parser.parse_args()
    readings = make_ledger(wanted.ledger, World(wanted.events, wanted.seed))
    print(f"{wanted.ledger}: {wanted.ledger.stat().st_size / 1e6:.0f} MB; {len(readings)} further")


if __name__ == "__main__":
    main()

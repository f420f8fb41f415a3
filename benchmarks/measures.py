"""The single measures."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from communique.records import Article

_BARE = "import spacy; spacy.load({model!r})"
_MEMORY = """
import json, resource, sys
from communique import Article, Reader
reader = Reader()
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    reader.read(Article(row["id"], row["title"], row["text"]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_PHRASES = (
    "the Russian foreign minister",
    "Kim Jong Un",
    "Sudanese army chief",
    "the Kremlin",
    "Iran's Revolutionary Guards",
    "President Park",
    "a spokesman for the White House",
    "opposition lawmakers in Kenya",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        what: What was measured.
        figure: The figure with its unit.
        basis: What it rests on.
    """

    what: str
    figure: str
    basis: str


def _seconds(work: Callable[[], object], *, clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start


def _best(work: Callable[[], object], repeats: int) -> float:
    """Least process time of several runs: what disturbs a run only makes it slower."""
    return min(_seconds(work, clock=time.process_time) for _ in range(repeats))


def whole_reading(articles: Sequence[Article], *, repeats: int) -> Iterator[Row]:
    """Times whole readings against the bare spaCy pipeline, in turns, on the same texts."""
    import spacy

    from communique import Reader
    from communique.packaged import PACKAGED_MODEL

    bare = spacy.load(PACKAGED_MODEL)
    reader = Reader()
    texts = [f"{article.title}\n{article.text}" for article in articles]
    pairs = [
        (
            _seconds(lambda: [bare(text) for text in texts], clock=time.process_time),
            _seconds(lambda: [reader.read(one) for one in articles], clock=time.process_time),
        )
        for _ in range(repeats)
    ]
    ratio = statistics.median(whole / plain for plain, whole in pairs)
    plain, whole = (min(pair[side] for pair in pairs) for side in (0, 1))
    count = len(articles)
    yield Row(
        "whole reading / bare spaCy pipeline, 500 words, one core",
        f"{ratio:.2f} x",
        f"{whole / count * 1000:.0f} ms / {plain / count * 1000:.0f} ms an article",
    )
    yield Row("whole readings a second, one core", f"{count / whole:.1f}", f"{count} articles")


def cold_start(article: Article, *, repeats: int) -> Iterator[Row]:
    """Times the first result of the command against loading spaCy's pipeline alone."""
    from communique.packaged import PACKAGED_MODEL

    with tempfile.TemporaryDirectory() as folder:
        path = _write([article], Path(folder))
        bare = [sys.executable, "-c", _BARE.format(model=PACKAGED_MODEL)]
        program = Path(sys.executable).with_name("communique")
        whole = [str(program), "read", "--format", "jsonl", str(path)]
        _wall(bare)
        _wall(whole)
        pairs = [(_wall(bare), _wall(whole)) for _ in range(repeats)]
    ratio = statistics.median(mine / plain for plain, mine in pairs)
    plain, mine = (min(pair[side] for pair in pairs) for side in (0, 1))
    yield Row(
        "first result from a cold start / spacy.load alone",
        f"{ratio:.2f} x",
        f"{mine:.2f} s / {plain:.2f} s",
    )


def _wall(command: list[str]) -> float:
    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    return _seconds(run, clock=time.perf_counter)


def _write(articles: Sequence[Article], folder: Path) -> Path:
    path = folder / "articles.jsonl"
    rows = ({"id": one.id, "title": one.title, "text": one.text} for one in articles)
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def memory(articles: Sequence[Article]) -> Row:
    """Measures the most memory that one reader keeps resident while it reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = _write(articles, Path(folder))
        done = subprocess.run(
            [sys.executable, "-c", _MEMORY, str(path)], check=True, capture_output=True, text=True
        )
    kilobytes = int(done.stdout.split()[-1])
    return Row("resident memory of one reader, at most", f"{kilobytes / 1024:.0f} MB", "Linux")


def names_in_text(articles: Sequence[Article], *, repeats: int) -> Row:
    """Times the look-up of the base's names in running text."""
    from communique.knowledge.base import KnowledgeBase
    from communique.knowledge.names import NameIndex

    index = NameIndex(KnowledgeBase.load())
    text = "\n".join(article.text for article in articles)
    index.scan(text)
    seconds = _best(lambda: index.scan(text), repeats)
    size = len(text.encode())
    return Row(
        "look-up of all names in running text, one core",
        f"{size / seconds / 1e6:.1f} MB/s",
        f"{size / 1e6:.2f} MB",
    )


def knowledge(*, repeats: int) -> Row:
    """Times one resolution that no cache knows, median over phrases and days."""
    from communique.knowledge.base import KnowledgeBase
    from communique.knowledge.resolve import Resolver

    base = KnowledgeBase.load()
    Resolver(base).resolve(_PHRASES[0], on=date(2020, 1, 1))
    times: list[float] = []
    for _ in range(repeats):
        resolver = Resolver(base)
        for number, phrase in enumerate(_PHRASES * 50):
            on = date(2000, 1, 1) + timedelta(days=20 * number)
            start = time.perf_counter()
            resolver.resolve(phrase, on=on)
            times.append(time.perf_counter() - start)
    median = statistics.median(times)
    return Row("resolve one mention, median", f"{median * 1e6:.0f} µs", f"{len(times)} mentions")


def share_of_knowledge(articles: Sequence[Article], *, repeats: int) -> Iterator[Row]:
    """Measures what places and actors take of a whole reading, and mentions met for the first time.

    Coreference counts as reading of actors; what the base alone adds is less.
    """
    from unittest.mock import patch

    from communique import Reader
    from communique.knowledge.base import KnowledgeBase
    from communique.knowledge.resolve import Resolver
    from communique.reading import ground as room

    spent: list[float] = []
    asked: dict[tuple[object, ...], None] = {}

    def timed(work: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            start = time.process_time()
            try:
                return work(*given, **named)
            finally:
                spent.append(time.process_time() - start)

        return call

    resolve = Resolver.resolve

    def noted(resolver: Resolver, phrase: str, **named: object) -> object:
        asked[(phrase, *named.items())] = None
        return resolve(resolver, phrase, **named)

    reader = Reader()
    reader.read(articles[0])
    with (
        patch.object(room, "read_places", timed(room.read_places)),
        patch.object(room, "find_actors", timed(room.find_actors)),
    ):
        whole = _seconds(lambda: [reader.read(one) for one in articles], clock=time.process_time)
    yield Row(
        "places and actors, share of a whole reading",
        f"{sum(spent) / whole:.0%}",
        f"{sum(spent) / len(articles) * 1000:.1f} ms of {whole / len(articles) * 1000:.0f} ms an "
        "article",
    )
    with patch.object(Resolver, "resolve", noted):
        for one in articles:
            reader.read(one)
    base = KnowledgeBase.load()
    times: list[float] = []
    for _ in range(repeats):
        resolver = Resolver(base)
        for phrase, *named in asked:
            start = time.perf_counter()
            resolve(resolver, phrase, **dict(named))
            times.append(time.perf_counter() - start)
    yield Row(
        "resolve one mention of newswire met for the first time, median",
        f"{statistics.median(times) * 1e6:.0f} µs",
        f"{len(asked)} mentions",
    )


def loading(*, repeats: int) -> Iterator[Row]:
    """Times the loading of the base and of the gazetteer, once imported."""
    from communique.knowledge.base import KnowledgeBase
    from communique.knowledge.gazetteer import Gazetteer

    for what, load in (("base", KnowledgeBase.load), ("gazetteer", Gazetteer.load)):
        best = _best(load, max(5, repeats))
        yield Row(f"load the {what}", f"{best * 1000:.1f} ms", "process time")

"""One run of `communique add`: sources through a reader into a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from communique.cli.ingest_memory import AddMemory
from communique.cli.interrupt import Interrupt
from communique.cli.ledger_run import ReadingRun
from communique.cli.session import MakeReader
from communique.cli.status import ExitStatus
from communique.intake import IntakeOptions, count_articles, open_sources
from communique.ledger import Added, Ledger, Maker
from communique.records import Article, Reading

LOOKED_UP_AT_ONCE = 50
"""Articles that are looked up in the ledger together, before those that are new are read."""


@dataclass(frozen=True, slots=True)
class AddRequest:
    """What the user asked for.

    Attributes:
        sources: Files, folders, patterns, URLs, or "-".
        intake: Limits, and what to set where a source is silent.
        workers: Processes that read.
        batch: Articles that are committed together.
        model: Name or folder of the model that finds events, or None for the packaged one.
        pipeline: Name of a spaCy pipeline, or None for the packaged one.
        link: Whether to link afterwards.
        memory: What is remembered between the rounds of a watch, or from an earlier run.
    """

    sources: tuple[str, ...]
    intake: IntakeOptions = field(default_factory=IntakeOptions)
    workers: int = 1
    batch: int = 100
    model: str | None = None
    pipeline: str | None = None
    link: bool = True
    memory: AddMemory = field(default_factory=AddMemory)


def add_sources(
    ledger: Ledger, request: AddRequest, *, maker: Maker, make_reader: MakeReader
) -> ExitStatus:
    """Reads what is new in the sources, keeps it, and links it.

    Args:
        ledger: Open for writing.
        request: What the user asked for.
        maker: The versions that read.
        make_reader: Builds the reader, once there is an article to read.

    Returns:
        0 all were read, 1 some could not be, 130 stopped with Ctrl-C.

    Raises:
        LedgerError: When the ledger cannot be written; what was committed before stays.
    """
    with Interrupt() as interrupt:
        return _Ingest(ledger, request, maker, make_reader, interrupt).run()


def expand(sources: Iterable[str]) -> list[str]:
    """Gives the files in folders (at any depth, hidden ones left out) and of patterns, sorted.

    What is neither is given back as it is, so that a mistyped name becomes an issue.
    """
    found: list[str] = []
    for source in sources:
        path = Path(source)
        if path.is_dir():
            found += sorted(
                str(item)
                for item in path.rglob("*")
                if item.is_file() and not any(part.startswith(".") for part in item.parts)
            )
        elif not path.exists() and "://" not in source and set("*?[") & set(source):
            pattern = str(path.relative_to(path.anchor)) if path.anchor else source
            found += sorted(map(str, Path(path.anchor or ".").glob(pattern))) or [source]
        else:
            found.append(source)
    return found


class _Ingest:
    def __init__(
        self,
        ledger: Ledger,
        request: AddRequest,
        maker: Maker,
        make_reader: MakeReader,
        interrupt: Interrupt,
    ) -> None:
        self._ledger = ledger
        self._memory = request.memory
        self._request = replace(request, sources=self._memory.unseen(expand(request.sources)))
        self._maker = maker
        self._places: dict[str, str] = {}
        self._run = ReadingRun(
            request,
            make_reader=make_reader,
            interrupt=interrupt,
            total=count_articles(self._request.sources),
        )

    def run(self) -> ExitStatus:
        if self._memory.is_settled(self._request.sources):
            return ExitStatus.DONE
        self._memory.visits.settle(self._held)
        try:
            added = self._ledger.add(self._readings(), maker=self._maker, batch=self._request.batch)
        finally:
            self._run.progress.finish()
            self._keep_issues()
            self._remember()
        self._run.link(self._ledger)
        self._tell(added)
        return self._run.status()

    def _keep_issues(self) -> None:
        """Issues of sources that were gone through are replaced, those of broken-off runs added."""
        if not self._run.interrupt.requested:
            told = [issue.source for issue in self._run.issues]
            sources = [*self._request.sources, *self._places.values(), *told]
            self._ledger.settle_issues(dict.fromkeys(sources))
        self._ledger.add_issues(self._run.issues)

    def _remember(self) -> None:
        self._memory.visits.settle(self._held)
        if not self._run.interrupt.requested:
            self._memory.note(self._request.sources)
        try:
            self._memory.save()
        except OSError as error:
            self._run.progress.say(f"note: what was fetched cannot be remembered: {error}")

    def _held(self, articles: Iterable[str]) -> set[str]:
        wanted = set(articles)
        return wanted.intersection(self._ledger.article_ids()) if wanted else wanted

    def _tell(self, added: Added) -> None:
        known = added.known + self._run.progress.known
        parts = [f"{added.new} new", f"{known} known"]
        parts += [f"{added.corrected} corrected"] if added.corrected else []
        parts += [f"{added.renewed} read again"] if added.renewed else []
        parts += self._run.failures()
        self._run.progress.say(f"{', '.join(parts)}; {self._run.progress.events} events read")

    def _readings(self) -> Iterator[Reading]:
        for group in _groups(self._articles(), LOOKED_UP_AT_ONCE):
            unread = self._ledger.unread(group, maker=self._maker)
            self._run.progress.known += len(group) - len(unread)
            if unread:
                yield from self._run.read(unread)
            self._run.progress.draw()

    def _articles(self) -> Iterator[Article]:
        items = open_sources(
            self._request.sources,
            options=self._request.intake,
            notify=lambda notice: self._run.progress.say(f"note: {notice}"),
            places=self._places,
            visits=self._memory.visits,
            repeats=True,
        )
        return self._run.articles(items)


def _groups(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if len(group) >= size:
            yield group
            group = []
    if group:
        yield group

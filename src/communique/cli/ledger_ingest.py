"""One run of `communique add`: sources through a reader into a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from communique.cli.ingest_memory import AddMemory
from communique.cli.interrupt import Interrupt
from communique.cli.progress import AddProgress
from communique.cli.session import MakeReader, PipingReader
from communique.cli.status import ExitStatus
from communique.intake import IntakeOptions, count_articles, open_sources
from communique.ledger import Added, Ledger, Maker
from communique.records import Article, Issue, Reading

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
        model: Name of a spaCy pipeline, or None for the packaged one.
        link: Whether to link afterwards.
        memory: What is remembered between the rounds of a watch, or from an earlier run.
    """

    sources: tuple[str, ...]
    intake: IntakeOptions = field(default_factory=IntakeOptions)
    workers: int = 1
    batch: int = 100
    model: str | None = None
    link: bool = True
    memory: AddMemory = field(default_factory=AddMemory)


class LoadedOnce:
    """Builds a reader when it is first asked for, and gives the same one from then on."""

    def __init__(self, make: MakeReader) -> None:
        self._make = make
        self._made: PipingReader | None = None

    def __call__(
        self, *, min_confidence: float | None, explain: bool, model: str | None
    ) -> PipingReader:
        """Gives the reader."""
        if self._made is None:
            self._made = self._make(min_confidence=min_confidence, explain=explain, model=model)
        return self._made


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
        self._make_reader = make_reader
        self._interrupt = interrupt
        self._loaded: PipingReader | None = None
        self._issues: list[Issue] = []
        self._places: dict[str, str] = {}
        self._progress = AddProgress(
            total=count_articles(self._request.sources),
            stream=sys.stderr,
            wanted=sys.stderr.isatty(),
        )

    def run(self) -> ExitStatus:
        if self._memory.is_settled(self._request.sources):
            return ExitStatus.DONE
        self._memory.visits.settle(self._held)
        try:
            added = self._ledger.add(self._readings(), maker=self._maker, batch=self._request.batch)
        finally:
            self._progress.finish()
            self._keep_issues()
            self._remember()
        if self._request.link and not self._interrupt.requested:
            self._link()
        self._tell(added)
        if self._interrupt.requested:
            return ExitStatus.INTERRUPTED
        return ExitStatus.SOME_FAILED if self._issues else ExitStatus.DONE

    def _keep_issues(self) -> None:
        """Issues of sources that were gone through are replaced, those of broken-off runs added."""
        if not self._interrupt.requested:
            told = [issue.source for issue in self._issues]
            sources = [*self._request.sources, *self._places.values(), *told]
            self._ledger.settle_issues(dict.fromkeys(sources))
        self._ledger.add_issues(self._issues)

    def _remember(self) -> None:
        self._memory.visits.settle(self._held)
        if not self._interrupt.requested:
            self._memory.note(self._request.sources)
        try:
            self._memory.save()
        except OSError as error:
            self._progress.say(f"note: what was fetched cannot be remembered: {error}")

    def _held(self, articles: Iterable[str]) -> set[str]:
        wanted = set(articles)
        return wanted.intersection(self._ledger.article_ids()) if wanted else wanted

    def _link(self) -> None:
        from communique.linking.linker import Linker

        Linker(self._ledger).link()

    def _tell(self, added: Added) -> None:
        known = added.known + self._progress.known
        parts = [f"{added.new} new", f"{known} known"]
        parts += [f"{added.corrected} corrected"] if added.corrected else []
        parts += [f"{added.renewed} read again"] if added.renewed else []
        parts += [f"{len(self._issues)} could not be read"] if self._issues else []
        self._progress.say(f"{', '.join(parts)}; {self._progress.events} events read")

    def _readings(self) -> Iterator[Reading]:
        for group in _groups(self._articles(), LOOKED_UP_AT_ONCE):
            unread = self._ledger.unread(group, maker=self._maker)
            self._progress.known += len(group) - len(unread)
            if unread:
                yield from self._read(unread)
            self._progress.draw()

    def _read(self, articles: list[Article]) -> Iterator[Reading]:
        if self._loaded is None:
            self._loaded = self._make_reader(
                min_confidence=None, explain=False, model=self._request.model
            )
        for result in self._loaded.pipe(articles, workers=self._request.workers):
            if isinstance(result, Issue):
                self._note(result)
                continue
            self._progress.articles += 1
            self._progress.events += len(result.events)
            self._progress.draw()
            yield result

    def _articles(self) -> Iterator[Article]:
        items = open_sources(
            self._request.sources,
            options=self._request.intake,
            notify=lambda notice: self._progress.say(f"note: {notice}"),
            places=self._places,
            visits=self._memory.visits,
            repeats=True,
        )
        try:
            for item in self._interrupt.guard(items):
                if isinstance(item, Issue):
                    self._note(item)
                else:
                    yield item
        except KeyboardInterrupt:
            # It came while nothing was in hand: what was taken in before is still read and kept.
            self._interrupt.requested = True

    def _note(self, issue: Issue) -> None:
        self._issues.append(issue)
        self._progress.issues += 1
        self._progress.say(str(issue))


def _groups(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if len(group) >= size:
            yield group
            group = []
    if group:
        yield group

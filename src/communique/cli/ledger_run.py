"""What the runs that read articles into a ledger have in common."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Protocol

from communique.cli.interrupt import Interrupt
from communique.cli.progress import AddProgress
from communique.cli.session import MakeReader, PipingReader
from communique.cli.status import ExitStatus
from communique.ledger import Ledger
from communique.records import Article, Issue, Reading


class RunRequest(Protocol):
    """What the user asks of any such run."""

    @property
    def workers(self) -> int:
        """Processes that read."""
        ...

    @property
    def model(self) -> str | None:
        """Name or folder of the model that finds events, or None for the packaged one."""
        ...

    @property
    def pipeline(self) -> str | None:
        """Name of a spaCy pipeline, or None for the packaged one."""
        ...

    @property
    def link(self) -> bool:
        """Whether to link afterwards."""
        ...


class LoadedOnce:
    """Builds a reader when it is first asked for, and gives the same one from then on."""

    def __init__(self, make: MakeReader) -> None:
        self._make = make
        self._made: PipingReader | None = None

    def __call__(
        self,
        *,
        min_confidence: float | None,
        explain: bool,
        model: str | None,
        pipeline: str | None,
    ) -> PipingReader:
        """Gives the reader."""
        if self._made is None:
            self._made = self._make(
                min_confidence=min_confidence, explain=explain, model=model, pipeline=pipeline
            )
        return self._made


class ReadingRun:
    """Reads articles, counts what comes of it, and links it.

    Attributes:
        interrupt: Whether the run is to stop.
        progress: The line that is drawn meanwhile.
        issues: What could not be read.
    """

    def __init__(
        self,
        request: RunRequest,
        *,
        make_reader: MakeReader,
        interrupt: Interrupt,
        total: int | None,
    ) -> None:
        self._request = request
        self._make_reader = LoadedOnce(make_reader)
        self.interrupt = interrupt
        self.progress = AddProgress(total=total, stream=sys.stderr, wanted=sys.stderr.isatty())
        self.issues: list[Issue] = []

    def articles(self, items: Iterable[Article | Issue]) -> Iterator[Article]:
        """Passes articles on until a stop is requested; an issue among them is noted."""
        try:
            for item in self.interrupt.guard(items):
                if isinstance(item, Issue):
                    self._note(item)
                else:
                    yield item
        except KeyboardInterrupt:
            # It came while nothing was in hand: what was passed on before is still read and kept.
            self.interrupt.requested = True

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Reads articles; the reader is built once there is one to read."""
        asked = self._request
        reader = self._make_reader(
            min_confidence=None, explain=False, model=asked.model, pipeline=asked.pipeline
        )
        for result in reader.pipe(articles, workers=self._request.workers):
            if isinstance(result, Issue):
                self._note(result)
                continue
            self.progress.articles += 1
            self.progress.events += len(result.events)
            self.progress.draw()
            yield result

    def link(self, ledger: Ledger) -> None:
        """Links what is new, if that is asked for and the run was not stopped."""
        if self._request.link and not self.interrupt.requested:
            from communique.linking.linker import Linker

            Linker(ledger).link()

    def failures(self) -> list[str]:
        """Gives how many could not be read, in words; nothing where all were."""
        return [f"{len(self.issues)} could not be read"] if self.issues else []

    def status(self) -> ExitStatus:
        """Gives how the run has ended."""
        if self.interrupt.requested:
            return ExitStatus.INTERRUPTED
        return ExitStatus.SOME_FAILED if self.issues else ExitStatus.DONE

    def _note(self, issue: Issue) -> None:
        self.issues.append(issue)
        self.progress.issues += 1
        self.progress.say(str(issue))

"""One run of `communique read`: sources through a reader to an output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Protocol, TextIO

from communique.cli.interrupt import Interrupt
from communique.cli.output import OutputFormat, open_output, print_items
from communique.cli.progress import Progress
from communique.cli.status import ExitStatus, silence_output
from communique.intake import IntakeOptions, count_articles, open_sources
from communique.records import Article, Issue, Reading


class PipingReader(Protocol):
    """What this command needs of `communique.reading.reader.Reader`."""

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading | Issue]:
        """Reads articles in order."""
        ...


class MakeReader(Protocol):
    """Builds a reader; the class `Reader` is one."""

    def __call__(
        self,
        *,
        min_confidence: float | None,
        explain: bool,
        model: str | None,
        pipeline: str | None,
    ) -> PipingReader:
        """Loads the models."""
        ...


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What the user asked for.

    Attributes:
        sources: Files, URLs, or "-".
        form: In which form to print.
        output: File to print to, or None for standard output.
        intake: Limits, and what to set where a source is silent.
        explain: Whether to say why.
        workers: Processes that read.
        min_confidence: The least confidence of an event, or None for the reader's own.
        model: Name or folder of the model that finds events, or None for the packaged one.
        pipeline: Name of a spaCy pipeline, or None for the packaged one.
    """

    sources: tuple[str, ...]
    form: OutputFormat = OutputFormat.TERMINAL
    output: Path | None = None
    intake: IntakeOptions = field(default_factory=IntakeOptions)
    explain: bool = False
    workers: int = 1
    min_confidence: float | None = None
    model: str | None = None
    pipeline: str | None = None


def run(request: ReadRequest, *, make_reader: MakeReader | None = None) -> ExitStatus:
    """Reads and prints; what goes wrong is told on standard error.

    Args:
        request: What the user asked for.
        make_reader: Builds the reader, once there is an article to read; `Reader` if None.
    """
    try:
        with open_output(request.output) as stream, Interrupt() as interrupt:
            return _Session(request, stream, interrupt, make_reader).run()
    except BrokenPipeError:
        silence_output()
        return ExitStatus.BROKEN_PIPE
    except KeyboardInterrupt:
        return ExitStatus.INTERRUPTED
    except OSError as error:
        print(f"{request.output or 'output'}: cannot be written: {error}", file=sys.stderr)
        return ExitStatus.USAGE


class _LoadError(Exception):
    """The reader could not be built."""


class _Session:
    def __init__(
        self,
        request: ReadRequest,
        stream: TextIO,
        interrupt: Interrupt,
        make_reader: MakeReader | None,
    ) -> None:
        self._request = request
        self._stream = stream
        self._interrupt = interrupt
        self._make_reader = make_reader
        self._issues: list[Issue] = []
        self._places: dict[str, str] = {}
        self._read = 0
        total = count_articles(request.sources)
        wanted = sys.stderr.isatty() and total != 1
        self._progress = Progress(total=total, stream=sys.stderr, wanted=wanted)

    def run(self) -> ExitStatus:
        try:
            print_items(
                self._items(),
                self._stream,
                form=self._request.form,
                explain=self._request.explain,
                before=self._progress.make_way,
            )
        except _LoadError as error:
            self._progress.say(f"communique: {error}")
            return ExitStatus.USAGE
        finally:
            self._progress.finish()
        self._summarise()
        if self._interrupt.requested:
            return ExitStatus.INTERRUPTED
        return ExitStatus.SOME_FAILED if self._issues else ExitStatus.DONE

    def _summarise(self) -> None:
        if self._interrupt.requested:
            self._progress.say(f"stopped after {_count(self._read)}")
        elif self._issues and self._read + len(self._issues) > 1:
            self._progress.say(f"{_count(self._read)} read, {len(self._issues)} could not be")

    def _items(self) -> Iterator[Reading | Issue]:
        """Gives readings as they are made, and at last all issues."""
        articles = self._articles()
        try:
            first = next(articles, None)
            if first is not None:
                yield from self._readings(chain([first], articles))
        except KeyboardInterrupt:
            self._interrupt.requested = True
        yield from self._issues

    def _readings(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for result in self._reader().pipe(articles, workers=self._request.workers):
            if isinstance(result, Issue):
                place = self._places.get(result.source, result.source)
                self._tell(replace(result, source=place))
                continue
            self._read += 1
            self._progress.advance()
            yield result

    def _articles(self) -> Iterator[Article]:
        sources = open_sources(
            self._request.sources,
            options=self._request.intake,
            notify=lambda notice: self._progress.say(f"note: {notice}"),
            places=self._places,
        )
        for item in self._interrupt.guard(sources):
            if isinstance(item, Issue):
                self._tell(item)
            else:
                yield item

    def _tell(self, issue: Issue) -> None:
        self._issues.append(issue)
        self._progress.say(str(issue))
        self._progress.advance()

    def _reader(self) -> PipingReader:
        make = self._make_reader or _default_reader()
        request = self._request
        try:
            return make(
                min_confidence=request.min_confidence,
                explain=request.explain,
                model=request.model,
                pipeline=request.pipeline,
            )
        except ValueError as error:
            raise _LoadError(str(error)) from error


def _count(number: int) -> str:
    return "1 article" if number == 1 else f"{number} articles"


def _default_reader() -> MakeReader:
    from communique.reading.reader import Reader

    return Reader

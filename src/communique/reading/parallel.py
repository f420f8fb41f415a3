"""Reading with several processes, in order, with a bounded number of articles in flight."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from communique.reading.reader import Reader, ReaderOptions
from communique.records import Article, Issue, Reading, Stage

IN_FLIGHT = 8
"""Articles a worker that are handed out before the first has come back."""

_READERS: list[Reader] = []
"""The reader of a worker process; filled once when the process starts."""


def read_in_parallel(
    articles: Iterable[Article], options: ReaderOptions, *, workers: int
) -> Iterator[Reading | Issue]:
    """Reads articles with several processes and gives the results in the order of the articles.

    Args:
        articles: Articles, taken as they are needed.
        options: How every process builds its reader.
        workers: Number of processes.
    """
    context = multiprocessing.get_context("spawn")
    source = iter(articles)
    with ProcessPoolExecutor(
        workers, mp_context=context, initializer=_start, initargs=(options,)
    ) as pool:
        waiting: deque[tuple[Article, Future[Reading | Issue]]] = deque()
        try:
            for article in islice(source, workers * IN_FLIGHT):
                waiting.append((article, pool.submit(_read, article)))
            while waiting:
                article, future = waiting.popleft()
                yield _result(article, future)
                for following in islice(source, 1):
                    waiting.append((following, pool.submit(_read, following)))
        finally:
            for _, future in waiting:
                future.cancel()


def _result(article: Article, future: Future[Reading | Issue]) -> Reading | Issue:
    try:
        return future.result()
    except BrokenProcessPool:
        return Issue(
            article.id,
            Stage.READ,
            "the process that read it ended; read it again with --workers 1",
        )


def _start(options: ReaderOptions) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that gives out the work decides
    _READERS.append(Reader.from_options(options))


def _read(article: Article) -> Reading | Issue:
    return _READERS[0].read_or_issue(article)

"""One run of `communique reread`: articles of a ledger through a newer reader into the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.cli.interrupt import Interrupt
from communique.cli.ledger_run import ReadingRun
from communique.cli.session import MakeReader
from communique.cli.status import ExitStatus
from communique.ledger import Ledger, Maker
from communique.records import Article, Reading

FETCHED_AT_ONCE = 200
"""Articles whose texts are fetched together: about a megabyte."""


@dataclass(frozen=True, slots=True)
class RereadRequest:
    """What the user asked for.

    Attributes:
        workers: Processes that read.
        batch: Articles that are committed together.
        model: Name or folder of the model that finds events, or None for the packaged one.
        pipeline: Name of a spaCy pipeline, or None for the packaged one.
        keep_older: Whether the older readings are kept aside.
        link: Whether to link afterwards.
    """

    workers: int = 1
    batch: int = 100
    model: str | None = None
    pipeline: str | None = None
    keep_older: bool = True
    link: bool = True


def tell_outdated(ledger: Ledger, *, maker: Maker) -> ExitStatus:
    """Prints how many articles another version has read."""
    outdated, standing = len(ledger.outdated(maker=maker)), len(ledger.article_ids())
    print(f"{outdated} of {standing} articles were read by another version")
    return ExitStatus.DONE


def read_again(
    ledger: Ledger, request: RereadRequest, *, maker: Maker, make_reader: MakeReader
) -> ExitStatus:
    """Reads again what another version has read, keeps it, and links it.

    Args:
        ledger: Open for writing.
        request: What the user asked for.
        maker: The versions that read now.
        make_reader: Builds the reader, once there is an article to read.

    Returns:
        0 all were read, 1 some could not be and keep their older reading, 130 stopped with Ctrl-C.

    Raises:
        LedgerError: When the ledger cannot be written; what was committed before stays.
    """
    with Interrupt() as interrupt:
        return _Reread(ledger, request, maker, make_reader, interrupt).run()


class _Reread:
    def __init__(
        self,
        ledger: Ledger,
        request: RereadRequest,
        maker: Maker,
        make_reader: MakeReader,
        interrupt: Interrupt,
    ) -> None:
        self._ledger = ledger
        self._request = request
        self._maker = maker
        self._outdated: Sequence[str] = ledger.outdated(maker=maker)
        self._run = ReadingRun(
            request, make_reader=make_reader, interrupt=interrupt, total=len(self._outdated)
        )

    def run(self) -> ExitStatus:
        try:
            added = self._ledger.add(
                self._readings(),
                maker=self._maker,
                batch=self._request.batch,
                keep_older=self._request.keep_older,
            )
        finally:
            self._run.progress.finish()
            self._keep_issues()
        self._run.link(self._ledger)
        left = len(self._outdated) - added.renewed - len(self._run.issues)
        told = [f"{added.renewed} read again", *self._run.failures()]
        told += [f"{left} left: the same command goes on"] if left else []
        self._run.progress.say(", ".join(told))
        return self._run.status()

    def _keep_issues(self) -> None:
        # What was tried anew tells anew; an issue of an earlier run would be told twice.
        self._ledger.settle_issues([issue.source for issue in self._run.issues])
        self._ledger.add_issues(self._run.issues)

    def _readings(self) -> Iterator[Reading]:
        if self._outdated:
            yield from self._run.read(self._run.articles(self._stored()))

    def _stored(self) -> Iterator[Article]:
        for start in range(0, len(self._outdated), FETCHED_AT_ONCE):
            yield from self._ledger.articles(self._outdated[start : start + FETCHED_AT_ONCE])

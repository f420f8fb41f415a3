"""What `communique add` remembers, so that nothing is fetched or gone through twice."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from communique.intake import Visits

_Mark = tuple[int, int]


class AddMemory:
    """Files as they were last gone through, for a while; pages that were fetched, for good.

    What is remembered of pages lies beside the ledger (`LEDGER.visits.json`). It may be deleted:
    then pages are fetched anew, and recognised.
    """

    def __init__(self, ledger: Path | None = None, *, watching: bool = False) -> None:
        """Reads what an earlier run saved.

        Args:
            ledger: The ledger's file; None remembers nothing beyond the program's end.
            watching: Whether files that have not changed since the last round are passed over.
        """
        self._path = ledger.with_name(f"{ledger.name}.visits.json") if ledger else None
        self._watching = watching
        self._looked_at: dict[str, _Mark] = {}
        self._seen: dict[str, _Mark] = {}
        self.visits = Visits.load(self._path) if self._path else Visits()

    def is_settled(self, sources: tuple[str, ...]) -> bool:
        """Whether a round of a watch has nothing to do."""
        return self._watching and not sources

    def unseen(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Gives the sources without the files that are as they were in the last round."""
        wanted = []
        self._looked_at = {}
        for source in sources:
            mark = _mark(source) if self._watching else None
            if mark is not None and self._seen.get(source) == mark:
                continue
            if mark is not None:
                self._looked_at[source] = mark
            wanted.append(source)
        return tuple(wanted)

    def note(self, sources: Iterable[str]) -> None:
        """Notes that sources have been gone through, as they were when `unseen` looked at them."""
        for source in sources:
            if source in self._looked_at:
                self._seen[source] = self._looked_at[source]

    def save(self) -> None:
        """Writes what is known of pages, if any are.

        Raises:
            OSError: When it cannot be written.
        """
        if self._path is not None and (self.visits or self._path.exists()):
            self.visits.save(self._path)


def _mark(source: str) -> _Mark | None:
    """Gives size and time of the last change of a file, or None where it is none."""
    path = Path(source)
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    return (state.st_size, state.st_mtime_ns) if path.is_file() else None

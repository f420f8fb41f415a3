"""The ledger: readings are added, corrected versions supersede, nothing is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType

from communique.ledger.connection import Connection, LedgerReadOnlyError
from communique.ledger.load import load_articles, load_readings
from communique.ledger.rows import EVIDENCE_TABLES, rows_of
from communique.ledger.tellings import Telling, load_tellings
from communique.records import Article, Issue, Reading, Stage, content_id


@dataclass(frozen=True, slots=True)
class Maker:
    """What made a reading; when one of its versions changes, articles can be read again.

    Attributes:
        reader: Version of the reader.
        model: Name and version of the language model.
        knowledge: Version of the knowledge base.
        codebook: Version of the codebook.
    """

    reader: str
    model: str = ""
    knowledge: str = ""
    codebook: str = ""

    @property
    def id(self) -> str:
        """Eight hexadecimal digits that stand for the four versions."""
        return hashlib.sha256("\x1f".join(astuple(self)).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of readings that were given to the ledger.

    Attributes:
        new: Articles that were not there before.
        known: Articles that were there, read by the same maker; they were left alone.
        corrected: Articles that were there with other words; the older version was kept aside.
        renewed: Articles that were there, read by another maker; the older reading was kept aside.
    """

    new: int = 0
    known: int = 0
    corrected: int = 0
    renewed: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new,
            self.known + other.known,
            self.corrected + other.corrected,
            self.renewed + other.renewed,
        )


@dataclass(frozen=True, slots=True)
class _Held:
    article_id: str
    content_id: str
    url: str | None
    superseded_by: str | None
    maker_id: str | None


class Ledger:
    """One ledger file. One process writes at a time; several may read while none writes."""

    def __init__(
        self,
        path: str | Path,
        *,
        read_only: bool = False,
        sealed: bool = False,
        memory_limit: str | None = None,
    ) -> None:
        """Opens the ledger; makes it where there is none, unless it is opened read-only.

        Args:
            path: The file.
            read_only: Whether to open it for asking only.
            sealed: Whether queries are kept from reading or writing any other file.
            memory_limit: Most memory that the database takes, for instance "2GB".

        Raises:
            LedgerBusyError: When another process writes.
            LedgerReadOnlyError: When the file may not be written.
            LedgerDamagedError: When it is not a ledger or broken.
            LedgerVersionError: When it is newer than this program, or older and read-only.
        """
        self.connection = Connection(
            Path(path), read_only=read_only, sealed=sealed, memory_limit=memory_limit
        )

    @property
    def path(self) -> Path:
        """The file."""
        return self.connection.path

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def unread(self, articles: Sequence[Article], *, maker: Maker) -> list[Article]:
        """Gives those articles that `add` would not find known, so that only they are read."""
        held = self._held(articles)
        return [article for article in articles if not _is_known(article, held, maker)]

    def outdated(self, *, maker: Maker) -> list[str]:
        """Gives the ids of articles that stand and that another maker has read, sorted.

        They are what is to be read again after a new version; `articles` gives their texts.
        """
        rows = self.connection.rows(
            "SELECT article_id FROM kept.article JOIN kept.reading USING (article_id) "
            "WHERE superseded_by IS NULL AND maker_id <> ? ORDER BY article_id",
            [maker.id],
        )
        return [row[0] for row in rows]

    def add(
        self,
        readings: Iterable[Reading],
        *,
        maker: Maker,
        batch: int = 100,
        keep_older: bool = True,
    ) -> Added:
        """Keeps readings, batch by batch; a crash costs at most the batch in hand.

        The same article again, read by the same maker, changes nothing. An article with the id
        or the URL of one that is there, but with other words, supersedes it: the older version
        stays under its id, "@" and its content id, and no longer counts. The same words, read by
        another maker, supersede the older reading, which stays under the article's id, "@" and
        the older maker's id.

        Args:
            readings: May be a generator; each batch is committed once it is complete.
            maker: What made them.
            batch: Readings that are committed together.
            keep_older: Whether readings by another maker are kept aside rather than dropped.

        Raises:
            LedgerReadOnlyError: When the ledger was opened read-only.
            LedgerError: When writing fails; what was committed before stays.
            ValueError: When an event's id does not belong to its article.
        """
        self._check_writable()
        total = Added()
        for group in _batches(readings, batch):
            with self.connection.transaction():
                total += self._add_batch(group, maker, keep_older)
        return total

    def add_issues(self, issues: Iterable[Issue]) -> None:
        """Keeps what could not be read; the same issue again changes nothing."""
        self._check_writable()
        have = set(self.connection.rows("SELECT source, stage, reason FROM kept.issue"))
        keys = dict.fromkeys((issue.source, issue.stage.value, issue.reason) for issue in issues)
        rows = [
            {"source": source, "stage": stage, "reason": reason}
            for source, stage, reason in keys
            if (source, stage, reason) not in have
        ]
        self.connection.insert("kept.issue", rows)

    def settle_issues(self, sources: Iterable[str]) -> None:
        """Drops the issues of sources, and of lines in them, that have been gone through anew."""
        self._check_writable()
        self.connection.execute(
            "DELETE FROM kept.issue WHERE source IN (SELECT unnest($names::VARCHAR[])) "
            "OR regexp_replace(source, ', line [0-9]+$', '') IN "
            "(SELECT unnest($names::VARCHAR[]))",
            {"names": list(sources)},
        )

    def issues(self) -> tuple[Issue, ...]:
        """Gives what could not be read, oldest first."""
        rows = self.connection.rows(
            "SELECT source, stage, reason FROM kept.issue ORDER BY added, source, reason"
        )
        return tuple(Issue(source, Stage(stage), reason) for source, stage, reason in rows)

    def readings(self, article_ids: Iterable[str] | None = None) -> Iterator[Reading]:
        """Gives readings as they were made, by article id.

        Args:
            article_ids: Which; all that stand if None. Superseded versions are found under their
                own ids.
        """
        ids = self.article_ids() if article_ids is None else list(article_ids)
        for start in range(0, len(ids), _LOADED_AT_ONCE):
            yield from load_readings(self.connection, ids[start : start + _LOADED_AT_ONCE])

    def tellings(self, article_ids: Iterable[str]) -> list[Telling]:
        """Gives the reports of articles with just what linking compares."""
        return load_tellings(self.connection, list(article_ids))

    def articles(self, article_ids: Iterable[str]) -> list[Article]:
        """Gives articles by id; those that are not there are left out."""
        return load_articles(self.connection, list(article_ids))

    def article_ids(self) -> list[str]:
        """Gives the ids of all articles that stand, sorted."""
        rows = self.connection.rows(
            "SELECT article_id FROM kept.article WHERE superseded_by IS NULL ORDER BY article_id"
        )
        return [row[0] for row in rows]

    def _check_writable(self) -> None:
        if self.connection.read_only:
            raise LedgerReadOnlyError(f"{self.path} was opened for asking only")

    def _held(self, articles: Sequence[Article]) -> list[_Held]:
        ids = sorted({article.id for article in articles})
        urls = sorted({article.url for article in articles if article.url})
        rows = self.connection.rows(
            "SELECT a.article_id, a.content_id, a.url, a.superseded_by, r.maker_id "
            "FROM kept.article a LEFT JOIN kept.reading r USING (article_id) "
            "WHERE a.article_id IN (SELECT unnest($ids::VARCHAR[])) "
            "OR a.superseded_by IN (SELECT unnest($ids::VARCHAR[])) "
            "OR a.url IN (SELECT unnest($urls::VARCHAR[]))",
            {"ids": ids, "urls": urls},
        )
        return [_Held(*row) for row in rows]

    def _add_batch(self, readings: Sequence[Reading], maker: Maker, keep_older: bool) -> Added:
        """Sorts a batch into what is new and what is known, and writes it."""
        latest: dict[str, Reading] = {}
        added = Added()
        for reading in readings:
            before = latest.get(reading.article.id)
            if before is not None and _content(before.article) != _content(reading.article):
                # Two versions of one article in a batch: the first is written, then superseded.
                added += self._write(list(latest.values()), maker, keep_older)
                latest = {}
            latest[reading.article.id] = reading
        return added + self._write(list(latest.values()), maker, keep_older)

    def _write(self, readings: Sequence[Reading], maker: Maker, keep_older: bool) -> Added:
        held = self._held([reading.article for reading in readings])
        fresh = [reading for reading in readings if not _is_known(reading.article, held, maker)]
        corrected = self._supersede(fresh, held)
        renewed = self._renew(fresh, held, maker=maker, keep_older=keep_older)
        tables = rows_of(
            ((reading, _content(reading.article)) for reading in fresh), maker_id=maker.id
        )
        self._note_maker(maker)
        for table, rows in tables.items():
            self.connection.insert(table, rows)
        return Added(
            new=len(fresh) - corrected - renewed,
            known=len(readings) - len(fresh),
            corrected=corrected,
            renewed=renewed,
        )

    def _note_maker(self, maker: Maker) -> None:
        self.connection.execute(
            "INSERT INTO kept.maker SELECT $id, $reader, $model, $knowledge, $codebook "
            "WHERE NOT EXISTS (SELECT 1 FROM kept.maker WHERE maker_id = $id)",
            {
                "id": maker.id,
                "reader": maker.reader,
                "model": maker.model,
                "knowledge": maker.knowledge,
                "codebook": maker.codebook,
            },
        )

    def _supersede(self, fresh: Sequence[Reading], held: Sequence[_Held]) -> int:
        corrected = 0
        for reading in fresh:
            older = [one for one in held if _is_older_version(one, reading.article)]
            corrected += bool(older)
            for one in older:
                self._set_aside(one, by=reading.article.id)
        return corrected

    def _set_aside(self, version: _Held, *, by: str) -> None:
        self._move([version.article_id], mark=f"@{version.content_id}", by=by)

    def _move(self, article_ids: Sequence[str], *, mark: str, by: str | None = None) -> None:
        """Moves what was read of articles to their ids with a mark; by None, each by itself."""
        values = {"ids": list(article_ids), "mark": mark}
        chosen = "article_id IN (SELECT unnest($ids::VARCHAR[]))"
        self.connection.execute(
            f"UPDATE kept.article SET superseded_by = coalesce($by, article_id) WHERE {chosen}",
            {"ids": list(article_ids), "by": by},
        )
        for table in EVIDENCE_TABLES:
            self.connection.execute(
                f"UPDATE {table} SET article_id = article_id || $mark WHERE {chosen}", values
            )

    def _renew(
        self,
        fresh: Sequence[Reading],
        held: Sequence[_Held],
        *,
        maker: Maker,
        keep_older: bool,
    ) -> int:
        """Makes room for new readings of the same words; gives how many there are."""
        wanted = {(reading.article.id, _content(reading.article)) for reading in fresh}
        again = [
            one
            for one in held
            if not one.superseded_by and (one.article_id, one.content_id) in wanted
        ]
        # What this maker had read before another one did is read anew.
        self._drop([f"{one.article_id}@{maker.id}" for one in again])
        if not keep_older:
            self._drop([one.article_id for one in again])
        for maker_id in sorted({one.maker_id or "" for one in again} if keep_older else ()):
            ids = [one.article_id for one in again if (one.maker_id or "") == maker_id]
            self._move(ids, mark=f"@{maker_id}")
        return len(again)

    def _drop(self, article_ids: Sequence[str]) -> None:
        for table in EVIDENCE_TABLES if article_ids else ():
            self.connection.execute(
                f"DELETE FROM {table} WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
                [list(article_ids)],
            )


_LOADED_AT_ONCE = 500
"""Articles whose readings are put together at once: some tens of megabytes."""


def _content(article: Article) -> str:
    return content_id(title=article.title, text=article.text, published=article.published)


def _is_known(article: Article, held: Sequence[_Held], maker: Maker) -> bool:
    content = _content(article)
    return any(
        one.content_id == content
        and (
            (one.superseded_by == article.id and one.article_id.endswith(f"@{content}"))
            or (one.article_id == article.id and one.maker_id == maker.id)
        )
        for one in held
    )


def _is_older_version(held: _Held, article: Article) -> bool:
    if held.superseded_by:
        return False
    if held.article_id == article.id:
        return held.content_id != _content(article)
    return bool(article.url) and held.url == article.url


def _batches(readings: Iterable[Reading], size: int) -> Iterator[list[Reading]]:
    group: list[Reading] = []
    for reading in readings:
        group.append(reading)
        if len(group) >= size:
            yield group
            group = []
    if group:
        yield group

"""The codebook: PLOVER, or a user's own ontology, as one source for readers, tests and training."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from communique.ontology import loading
from communique.ontology.checks import (
    Known,
    contrast_problems,
    frame_problems,
    own_type_problems,
    template_problems,
    type_problems,
)
from communique.ontology.entries import (
    Context,
    Contrast,
    Filler,
    Frame,
    SectorEntry,
    StatusEntry,
    Template,
    TypeEntry,
)
from communique.ontology.fields import Entry, read_yaml
from communique.ontology.problems import CodebookError, Problem
from communique.ontology.sources import PACKAGED, PAIRS, codebook_name, common_file, type_rows
from communique.records import EventType, QuadClass, nearest_type

__all__ = ["PACKAGED", "Codebook"]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything that says what is coded, and how.

    Attributes:
        name: Its name, or its folder's.
        types: Types of event, in PLOVER's order, a user's own after them.
        statuses: Statuses.
        frames: Words that turn a plain clause into each status.
        hard_pairs: Sentences side by side whose types are often confused.
        status_pairs: One act side by side in several statuses.
        contexts: Contexts.
        sectors: Sectors of actors.
        empty_sentences: Sentences that hold no event.
        empty_kinds: Why a sentence holds none: name and definition.
        fillers: What may stand in a slot, by kind.
    """

    name: str
    types: tuple[TypeEntry, ...]
    statuses: tuple[StatusEntry, ...]
    frames: tuple[Frame, ...]
    hard_pairs: tuple[Contrast, ...]
    status_pairs: tuple[Contrast, ...]
    contexts: tuple[Context, ...]
    sectors: tuple[SectorEntry, ...]
    empty_sentences: tuple[Template, ...]
    empty_kinds: Mapping[str, str]
    fillers: Mapping[str, tuple[Filler, ...]]

    @classmethod
    def load(cls, folder: Path | None = None) -> Codebook:
        """Reads and checks a codebook.

        Args:
            folder: A folder with one YAML file a type; None for PLOVER as packaged. Its
                `codebook.yaml` may name types of PLOVER that are taken as packaged, and added to
                where the folder has a file of them. Where it lacks statuses, contexts, sectors or
                sentences without event, the packaged ones are taken; its fillers stand beside the
                packaged ones; it need not have hard pairs.

        Raises:
            CodebookError: When something is wrong; names every fault with file, entry and remedy.
        """
        return _Loader(folder or PACKAGED).load()

    def type(self, name: str) -> TypeEntry | None:
        """Gives the type of that name, if the codebook has it."""
        return next((entry for entry in self.types if entry.name == name), None)

    def score(self, kind: str, mode: str | None = None, quad: str | None = None) -> float | None:
        """Gives the conflict-cooperation score, from -10 to 10, of a type and mode.

        Args:
            kind: Name of the type.
            mode: Name of a mode; one without a score of its own has its type's.
            quad: Quad class of the type; one that is not in the codebook then scores as the usual
                PLOVER type of its quad class (`nearest_type`).

        Returns:
            None where the codebook scores neither.
        """
        entry = self.type(kind)
        if entry is None and quad is not None:
            entry = self.type(nearest_type(QuadClass(quad)))
        if entry is None:
            return None
        found = entry.mode(mode) if mode else None
        return found.score if found and found.score is not None else entry.score

    def templates(self) -> Iterator[Template]:
        """Gives all sentences with slots: of the types, the pairs, and those without event."""
        for entry in self.types:
            yield from entry.templates
        for contrast in (*self.hard_pairs, *self.status_pairs):
            yield from contrast.sentences
        yield from self.empty_sentences


@dataclass(slots=True)
class _Loader:
    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def load(self) -> Codebook:
        if not self.folder.is_dir():
            raise CodebookError((Problem(str(self.folder), "", "no such folder"),))
        types = self._types()
        statuses, none = (self._file(name) for name in ("statuses.yaml", "none.yaml"))
        book = Codebook(
            name=codebook_name(self.folder, []),
            types=tuple(types.values()),
            statuses=statuses.many("statuses", loading.status_entry),
            frames=statuses.many("frames", loading.frame),
            hard_pairs=self._contrasts("hard_pairs.yaml"),
            status_pairs=self._contrasts("status_pairs.yaml"),
            contexts=self._file("contexts.yaml").many("contexts", loading.context),
            sectors=self._file("sectors.yaml").many("sectors", loading.sector),
            empty_sentences=none.many("sentences", loading.empty_sentence),
            empty_kinds=_texts(none.one("kinds")),
            fillers=self._fillers(),
        )
        self.problems.extend(_problems(book, types))
        if self.folder != PACKAGED:
            for file, entry in types.items():
                self.problems.extend(own_type_problems(entry, file))
        if self.problems:
            raise CodebookError(tuple(self.problems))
        return book

    def _types(self) -> dict[str, TypeEntry]:
        """Reads the type files: file name -> type, PLOVER's own first and in its order."""
        entries: dict[str, TypeEntry] = {}
        for file, row in type_rows(self.folder, self.problems).items():
            entry = loading.type_entry(row)
            if any(entry.name == other.name for other in entries.values()):
                remedy = f"type {entry.name} is defined in another file, too; keep one"
                self.problems.append(Problem(file, "type", remedy))
            entries[file] = entry
        order = list(EventType.__members__)
        return dict(sorted(entries.items(), key=lambda item: _rank(item[1].name, order)))

    def _file(self, name: str) -> Entry:
        return read_yaml(common_file(self.folder, name), self.problems)

    def _fillers(self) -> dict[str, tuple[Filler, ...]]:
        """Reads the fillers: PLOVER's, and the codebook's in place of those of the same kind."""
        found: dict[str, tuple[Filler, ...]] = {}
        for folder in dict.fromkeys((PACKAGED, self.folder)):
            if (folder / "fillers.yaml").is_file():
                row = read_yaml(folder / "fillers.yaml", self.problems)
                found |= {name: row.mixed(name, Filler, loading.filler) for name in row.names()}
        return found

    def _contrasts(self, name: str) -> tuple[Contrast, ...]:
        path = self.folder / name
        return loading.contrasts(read_yaml(path, self.problems)) if path.is_file() else ()


def _rank(name: str, order: list[str]) -> tuple[int, str]:
    return (order.index(name) if name in order else len(order), name)


def _texts(entry: Entry) -> dict[str, str]:
    return {name: entry.text(name) for name in entry.names()}


def _problems(book: Codebook, types: Mapping[str, TypeEntry]) -> Iterator[Problem]:
    known = Known(
        types={*EventType.__members__, *(entry.name for entry in book.types)},
        statuses={status.name for status in book.statuses},
        kinds=set(book.fillers),
        empty_kinds=set(book.empty_kinds),
    )
    for file, entry in types.items():
        yield from type_problems(entry, file, known)
    for number, frame in enumerate(book.frames):
        yield from frame_problems(frame, "statuses.yaml", f"frames[{number}]", known)
    for file, contrasts in zip(PAIRS, (book.hard_pairs, book.status_pairs), strict=True):
        for number, contrast in enumerate(contrasts):
            yield from contrast_problems(contrast, file, f"contrast {number + 1}", known)
    for number, sentence in enumerate(book.empty_sentences):
        yield from template_problems(sentence, "none.yaml", f"sentences[{number}]", known)

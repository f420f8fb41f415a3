"""The crosswalk between CAMEO's codes and PLOVER's types and modes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from communique.ontology.fields import Entry, read_yaml
from communique.ontology.problems import CodebookError, Problem
from communique.records import EventType

_PACKAGED = Path(__file__).parent / "cameo.yaml"


@dataclass(frozen=True, slots=True)
class PloverCode:
    """What a CAMEO code is in PLOVER.

    Attributes:
        type: PLOVER type.
        mode: PLOVER mode, or None where the code says no more than the type.
    """

    type: EventType
    mode: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    plover: PloverCode
    to_code: str
    from_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CameoCrosswalk:
    """CAMEO code ↔ PLOVER type and mode (PLOVER manual, "CAMEO to PLOVER translation")."""

    _plover: Mapping[str, PloverCode]
    _cameo: Mapping[PloverCode, str]
    without_equivalent: frozenset[str]

    @classmethod
    def load(cls, path: Path | None = None) -> CameoCrosswalk:
        """Reads the packaged crosswalk, or another file of its form.

        Raises:
            CodebookError: When the file is not of that form.
        """
        problems: list[Problem] = []
        file = read_yaml(path or _PACKAGED, problems)
        rows = file.many("entries", _row)
        walk = cls(
            {code: row.plover for row in rows for code in row.from_codes},
            {row.plover: row.to_code for row in rows},
            frozenset(file.texts("without_equivalent")),
        )
        if problems:
            raise CodebookError(tuple(problems))
        return walk

    def plover(self, code: str) -> PloverCode | None:
        """Gives type and mode of a CAMEO code.

        Args:
            code: Two to four digits as text, leading zero included ("042"). A code that the
                crosswalk does not list is taken for the nearest one above it.

        Returns:
            None for comments and appeals (01, 02), which PLOVER gave up, and for unknown codes.
        """
        if code in self.without_equivalent or code[:2] in {"01", "02"}:
            return None
        for length in range(len(code), 2, -1):
            if found := self._plover.get(code[:length]):
                return found
        return self._plover.get(f"{code[:2]}0")

    def cameo(self, kind: EventType, mode: str | None = None) -> str:
        """Gives the CAMEO code nearest to a type and mode; the type's own for unknown modes."""
        code = self._cameo.get(PloverCode(kind, mode))
        return code if code is not None else self._cameo[PloverCode(kind, None)]

    @property
    def codes(self) -> tuple[str, ...]:
        """The CAMEO codes that have an equivalent, sorted."""
        return tuple(sorted(self._plover))


def _row(entry: Entry) -> _Row:
    entry.only("type", "mode", "to_code", "from_codes")
    name = entry.text("type")
    if name not in EventType.__members__:
        entry.problem("type", f"{name!r} is none of {', '.join(EventType)}")
        name = EventType.AGREE.value
    code = PloverCode(EventType[name], entry.optional_text("mode"))
    return _Row(code, entry.text("to_code"), entry.texts("from_codes"))

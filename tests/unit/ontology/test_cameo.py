from __future__ import annotations

from pathlib import Path

import pytest

from communique.ontology.cameo import CameoCrosswalk, PloverCode
from communique.ontology.codebook import Codebook
from communique.ontology.problems import CodebookError
from communique.records import EventType


@pytest.fixture(scope="module")
def crosswalk() -> CameoCrosswalk:
    return CameoCrosswalk.load()


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("042", EventType.CONSULT, "visit"),
        ("057", EventType.SUPPORT, None),
        ("1121", EventType.ACCUSE, "allege"),
        ("195", EventType.ASSAULT, "heavy-weapons"),
        ("19", EventType.ASSAULT, None),
        ("1839", EventType.ASSAULT, "suicide-attack"),
    ],
)
def test_codes(crosswalk: CameoCrosswalk, code: str, kind: EventType, mode: str | None) -> None:
    assert crosswalk.plover(code) == PloverCode(kind, mode)


YIELD_IN_DEEDS = (
    *("0813", "0814", "084", "0841", "0842", "085", "086", "0861", "0862", "0863"),
    *("087", "0871", "0872", "0873", "0874"),
)


@pytest.mark.parametrize("code", YIELD_IN_DEEDS)
def test_yielding_in_deeds_is_retreat(crosswalk: CameoCrosswalk, code: str) -> None:
    found = crosswalk.plover(code)
    assert found is not None and found.type is EventType.RETREAT


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("163", EventType.COERCE),
        ("191", EventType.COERCE),
        ("192", EventType.COERCE),
        ("1712", EventType.ASSAULT),
        ("175", EventType.ASSAULT),
    ],
)
def test_codes_whose_root_misleads(crosswalk: CameoCrosswalk, code: str, kind: EventType) -> None:
    found = crosswalk.plover(code)
    assert found is not None and found.type is kind


@pytest.mark.parametrize("code", ["01", "010", "0231", "99", ""])
def test_codes_without_equivalent(crosswalk: CameoCrosswalk, code: str) -> None:
    assert crosswalk.plover(code) is None


def test_every_type_and_mode_has_a_code_and_only_known_modes_occur(
    crosswalk: CameoCrosswalk,
) -> None:
    book = Codebook.load()
    known = {(entry.name, mode.name) for entry in book.types for mode in entry.modes}
    for name, mode in known:
        assert crosswalk.cameo(EventType[name], mode)
    for code in crosswalk.codes:
        found = crosswalk.plover(code)
        assert found is not None
        assert found.mode is None or (found.type.value, found.mode) in known, code


def test_back_and_forth_keeps_the_type(crosswalk: CameoCrosswalk) -> None:
    changed = {}
    for code in crosswalk.codes:
        found = crosswalk.plover(code)
        assert found is not None
        again = crosswalk.plover(crosswalk.cameo(found.type, found.mode))
        if again is None or again.type is not found.type:
            changed[code] = found.type
    # CAMEO has no code for yielding in deeds in general
    assert set(changed.values()) <= {EventType.RETREAT}


def test_a_bad_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cameo.yaml"
    path.write_text("entries: [{type: NOTHING, to_code: '01'}]", encoding="utf-8")
    with pytest.raises(CodebookError, match="'NOTHING' is none of"):
        CameoCrosswalk.load(path)

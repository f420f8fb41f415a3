"""Own codebooks: what they take of PLOVER, what their types are like, how modes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.ontology.codebook import Codebook
from communique.ontology.problems import CodebookError
from communique.records import EventType, OwnType, QuadClass

EXAMPLE = Path(__file__).parents[3] / "examples" / "maritime" / "codebook"

OWN = """
type: BOARD
quad: material conflict
like: ASSAULT
definition: Armed men go aboard a ship against its master's will.
modes:
  - {name: climb, definition: "Over the rail.", trigger: [climb, board], unless: [helicopter]}
templates:
  - {text: "{A} [boarded] {R} {P}", form: active, mode: climb, a: [army], r: [civilians]}
"""
ADDED = """
type: COERCE
modes:
  - {name: seize, definition: "Takes ships, too.", trigger: [tow]}
  - {name: fence, definition: "Fences in.", around: [fence]}
templates:
  - {text: "{A} [fenced in] {R}", form: active, mode: fence, a: [army], r: [civilians]}
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_example_is_sound_and_large_enough() -> None:
    book = Codebook.load(EXAMPLE)
    assert book.name == "maritime"
    assert [entry.name for entry in book.types] == [*EventType, "INTERCEPT"]
    entry = book.types[-1]
    assert entry.kind == OwnType("INTERCEPT", QuadClass.MATERIAL_CONFLICT, EventType.COERCE)
    assert len(entry.templates) >= 30
    assert {template.form for template in entry.templates} >= {"active", "passive", "nominal"}
    for mode in entry.modes:
        assert sum(template.mode == mode.name for template in entry.templates) >= 4, mode.name
    assert book.fillers["vessel"]
    assert book.fillers["army"]
    assert "off Second Thomas Shoal" in [filler.text for filler in book.fillers["place"]]


def test_types_are_taken_and_left_out(tmp_path: Path) -> None:
    book = Codebook.load(write(tmp_path, codebook="take: [ACCUSE, COERCE]", board=OWN))
    assert [entry.name for entry in book.types] == ["ACCUSE", "COERCE", "BOARD"]
    assert book.type("ACCUSE") == Codebook.load().type("ACCUSE")
    assert book.name == tmp_path.name


def test_a_file_of_a_type_that_is_taken_adds_to_it(tmp_path: Path) -> None:
    book = Codebook.load(write(tmp_path, codebook="take: [COERCE]", coerce=ADDED))
    own, packaged = book.type("COERCE"), Codebook.load().type("COERCE")
    assert own is not None
    assert packaged is not None
    assert own.definition == packaged.definition
    assert [mode.name for mode in own.modes][:2] == ["seize", "fence"]
    assert {mode.name for mode in own.modes} == {"fence", *(m.name for m in packaged.modes)}
    assert len(own.templates) == len(packaged.templates) + 1
    assert own.mode("seize") != packaged.mode("seize")


def test_an_own_type_is_like_the_usual_one_if_nothing_is_said(tmp_path: Path) -> None:
    book = Codebook.load(write(tmp_path, board=OWN.replace("like: ASSAULT\n", "")))
    assert book.types[0].like is EventType.COERCE


def test_what_the_codebook_does_not_have_scores_as_its_class() -> None:
    book = Codebook.load()
    assert book.score("INTERCEPT") is None
    assert book.score("INTERCEPT", None, "material conflict") == book.score("COERCE")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("like: ASSAULT", "like: HARM", "board.yaml, like: 'HARM' is none of AGREE"),
        ("like: ASSAULT", "like: AID", "AID is material cooperation; choose one of the type's own"),
        ("type: BOARD", "type: board", "board.yaml, type: 'board': capitals"),
        ("type: BOARD", "type: ASSAULT", "board.yaml, like: ASSAULT is PLOVER's own; take"),
        (", trigger: [climb, board], unless: [helicopter]", "", "'climb' has no cues; give words"),
        ("trigger: [climb, board]", "trigger: [on]", "modes[0].trigger: a list of texts"),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    write(tmp_path, board=OWN.replace(old, new, 1))
    with pytest.raises(CodebookError) as caught:
        Codebook.load(tmp_path)
    assert message in str(caught.value)


def test_a_quad_class_of_plover_stays(tmp_path: Path) -> None:
    text = OWN.replace("type: BOARD", "type: AID").replace("like: ASSAULT\n", "")
    with pytest.raises(CodebookError, match=r"quad: AID is material cooperation; PLOVER's own"):
        Codebook.load(write(tmp_path, board=text))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("take: [SMILE]", "codebook.yaml, take: 'SMILE' is none of all, AGREE"),
        ("takes: all", "codebook.yaml, takes: unknown field; known are name, take"),
        ("name: 3", "codebook.yaml"),
    ],
)
def test_faulty_settings_are_named(tmp_path: Path, settings: str, message: str) -> None:
    write(tmp_path, codebook=settings, board=OWN)
    with pytest.raises(CodebookError) as caught:
        Codebook.load(tmp_path)
    assert message in str(caught.value)


def test_settings_alone_make_a_codebook(tmp_path: Path) -> None:
    book = Codebook.load(write(tmp_path, codebook="take: all"))
    assert [entry.name for entry in book.types] == list(EventType)

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from communique.ontology.codebook import PACKAGED, Codebook
from communique.ontology.page import codebook_page
from communique.ontology.problems import CodebookError
from communique.records import EventType, Sector, Status

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return Codebook.load()


def test_it_agrees_with_the_records(book: Codebook) -> None:
    assert [entry.name for entry in book.types] == list(EventType)
    assert all(entry.quad is EventType[entry.name].quad for entry in book.types)
    assert [status.name for status in book.statuses] == list(Status)
    assert {sector.code for sector in book.sectors} == set(Sector)
    assert all(sector.of_state == Sector(sector.code).of_state for sector in book.sectors)


def test_its_size_is_the_manual_s(book: Codebook) -> None:
    assert len(book.contexts) == 37
    assert all(len(entry.templates) >= 60 for entry in book.types)
    for entry in book.types:
        for mode in entry.modes:
            named = [template for template in entry.templates if template.mode == mode.name]
            assert len(named) >= 8, (entry.name, mode.name)


def test_scores(book: Codebook) -> None:
    assert book.score("ACCUSE") == -3.0  # a sign error of the manual, put right
    assert book.score("ACCUSE", "allege") == -3.5
    assert book.score("CONSULT", "visit") == 4.0
    assert book.score("AID", "no such mode") == 10.0
    assert book.score("NONSENSE") is None


def test_conflict_scores_below_cooperation(book: Codebook) -> None:
    for entry in book.types:
        assert entry.score is not None
        if "conflict" in entry.quad:
            assert entry.score <= 0, entry.name
        else:
            assert entry.score > 0, entry.name


def test_frames_are_shown_by_examples_that_differ(book: Codebook) -> None:
    assert all(frame.plain != frame.framed for frame in book.frames)
    assert {frame.status for frame in book.frames} >= set(Status)


def test_the_page_is_current(book: Codebook) -> None:
    """Made anew with `python tests/docs/refresh.py`."""
    assert (DOCS / "codebook.md").read_text(encoding="utf-8") == codebook_page(
        book, guide="own-codebook.md"
    )


OWN = """
type: BOARD
quad: material conflict
definition: Armed men go aboard a ship against its master's will.
score: -6
modes:
  - {name: seize, definition: "The ship is held."}
templates:
  - {text: "{A} [boarded] {R} {P}", form: active, mode: seize, a: [army], r: [civilians]}
"""


def test_an_own_codebook_need_hold_only_its_types(tmp_path: Path) -> None:
    (tmp_path / "board.yaml").write_text(OWN, encoding="utf-8")
    shutil.copy(PACKAGED / "accuse.yaml", tmp_path)
    book = Codebook.load(tmp_path)
    assert [entry.name for entry in book.types] == ["ACCUSE", "BOARD"]
    assert book.score("BOARD", "seize") == -6.0
    assert book.hard_pairs == ()
    assert len(book.contexts) == 37


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("material conflict", "hostile", "board.yaml, quad: 'hostile' is none of"),
        ("[boarded]", "boarded", "mark the trigger"),
        ("{R} {P}", "{R} {X}", "'{X}' is unknown; known are"),
        ("mode: seize,", "mode: sink,", "'sink' is unknown; known are seize"),
        ("a: [army]", "a: [navy]", "'navy' is unknown; known are"),
        ("score: -6", "score: -60", "board.yaml, score: a number from -10 to 10"),
        ("score: -6", "scoer: -6", "board.yaml, scoer: unknown field"),
        ("form: active", "alt: [SINK], form: active", "'SINK' is unknown"),
        ("modes:\n", "modes: 3\nmore:\n", "board.yaml, modes: a list is wanted"),
        ("type: BOARD", "type: [", ": not YAML"),
        ("definition: Armed", "definition: |2\nArmed", "board.yaml"),
    ],
)
def test_faults_are_named_with_file_and_remedy(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    (tmp_path / "board.yaml").write_text(OWN.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        Codebook.load(tmp_path)
    assert message in str(caught.value)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    text = OWN.replace("[boarded]", "boarded").replace("score: -6", "score: x")
    (tmp_path / "board.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        Codebook.load(tmp_path)
    assert len(caught.value.problems) == 2


def test_a_folder_without_types(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="holds no type"):
        Codebook.load(tmp_path)
    with pytest.raises(CodebookError, match="no such folder"):
        Codebook.load(tmp_path / "none")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "board.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CodebookError, match="not UTF-8"):
        Codebook.load(tmp_path)

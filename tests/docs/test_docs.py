"""The documentation is held to the code: its code runs, its lists are complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from command_reference import page
from refresh import OWN_MODEL, shell

from communique.ontology.codebook import Codebook
from communique.records import Sector, Status

if TYPE_CHECKING:
    from communique import Reader

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
PAGES_WITH_PYTHON = [page for page in PAGES if "```python" in page.read_text(encoding="utf-8")]

_BLOCK = re.compile(
    r"(?P<exact><!-- exact -->\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S
)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code on a page."""

    kind: str
    body: str
    exact: bool


def blocks(path: Path, kind: str) -> Iterator[Block]:
    for match in _BLOCK.finditer(path.read_text(encoding="utf-8")):
        if match["kind"] == kind:
            yield Block(match["kind"], match["body"], bool(match["exact"]))


def commands() -> Iterator[Any]:
    """Every command of the console blocks, once, with the output that is to come exactly."""
    seen: set[str] = set()
    for path in PAGES:
        for block in blocks(path, "console"):
            lines = block.body.splitlines()
            for number, line in enumerate(lines):
                if line.startswith("$ ") and line not in seen and OWN_MODEL not in line:
                    seen.add(line)
                    output = "\n".join(lines[number + 1 :]) if block.exact else None
                    yield pytest.param(line[2:], output, id=f"{path.stem}: {line[2:50]}")


@pytest.mark.model
@pytest.mark.parametrize(("command", "output"), list(commands()))
def test_commands_run(command: str, output: str | None) -> None:
    done = shell(command)
    assert done.returncode == 0, done.stderr
    if output is not None:
        shown = "\n".join(line.rstrip() for line in done.stdout.splitlines())
        assert shown.strip() == output.strip()


@pytest.mark.model
def test_commands_with_an_own_model_run(maritime_model: Path) -> None:
    bodies = [block.body for block in blocks(DOCS / "own-codebook.md", "console")]
    lines = [line[2:] for body in bodies for line in body.splitlines() if line.startswith("$ ")]
    making, *reading = [line for line in lines if OWN_MODEL in line]
    assert making == (f"communique model extend {OWN_MODEL} --codebook examples/maritime/codebook")
    for line in reading:
        done = shell(line, own_model=maritime_model)
        assert done.returncode == 0, done.stderr
        assert "INTERCEPT" in done.stdout


def test_the_codebook_shown_in_short_is_sound(tmp_path: Path) -> None:
    shown = [block.body for block in blocks(DOCS / "own-codebook.md", "yaml")]
    for name, body in zip(("codebook", "intercept"), shown, strict=True):
        (tmp_path / f"{name}.yaml").write_text(body, encoding="utf-8")
    book = Codebook.load(tmp_path)
    assert book.name == "maritime"
    assert [entry.name for entry in book.types][-1] == "INTERCEPT"
    assert len(book.types) == 17


@pytest.mark.model
@pytest.mark.parametrize("path", PAGES_WITH_PYTHON, ids=lambda path: path.stem)
def test_python_runs(
    path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The blocks of a page run one after the other, in one namespace, with the shared reader."""
    monkeypatch.chdir(ROOT)
    if path.parent.name == "ledger":
        pytest.importorskip("pandas")
        examples = " ".join(map(str, sorted((ROOT / "examples").glob("2024*.jsonl"))))
        done = shell(f"communique add {tmp_path}/news.duckdb {examples}")
        assert done.returncode == 0, done.stderr
        monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("communique.reading.reader.Reader", lambda **_: reader)
    namespace: dict[str, object] = {}
    for block in blocks(path, "python"):
        exec(compile(block.body, str(path), "exec"), namespace)


def test_the_command_line_page_is_current() -> None:
    """Made anew with `python tests/docs/refresh.py`."""
    assert (DOCS / "command-line.md").read_text(encoding="utf-8") == page()


def test_the_page_on_readings_names_every_key_and_status() -> None:
    text = (DOCS / "readings.md").read_text(encoding="utf-8")
    assert all(f"`{status}`" in text for status in Status)
    for key in ("mentions", "said_by", "when", "where", "confidence", "background", "explanation"):
        assert f"`{key}`" in text


def test_the_page_on_actors_names_every_sector() -> None:
    text = (DOCS / "knowledge.md").read_text(encoding="utf-8")
    assert all(sector in text for sector in Sector)


def test_the_example_of_an_own_codebook_is_sound(tmp_path: Path) -> None:
    (block,) = blocks(DOCS / "architecture.md", "yaml")
    (tmp_path / "own.yaml").write_text(block.body, encoding="utf-8")
    assert [entry.name for entry in Codebook.load(tmp_path).types] == ["BOARD"]
    assert yaml.safe_load(block.body)["type"] == "BOARD"


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "zensical.toml").read_text(encoding="utf-8")
    for path in DOCS.rglob("*.md"):
        assert f'"{path.relative_to(DOCS).as_posix()}"' in navigation, path


def test_links_between_pages_lead_somewhere() -> None:
    for path in PAGES:
        for target in re.findall(r"\]\(([^)#:]+\.\w+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), (path.name, target)


def test_no_page_names_a_path_of_one_machine() -> None:
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(?:work|tmp|root|home)/", text), path

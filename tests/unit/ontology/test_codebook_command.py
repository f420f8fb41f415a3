from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from communique.cli.codebook import codebook


def test_the_packaged_codebook_is_sound() -> None:
    result = CliRunner().invoke(codebook, ["check"])
    assert result.exit_code == 0
    assert result.stdout.startswith("sound: 16 types")


def test_faults_go_to_standard_error(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("type: X\n", encoding="utf-8")
    result = CliRunner().invoke(codebook, ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert "x.yaml, quad: missing" in result.stderr
    assert result.stdout == ""


def test_show_prints_the_page() -> None:
    result = CliRunner().invoke(codebook, ["show"])
    assert result.exit_code == 0
    assert result.stdout.startswith("# Codebook\n")

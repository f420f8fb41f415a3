from __future__ import annotations

from pathlib import Path

import typer
from typer.testing import CliRunner

from communique.cli.knowledge import knowledge
from communique.cli.who import who

app = typer.Typer()
app.command()(who)
app.add_typer(knowledge, name="knowledge")
run = CliRunner().invoke


def test_who_on_a_day() -> None:
    result = run(app, ["who", "the Russian foreign minister", "--on", "2024-01-15"])
    assert result.exit_code == 0
    assert result.output.startswith("Sergei Lavrov, RUS GOV\n")
    assert "Passed over:" in result.output
    assert "Igor Ivanov" in result.output


def test_who_is_unknown() -> None:
    result = run(app, ["who", "Marta Oyelaran"])
    assert result.exit_code == 1
    assert "does not know Marta Oyelaran" in result.output


def test_build_writes_and_names_errors(resources: Path, tmp_path: Path) -> None:
    output = tmp_path / "base.txt"
    arguments = ["knowledge", "build", "--resources", str(resources), "--output", str(output)]
    result = run(app, arguments)
    assert result.exit_code == 0
    assert "3 states" in result.output
    assert output.exists()
    with (resources / "persons" / "europe.csv").open("a", encoding="utf-8") as file:
        file.write("Ann Example,,FRA,minister,,GOVT,,,x\n")
    result = run(app, arguments)
    assert result.exit_code == 1
    assert "europe.csv:4" in result.output


def test_check_finds_a_base_of_other_sources(resources: Path) -> None:
    result = run(app, ["knowledge", "check", "--resources", str(resources)])
    assert result.exit_code == 1
    assert "Run `communique knowledge build`." in result.output


def test_add_checks_a_file_and_says_how_to_use_it(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("name,aliases,country,sector,start,end\nSHF,,ETH,REB,,\n", encoding="utf-8")
    result = run(app, ["knowledge", "add", str(file)])
    assert result.exit_code == 0
    assert "--names" in result.output
    file.write_text("name,aliases,country,sector,start,end\nSHF,,ETH,RBL,,\n", encoding="utf-8")
    result = run(app, ["knowledge", "add", str(file)])
    assert result.exit_code == 1
    assert "mine.csv:2" in result.output

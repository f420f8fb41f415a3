"""`communique where`."""

from __future__ import annotations

import json

import typer
from typer.testing import CliRunner

from communique.cli.where import where

app = typer.Typer()
app.command()(where)


def test_readings_with_reasons() -> None:
    result = CliRunner().invoke(app, ["Tripoli", "--near", "LBN"])
    assert result.exit_code == 0
    assert "North Lebanon" in result.output.splitlines()[0]


def test_json() -> None:
    result = CliRunner().invoke(app, ["Springfield, Illinois", "--json", "--limit", "1"])
    row = json.loads(result.output)
    assert (row["country"], row["province"], row["geonameid"]) == ("USA", "Illinois", 4250542)


def test_names_that_nobody_knows() -> None:
    assert CliRunner().invoke(app, ["Qwxyzzz"]).exit_code == 1
    assert CliRunner().invoke(app, ["Tripoli", "--near", "Qwxyzzz"]).exit_code == 2

"""Makes docs/command-line.md from the commands themselves, for `refresh.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer.main

from communique.cli.main import app

HEAD = """# Command line

<!-- Made by tests/docs/refresh.py; edit the commands, not this page. -->

Every command ends with 0 when all went well, 1 when something could not be done (standard error
says what and why), and 2 for wrong usage. Results go to standard output, everything else to
standard error.
"""


def page() -> str:
    """Gives the page."""
    return "\n".join((HEAD, *_commands(typer.main.get_command(app), "communique"))) + "\n"


def _commands(command: Any, name: str) -> Iterator[str]:
    if hasattr(command, "commands"):
        for each in sorted(command.commands):
            yield from _commands(command.commands[each], f"{name} {each}")
        return
    yield f"## {name}"
    yield ""
    yield _plain(command.help or "")
    yield ""
    rows = [_row(parameter) for parameter in command.params]
    if rows:
        yield "| argument or option | |"
        yield "| --- | --- |"
        yield from rows
        yield ""


def _row(parameter: Any) -> str:
    help_text = _plain(getattr(parameter, "help", None) or "")
    return f"| `{_name(parameter)}` | {help_text.replace('|', chr(92) + '|')} |"


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return (parameter.metavar or parameter.name.upper()).replace("|", " or ")
    names = ", ".join((*parameter.opts, *parameter.secondary_opts))
    return names if parameter.is_flag else f"{names} {parameter.metavar or 'VALUE'}"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")

"""All commands that work on a ledger."""

from __future__ import annotations

from collections.abc import Callable

import typer

from communique.cli.add import add
from communique.cli.agenda import agenda
from communique.cli.claims import claims
from communique.cli.dyad import dyad
from communique.cli.events import events
from communique.cli.export import export, import_
from communique.cli.issues import issues
from communique.cli.judge import judge
from communique.cli.ledger_article import article, story
from communique.cli.ledger_reports import reports
from communique.cli.ledger_sql import sql
from communique.cli.ledger_statements import statements
from communique.cli.ledger_timeline import timeline
from communique.cli.link import link
from communique.cli.reread import reread
from communique.cli.why import why


def add_ledger_commands(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    commands: dict[str, Callable[..., None]] = {
        "add": add,
        "reread": reread,
        "link": link,
        "events": events,
        "timeline": timeline,
        "dyad": dyad,
        "claims": claims,
        "agenda": agenda,
        "statements": statements,
        "story": story,
        "article": article,
        "reports": reports,
        "why": why,
        "judge": judge,
        "issues": issues,
        "sql": sql,
        "export": export,
        "import": import_,
    }
    for name, command in commands.items():
        app.command(name)(command)

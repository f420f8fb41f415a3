"""`communique article` and `story`: what the ledger holds of an article, and of its news."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.ledger_options import Form, LedgerFile
from communique.cli.ledger_print import TableFormat, print_table
from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.ledger import Ledger

ArticleId = Annotated[str, typer.Argument(metavar="ARTICLE", help="Id of an article.")]


def article(ledger: LedgerFile, article_id: ArticleId) -> None:
    """Print the reading of one article as a line of JSON, as `communique read` prints it."""

    def work(opened: Ledger) -> ExitStatus | None:
        from communique.exchange.document import to_line

        readings = list(opened.readings([article_id]))
        for reading in readings:
            sys.stdout.write(to_line(reading))
        return None if readings else _missing(article_id)

    raise typer.Exit(on_ledger(ledger, work))


def story(ledger: LedgerFile, article_id: ArticleId, form: Form = TableFormat.TERMINAL) -> None:
    """List the articles that tell the same news as one, and which of them are copies."""

    def work(opened: Ledger) -> ExitStatus | None:
        from communique.ledger import Questions, Table

        rows = Questions(opened).story_articles(article_id)
        if not rows:
            return _missing(article_id)
        columns = ("article_id", "published", "publisher", "title", "relation", "independent_id")
        print_table(Table(columns, rows), form)
        return None

    raise typer.Exit(on_ledger(ledger, work))


def _missing(article_id: str) -> ExitStatus:
    print(f"communique: there is no article {article_id!r} in the ledger", file=sys.stderr)
    return ExitStatus.USAGE

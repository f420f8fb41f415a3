"""`communique link`: which articles tell one story, and which reports one event."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.ledger_open import on_ledger
from communique.cli.status import ExitStatus, silence_output

if TYPE_CHECKING:
    from communique.ledger import Ledger
    from communique.records import Article

_DUCKDB_MARK = b"DUCK"
_MARK_OFFSET = 8


def link(
    source: Annotated[
        str,
        typer.Argument(
            metavar="LEDGER|ARTICLES|-",
            help='A ledger; or JSON Lines of articles {"id", "title", "text", "published"}, whose '
            "stories are printed.",
        ),
    ],
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", help="Forget all that was derived in the ledger, begin anew."),
    ] = False,
) -> None:
    """Link what is new in a ledger; or print the stories of a file of articles.

    For articles, prints JSON Lines {"article_id", "story_id"}. Exit status: 0 done, 1 some
    articles could not be read (standard error says which and why), 2 wrong usage.
    """
    if _is_ledger(source):
        raise typer.Exit(_link_ledger(Path(source), rebuild=rebuild))
    if rebuild:
        raise typer.BadParameter(f"{source} is no ledger", param_hint="--rebuild")
    raise typer.Exit(print_stories(source))


def _is_ledger(source: str) -> bool:
    path = Path(source)
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(_MARK_OFFSET + len(_DUCKDB_MARK))
    return head[_MARK_OFFSET:] == _DUCKDB_MARK


def _link_ledger(path: Path, *, rebuild: bool) -> ExitStatus:
    def work(opened: Ledger) -> None:
        from communique.linking.linker import Linker

        done = Linker(opened).link(rebuild=rebuild)
        print(
            f"{done.articles} articles linked, {done.pairs} pairs of reports compared, "
            f"{done.events} events settled",
            file=sys.stderr,
        )

    return on_ledger(path, work, write=True)


def print_stories(source: str) -> ExitStatus:
    """Prints the story of each article of a source.

    Args:
        source: File name, URL, or "-" for standard input.
    """
    from communique.linking.news import stories_of
    from communique.linking.rows import story_id

    articles, failed = _articles(source)
    try:
        stories = {one: story_id(group) for group in stories_of(articles) for one in group}
        for article in articles:
            print(json.dumps({"article_id": article.id, "story_id": stories[article.id]}))
        sys.stdout.flush()
    except BrokenPipeError:
        silence_output()
        return ExitStatus.BROKEN_PIPE
    return ExitStatus.SOME_FAILED if failed else ExitStatus.DONE


def _articles(source: str) -> tuple[list[Article], bool]:
    from communique.intake import IntakeOptions, open_source
    from communique.records import Issue

    articles: list[Article] = []
    failed = False
    for item in open_source(source, options=IntakeOptions(require_english=False)):
        if isinstance(item, Issue):
            print(item, file=sys.stderr)
            failed = True
        else:
            articles.append(item)
    return articles, failed

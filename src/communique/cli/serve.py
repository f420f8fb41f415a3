"""`communique serve`: a ledger, or one article, as pages and as an API."""

from __future__ import annotations

import secrets
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.reading_options import Model
from communique.cli.status import ExitStatus

if TYPE_CHECKING:
    from communique.api.options import ServeOptions

PORT = 8321


def serve(
    ledger: Annotated[
        Path | None,
        typer.Argument(metavar="[LEDGER]", help="The ledger, one DuckDB file.", dir_okay=False),
    ] = None,
    article: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Show one article, or the articles of a file, instead."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen at; 0 takes a free one.")
    ] = PORT,
    name: Annotated[
        list[str] | None,
        typer.Option(help="Name under which others call this machine; may be repeated."),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    allow_judgements: Annotated[
        bool,
        typer.Option(
            "--allow-judgements",
            help="Let readers say that reports tell of the same event or not. Nothing else can "
            "open the ledger meanwhile.",
        ),
    ] = False,
    allow_fetch: Annotated[
        bool | None,
        typer.Option(
            help="Whether pages may be read by their address; by default only on loopback."
        ),
    ] = None,
    in_place: Annotated[
        bool,
        typer.Option(
            "--in-place",
            help="Read the file where it lies rather than a private copy; nothing can be added "
            "meanwhile.",
        ),
    ] = False,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="COMMUNIQUE_TOKEN",
            help="What clients must show; made up where others can call and none is given.",
        ),
    ] = None,
    model: Model = None,
) -> None:
    """Serve a ledger to a browser and to programs, until Ctrl-C.

    Exit status: 0 stopped, 2 wrong usage or the ledger cannot be opened.
    """
    if (ledger is None) == (article is None):
        raise typer.BadParameter("a LEDGER or --article FILE is wanted", param_hint="LEDGER")
    require_web()
    from communique.api.options import PUBLIC_LIMITS, Limits, ServeOptions, is_loopback

    local = is_loopback(host)
    options = ServeOptions(
        ledger=ledger or Path(),
        host=host,
        port=port,
        names=tuple(one.lower() for one in name or ()),
        allow_judgements=allow_judgements and ledger is not None,
        allow_fetch=local if allow_fetch is None else allow_fetch,
        token=token or (None if local else secrets.token_urlsafe(16)),
        in_place=in_place,
        limits=Limits() if local else PUBLIC_LIMITS,
        model=model,
    )
    raise typer.Exit(run_server(options, article=article, browser=browser))


def run_server(options: ServeOptions, *, article: str | None, browser: bool) -> ExitStatus:
    """Serves until Ctrl-C.

    Args:
        options: What is served.
        article: A file or URL whose articles are read and served instead of a ledger, or None.
        browser: Whether to open the browser.
    """
    from communique.api.serving import listen, make_service, run
    from communique.ledger import LedgerError

    try:
        service = make_service(options, article=article)
    except (LedgerError, ValueError) as error:
        print(f"communique: {error}", file=sys.stderr)
        return ExitStatus.USAGE
    try:
        sockets = listen(options)
    except OSError as error:
        service.door.close()
        print(
            f"communique: {options.host}:{options.port} cannot be listened at: {error.strerror}; "
            "another --port may be free",
            file=sys.stderr,
        )
        return ExitStatus.USAGE
    address = _address(options, sockets.getsockname()[1])
    print(f"communique is served at {address} (Ctrl-C ends it)", file=sys.stderr, flush=True)
    if browser:
        threading.Timer(0.3, webbrowser.open, [address]).start()
    run(service, sockets)
    return ExitStatus.DONE


def require_web() -> None:
    """Ends with a plain message when the extra `web` is not installed."""
    try:
        import fastapi  # noqa: F401 - only whether it is there
        import uvicorn  # noqa: F401
    except ImportError as error:
        print(
            f"communique: {error.name} is not installed; install the extra with "
            "`pip install 'communique[web]'`",
            file=sys.stderr,
        )
        raise typer.Exit(ExitStatus.USAGE) from error


def _address(options: ServeOptions, port: int) -> str:
    host = f"[{options.host}]" if ":" in options.host else options.host
    query = f"?token={options.token}" if options.token else ""
    return f"http://{host}:{port}/{query}"

"""Opening a ledger for a command, and saying plainly what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from communique.cli.status import ExitStatus, silence_output

if TYPE_CHECKING:
    from communique.ledger import Ledger

LEDGER_HELP = "The ledger, one DuckDB file."


def on_ledger(
    path: Path, work: Callable[[Ledger], ExitStatus | None], *, write: bool = False
) -> ExitStatus:
    """Opens a ledger, does the work and closes it; errors become one line on standard error.

    Args:
        path: The file.
        work: What to do; gives the exit status, or None for success.
        write: Whether it writes; a ledger that is not there is then made.
    """
    from communique.ledger import Ledger, LedgerError

    try:
        with Ledger(path, read_only=not write, sealed=not write) as ledger:
            return work(ledger) or ExitStatus.DONE
    except BrokenPipeError:
        silence_output()
        return ExitStatus.BROKEN_PIPE
    except KeyboardInterrupt:
        return ExitStatus.INTERRUPTED
    except (LedgerError, ValueError) as error:
        print(f"communique: {error}", file=sys.stderr)
        return ExitStatus.USAGE
    except ImportError as error:
        print(
            f"communique: {error.name or 'a package'} is not installed; install the extra with "
            "`pip install 'communique[analysis]'`",
            file=sys.stderr,
        )
        return ExitStatus.USAGE

"""`communique relate`: what one marked actor does to another, in one sentence."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol

import typer

from communique.cli.status import ExitStatus, silence_output
from communique.records import EventType, Status

Range = tuple[int, int]
"""Offsets of the first character and after the last one."""


class Relate(Protocol):
    """Classifies one pair; `communique.reading.relate.relate` is one."""

    def __call__(
        self, text: str, actor: Range | None, recipient: Range | None
    ) -> tuple[EventType, Status]:
        """Gives type and status of what the actor does to the recipient."""
        ...


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with a marked pair.

    Attributes:
        id: Given back with the answer; any JSON value.
        text: The sentence.
        actor: Where the actor stands, or None.
        recipient: Where the recipient stands, or None.
    """

    id: object
    text: str
    actor: Range | None
    recipient: Range | None


def relate(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|-",
            help='JSON Lines {"id", "text", "actor": [start, end], "recipient": [start, end]}.',
        ),
    ] = "-",
) -> None:
    """Classify what a marked actor does to a marked recipient.

    Prints JSON Lines {"id", "type", "status"}. Exit status: 0 all were classified, 1 some rows
    could not be (standard error says which and why), 2 wrong usage.
    """
    raise typer.Exit(run(source))


def run(source: str, *, classify: Relate | None = None) -> ExitStatus:
    """Classifies the rows of a file, or of standard input ("-").

    Args:
        source: File name or "-".
        classify: Classifies one pair; `communique.reading.relate.relate` if None.
    """
    try:
        with _open(source) as lines:
            return _answer(lines, source=source, classify=classify)
    except BrokenPipeError:
        silence_output()
        return ExitStatus.BROKEN_PIPE
    except KeyboardInterrupt:
        return ExitStatus.INTERRUPTED
    except OSError as error:
        print(f"{source}: cannot be opened: {error.strerror or error}", file=sys.stderr)
        return ExitStatus.USAGE


@contextmanager
def _open(source: str) -> Iterator[Iterable[str]]:
    if source == "-":
        yield io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", errors="replace", newline="\n")
        return
    with Path(source).open(encoding="utf-8-sig", errors="replace", newline="\n") as stream:
        yield stream


def _answer(lines: Iterable[str], *, source: str, classify: Relate | None) -> ExitStatus:
    status = ExitStatus.DONE
    name = "standard input" if source == "-" else source
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            pair = parse_pair(line)
        except ValueError as error:
            print(f"{name}, line {number}: {error}", file=sys.stderr)
            status = ExitStatus.SOME_FAILED
            continue
        classify = classify or _default()
        kind, standing = classify(pair.text, pair.actor, pair.recipient)
        answer = {"id": pair.id, "type": kind.value, "status": standing.value}
        print(json.dumps(answer), flush=True)
    return status


def parse_pair(line: str) -> Pair:
    """Gives the pair that one line tells of.

    Raises:
        ValueError: When the line is not of the form; the message says why.
    """
    try:
        row = json.loads(line)
    except RecursionError:
        raise ValueError("not read: its JSON is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(row, dict):
        raise ValueError("not a row: an object is wanted")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError('field "text" is missing or is not a string')
    text = _encodable(text)
    return Pair(row.get("id"), text, _range(row, "actor", text), _range(row, "recipient", text))


def _encodable(text: str) -> str:
    from communique.intake import without_surrogates

    return without_surrogates(text).text


def _range(row: dict[str, object], name: str, text: str) -> Range | None:
    match row.get(name):
        case None:
            return None
        case [int() as start, int() as end] if 0 <= start < end <= len(text):
            return start, end
    raise ValueError(f'field "{name}" is no range [start, end] of the text')


def _default() -> Relate:
    from communique.reading.relate import relate

    return relate

"""One page, fetched or saved -> Article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from communique.intake.html import read_html
from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeOptions, Notify
from communique.intake.text import read_text
from communique.records import Article


class _ReadOne(Protocol):
    """Takes in the one article of a document."""

    def __call__(
        self,
        data: bytes,
        *,
        source: str,
        options: IntakeOptions,
        notify: Notify,
        declared: str | None = None,
        url: str | None = None,
    ) -> Article: ...


def read_page(opened: Opened) -> Iterator[Placed]:
    """Takes in a web page.

    Raises:
        IntakeError: See `read_html`.
    """
    yield _read_one(opened, read_html)


def read_plain(opened: Opened) -> Iterator[Placed]:
    """Takes in plain text.

    Raises:
        IntakeError: See `read_text`.
    """
    yield _read_one(opened, read_text)


def _read_one(opened: Opened, read: _ReadOne) -> Placed:
    article = read(
        opened.whole(),
        source=opened.source,
        options=opened.options,
        notify=opened.notify,
        declared=opened.declared,
        url=opened.url,
    )
    return opened.source, article

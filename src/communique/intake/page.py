"""One page, fetched or saved -> Article."""

from __future__ import annotations

from collections.abc import Iterator

from communique.intake.html import read_html
from communique.intake.opened import Opened, Placed
from communique.intake.text import read_text


def read_page(opened: Opened) -> Iterator[Placed]:
    """Takes in a web page.

    Raises:
        IntakeError: See `read_html`.
    """
    yield (
        opened.source,
        read_html(
            opened.whole(),
            source=opened.source,
            options=opened.options,
            notify=opened.notify,
            declared=opened.declared,
            url=opened.url,
        ),
    )


def read_plain(opened: Opened) -> Iterator[Placed]:
    """Takes in plain text.

    Raises:
        IntakeError: See `read_text`.
    """
    yield (
        opened.source,
        read_text(
            opened.whole(),
            source=opened.source,
            options=opened.options,
            notify=opened.notify,
            declared=opened.declared,
            url=opened.url,
        ),
    )

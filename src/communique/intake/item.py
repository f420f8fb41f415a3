"""What an agency's item says of itself, whichever form it came in, -> Article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from communique.intake.decode import without_surrogates
from communique.intake.opened import Opened
from communique.intake.options import IntakeError
from communique.records import Article, Stage, content_id

_WITHHELD = {
    "canceled": "withdrawn by its agency",
    "cancelled": "withdrawn by its agency",
    "withheld": "withheld by its agency",
    "embargoed": "still under embargo",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an agency's feed.

    Attributes:
        paragraphs: The text.
        title: The headline; empty where there is none.
        id: The agency's lasting name for it, the same for all its versions; empty if none.
        published: Day on which this version was issued.
        publisher: Who issued it.
        status: Whether it may be used, in the agency's word without its scheme.
        kind: text, picture, video, …; empty where it does not say.
        url: Where it can be seen on the web.
    """

    paragraphs: Sequence[str]
    title: str = ""
    id: str = ""
    published: date | None = None
    publisher: str = ""
    status: str = ""
    kind: str = ""
    url: str = ""

    def article(self, opened: Opened) -> Article:
        """Gives the article.

        Raises:
            IntakeError: When the item was withdrawn, or holds no text.
        """
        refused = _WITHHELD.get(self.status.lower())
        if refused:
            raise IntakeError(Stage.PARSE, f"skipped: {refused} (status {self.status!r})")
        title = without_surrogates(self.title).text
        text = without_surrogates("\n".join(self._body())).text
        if not text:
            raise IntakeError(Stage.PARSE, self._without_text())
        options = opened.options
        published = self.published or options.published
        return Article(
            id=self.id or options.id or content_id(title=title, text=text, published=published),
            title=title,
            text=text,
            published=published,
            publisher=self.publisher or options.publisher,
            url=self.url or opened.url,
        )

    def _body(self) -> Sequence[str]:
        """Gives the paragraphs after the headline, which some agencies repeat in the text."""
        first = self.paragraphs[0] if self.paragraphs else ""
        return self.paragraphs[1:] if first == self.title else self.paragraphs

    def _without_text(self) -> str:
        if self.kind and self.kind.lower() != "text":
            return f"skipped: an item of the kind {self.kind!r}, without an article's text"
        return "no article text: the item has no body; have it sent with its text"


def after_colon(code: str | None) -> str:
    """Gives a code without its scheme: `stat:usable` -> `usable`."""
    return (code or "").rpartition(":")[2].strip()

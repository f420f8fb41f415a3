"""Linked pages: from the web, from a folder of saved pages, or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from communique.intake.decode import refuse_signature
from communique.intake.fetch import Fetched, Fetcher, Validators, is_url
from communique.intake.html import read_html
from communique.intake.language_check import refuse_foreign
from communique.intake.opened import Opened, Placed
from communique.intake.options import IntakeError, IntakeOptions, Notice, Notify
from communique.intake.pages import PageFolder, address_key
from communique.intake.stream import STREAM_ERRORS, damaged, open_stream, read_whole
from communique.intake.text import read_text
from communique.intake.visits import Visit, Visits, now
from communique.records import Article, Stage, content_id


@dataclass(frozen=True, slots=True)
class Lead:
    """An address with what is told of its page where it was found.

    Attributes:
        url: The address; empty where there is none.
        told: A digest of what was told; when it changes, the page is looked at anew.
        title: The page's title.
        published: Day of publication.
        publisher: Name of the outlet.
        paragraphs: The article's text, where it is given in full.
        summary: A text that may be the article or a part of it.
        lasting: Whether the page is taken in once and for all, as those of a list of addresses.
    """

    url: str
    told: str = ""
    title: str = ""
    published: date | None = None
    publisher: str = ""
    paragraphs: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    lasting: bool = False


class Follower:
    """Takes in linked pages, each once in a run, one after the other."""

    def __init__(
        self, options: IntakeOptions, *, notify: Notify, visits: Visits | None = None
    ) -> None:
        """Remembers nothing beyond the run, unless it is given earlier visits."""
        self.visits = Visits() if visits is None else visits
        self._options = options
        self._notify = notify
        self._seen: set[str] = set()

    @cached_property
    def fetcher(self) -> Fetcher:
        """Fetches politely; one for the whole run."""
        return Fetcher(self._options)

    @cached_property
    def _folder(self) -> PageFolder | None:
        return PageFolder(self._options.pages) if self._options.pages else None

    def take(self, lead: Lead, *, place: str, opened: Opened) -> Iterator[Placed]:
        """Takes in the page of a lead, unless that was done in this run or it has not changed.

        Args:
            lead: What is known of it.
            place: Where the lead was found, for messages where it has no address.
            opened: The source in which it was found.

        Yields:
            One article, one issue, or nothing.
        """
        key = address_key(lead.url)
        if lead.url and key in self._seen:
            return
        self._seen.add(key)
        where = lead.url if self._is_followed(lead) else place
        try:
            article = self._article(lead, opened)
            if article is not None:
                refuse_foreign(article, options=self._options)
                yield where, article
        except IntakeError as error:
            yield where, error.issue(where)

    def _is_followed(self, lead: Lead) -> bool:
        return bool(lead.url) and self._options.follow_links

    def _article(self, lead: Lead, opened: Opened) -> Article | None:
        if not self._is_followed(lead):
            return self._own_text(lead, lead.paragraphs or lead.summary)
        try:
            return self._page(lead, opened)
        except IntakeError as error:
            if error.stage is not Stage.FETCH or not lead.paragraphs:
                raise
            self._notify(Notice(lead.url, f"read from the feed's own text: {error.reason}"))
            return self._own_text(lead, lead.paragraphs)

    def _own_text(self, lead: Lead, paragraphs: tuple[str, ...]) -> Article:
        if not paragraphs:
            raise IntakeError(
                Stage.FETCH,
                "holds no text of its own, and its page was not asked for"
                if lead.url
                else "holds neither text nor the address of a page",
            )
        text = "\n".join(paragraphs)
        published = lead.published or self._options.published
        return Article(
            id=content_id(title=lead.title, text=text, published=published),
            title=lead.title,
            text=text,
            published=published,
            publisher=lead.publisher or self._options.publisher,
            url=lead.url or None,
        )

    def _page(self, lead: Lead, opened: Opened) -> Article | None:
        saved = self._saved(lead, opened)
        return self._from_file(saved, lead) if saved else self._from_web(lead)

    def _saved(self, lead: Lead, opened: Opened) -> Path | None:
        """Gives the file of a page that is at hand; links of a feed file may be file names."""
        if self._folder is not None:
            found = self._folder.find(lead.url)
            if found is None:
                raise IntakeError(
                    Stage.FETCH, f"there is no page of this address in {self._options.pages}"
                )
            return found
        if is_url(lead.url) or opened.path is None:
            return None
        folder = opened.path.parent.resolve()
        path = (folder / lead.url).resolve()
        if not path.is_relative_to(folder):
            raise IntakeError(Stage.FETCH, f"the link leads out of the folder {folder.name!r}")
        return path

    def _from_file(self, path: Path, lead: Lead) -> Article:
        try:
            with path.open("rb") as raw:
                unpacked = open_stream(raw)
                refuse_signature(unpacked.head)
                data = read_whole(unpacked.stream, limit=self._options.largest_article)
        except (FileNotFoundError, IsADirectoryError):
            raise IntakeError(Stage.FETCH, f"there is no file {path.name!r}") from None
        except STREAM_ERRORS as error:
            raise damaged(error) from error
        url = lead.url if is_url(lead.url) else None
        return self._parsed(Fetched(url or "", data, "", None), lead, url=url)

    def _from_web(self, lead: Lead) -> Article | None:
        before = self.visits.get(lead.url)
        if before is not None and _is_settled(before, lead):
            return None
        known = before.validators if before is not None else Validators()
        visit = Visit(known, lead.told, now(), before.articles if before else ())
        try:
            page = self.fetcher.get(lead.url, known=known)
        except IntakeError:
            self.visits.note(lead.url, replace(visit, articles=(), failed=True))
            raise
        if page is None:
            self.visits.note(lead.url, visit)
            return None
        self.visits.note(lead.url, replace(visit, validators=page.validators, articles=()))
        article = self._parsed(page, lead, url=page.url)
        refuse_foreign(article, options=self._options)
        self.visits.note(
            lead.url, replace(visit, validators=page.validators, articles=(article.id,))
        )
        return article

    def _parsed(self, page: Fetched, lead: Lead, *, url: str | None) -> Article:
        options = replace(
            self._options,
            id=None,
            published=lead.published or self._options.published,
            publisher=lead.publisher or self._options.publisher,
        )
        unpacked = open_stream(io.BytesIO(page.data))
        refuse_signature(unpacked.head)
        read = read_text if page.media_type == "text/plain" else read_html
        article = read(
            read_whole(unpacked.stream, limit=options.largest_article),
            source=lead.url,
            options=options,
            notify=self._notify,
            declared=page.charset,
            url=url,
        )
        return article if article.title else _titled(article, lead.title)


def _is_settled(before: Visit, lead: Lead) -> bool:
    if lead.lasting:
        return not before.failed
    return before.is_fresh(lead.told, now=now())


def _titled(article: Article, title: str) -> Article:
    name = content_id(title=title, text=article.text, published=article.published)
    return replace(article, id=name, title=title)

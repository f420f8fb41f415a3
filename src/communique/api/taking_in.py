"""One text or address from a request -> a reading, within the limits of the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import Request

from communique.api.asking import EARLIEST, LATEST, service_of
from communique.api.errors import RequestError
from communique.api.service import Service
from communique.records import Article, Issue, Reading, Stage, content_id


@dataclass(frozen=True, slots=True)
class TextToRead:
    """What is to be read: a text with what is known of it, or an address.

    Attributes:
        text: The text; empty where an address is given.
        title: The headline; the text's first line if empty.
        published: Day of publication, or None.
        publisher: Outlet, or None.
        url: Address of a page to fetch, or None.
    """

    text: str = ""
    title: str = ""
    published: date | None = None
    publisher: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> TextToRead:
        """Gives what a form asks for.

        Raises:
            RequestError: When its date is none.
        """
        written = fields.get("published", "").strip()
        try:
            published = date.fromisoformat(written) if written else None
        except ValueError:
            raise RequestError(422, "the date is to be written as 2031-03-12") from None
        return cls(
            fields.get("text", ""),
            fields.get("title", "").strip(),
            published,
            fields.get("publisher", "").strip() or None,
            fields.get("url", "").strip() or None,
        )


def read_now(request: Request, wanted: TextToRead) -> Reading:
    """Reads a text or a page of the web.

    Raises:
        RequestError: When it is too long, empty, not English, or cannot be fetched.
    """
    service = service_of(request)
    wait = service.readings.wait(request.client.host if request.client else "")
    if wait:
        raise RequestError(429, "too many texts; ask again later", retry_after=int(wait) + 1)
    article = _article(service, wanted)
    if len(article.text) + len(article.title) > service.options.limits.text:
        raise RequestError(422, f"a text may have {service.options.limits.text:,} characters")
    result = service.reading_room.read(article, seconds=service.options.limits.reading_seconds)
    if isinstance(result, Issue):
        raise RequestError(422, result.reason)
    return result


def _article(service: Service, wanted: TextToRead) -> Article:
    if wanted.published and not EARLIEST <= wanted.published <= LATEST:
        raise RequestError(422, f"the date is to lie from {EARLIEST} to {LATEST}")
    if wanted.text.strip():
        return _taken_in(wanted)
    if not wanted.url:
        raise RequestError(422, "there is nothing to read: give a text or an address")
    if not service.options.allow_fetch:
        raise RequestError(403, "this server fetches nothing from the web; paste the text")
    if not wanted.url.startswith(("http://", "https://")):
        raise RequestError(422, "an address begins with http:// or https://")
    return _fetched(wanted.url, wanted)


def _taken_in(wanted: TextToRead) -> Article:
    """Takes a text in; without a headline of its own its first line is the headline."""
    text = wanted.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    title, body = " ".join(wanted.title.split()), text
    if not title and "\n" in text:
        title, _, body = text.partition("\n")
        title, body = title.strip(), body.strip()
    article = Article(
        content_id(title=title, text=body, published=wanted.published),
        title,
        body,
        wanted.published,
        wanted.publisher,
    )
    _refuse_other_languages(article)
    return article


def _refuse_other_languages(article: Article) -> None:
    from communique.intake.language_check import foreign_language

    language = foreign_language(article)
    if language:
        raise RequestError(422, f"the text is in {language}; only English is read")


def _fetched(url: str, wanted: TextToRead) -> Article:
    from communique.intake import IntakeOptions, open_source

    options = IntakeOptions(published=wanted.published, publisher=wanted.publisher)
    item = next(iter(open_source(url, options=options)), None)
    if item is None:
        raise RequestError(422, "the page holds no article")
    if isinstance(item, Issue):
        raise RequestError(502 if item.stage is Stage.FETCH else 422, item.reason)
    return item

"""Real samples of every form, where they are there, are read or plainly refused."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.intake import IntakeOptions, open_source
from communique.records import Article, Issue

SAMPLES = Path(__file__).parents[3] / "shared" / "formats"
FEEDS = SAMPLES / "feeds" / "feedparser_tests.tgz"
ANY_LANGUAGE = IntakeOptions(require_english=False)

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


def samples() -> list[Path]:
    every = sorted(SAMPLES.rglob("*")) if SAMPLES.is_dir() else []
    return [path for path in every if path.is_file() and path != FEEDS]


def name_of(path: Path) -> str:
    return str(path.relative_to(SAMPLES))


def check(items: list[Article | Issue], source: str) -> None:
    """Every item is an article with text, or an issue that names the source and says why."""
    for item in items:
        if isinstance(item, Article):
            assert item.text.strip() or item.title.strip()
        else:
            assert item.source.startswith(source)
            assert item.reason.strip()


@pytest.mark.parametrize("path", samples(), ids=name_of)
def test_every_sample_is_read_or_refused(path: Path) -> None:
    for package in ("warcio", "feedparser"):
        pytest.importorskip(package)
    told: list[str] = []
    notify = lambda notice: told.append(str(notice))  # noqa: E731
    items = list(open_source(str(path), options=ANY_LANGUAGE, notify=notify))
    check(items, str(path))
    assert items or told, "nothing was said of it"


@pytest.mark.parametrize(
    ("name", "title", "opening", "published"),
    [
        ("newsml/afp.xml", "Sweden court accepts", "A Chinese-owned company", "2014-08-29"),
        ("newsml/afp20.xml", "Décès de Naomi", "L'opératrice", "2024-07-10"),
        ("newsml/aap.xml", "The main stories", "The main stories on ABC", "2013-10-20"),
        ("newsml/efe_nitf.xml", "Honduran president", "Tegucigalpa, Jan 2", "2017-01-02"),
        ("newsml/ansa-newsmlg2-text.xml", "Catalan independence", "(ANSA) - Rome", "2017-10-11"),
        ("newsml/dpa.xml", "Eintracht in London", "London (dpa) - 2019", "2022-10-11"),
        ("newsml/ninjs2.json", "Oil prices edge up", "Oil prices edged up", "2017-08-24"),
    ],
)
def test_some_samples_are_read_as_they_should(
    name: str, title: str, opening: str, published: str
) -> None:
    (article,) = open_source(str(SAMPLES / name), options=ANY_LANGUAGE)
    assert isinstance(article, Article)
    assert article.title.startswith(title)
    assert article.text.startswith(opening)
    assert str(article.published) == published


def feeds() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(FEEDS) as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is not None:
                yield member.name, stream.read()


@pytest.mark.skipif(not FEEDS.is_file(), reason="the feeds are not here")
def test_every_feed_is_read_or_refused() -> None:
    pytest.importorskip("feedparser")
    seen = articles = 0
    for name, data in feeds():
        stream = io.BytesIO(data)
        stream.name = name  # type: ignore[attr-defined]
        items = list(open_source(stream, options=ANY_LANGUAGE))
        check(items, name)
        seen += 1
        articles += sum(isinstance(item, Article) for item in items)
    assert seen > 1_700
    assert articles > 300

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from communique.intake import ColumnError, Columns, IntakeOptions, Notice, open_source
from communique.records import Article, Issue

TEXT = "The presidents of Kenya and Ethiopia met in Nairobi on Monday, officials said."
PAGE = f"<html><head><title>Kenya meets</title></head><body><article><p>{TEXT}</p></article></body>"


def take(path: Path, columns: str | None = None, **options: object) -> list[Article | Issue]:
    settings = IntakeOptions(columns=Columns.parse(columns), **options)  # type: ignore[arg-type]
    return list(open_source(str(path), options=settings))


def table(path: Path, *rows: list[str], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


def test_columns_are_found_by_the_names_of_the_fields(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.csv", ["ID", "Title", "Text", "Published"], ["1", "T", TEXT, "2031-03-04"]
    )
    assert take(path) == [Article("1", "T", TEXT, date(2031, 3, 4))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_map_of_columns(tmp_path: Path, delimiter: str) -> None:
    rows = [["headline", "body", "date"], ["T, t", TEXT, "20310304"], ["U", "", ""]]
    path = table(tmp_path / "a.csv", *rows, delimiter=delimiter)
    first, second = take(path, "text=body, title=Headline ,published=date")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.text, first.published) == ("T, t", TEXT, date(2031, 3, 4))
    assert second.title == "U"


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ["headline", "body"], ["T", TEXT])
    (issue,) = take(path, "text=story")
    assert isinstance(issue, Issue)
    assert str(issue) == (
        f"{path}: there is no column 'story'; the columns are 'headline', 'body'; say which with "
        "--columns"
    )
    (issue,) = take(path)
    assert "no column 'text'" in str(issue)
    assert "--columns text=COLUMN" in str(issue)


@pytest.mark.parametrize("written", ["body", "text=", "story=body"])
def test_a_map_that_says_nothing_sensible(written: str) -> None:
    with pytest.raises(ColumnError):
        Columns.parse(written)


def test_a_bad_row_stops_nothing(tmp_path: Path) -> None:
    rows = [
        ["text", "published"],
        [TEXT, "March"],
        [TEXT + " a\nb", "2031-01-01"],
        ["", ""],
        ["y", ""],
    ]
    issue, article, last = take(table(tmp_path / "a.csv", *rows))
    assert isinstance(issue, Issue)
    assert issue.source.endswith("a.csv, line 2")
    assert "YYYY-MM-DD" in issue.reason
    assert isinstance(article, Article)
    assert isinstance(last, Article)


def test_a_row_of_too_many_cells_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text\nKenya, Ethiopia meet,They met.\nT,They met.,,\n")
    issue, article = take(path)
    assert "3 cells, and there are 2 columns" in str(issue)
    assert isinstance(article, Article)


def test_long_cells_and_limits(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ["text"], ["word " * 50_000])
    (article,) = take(path, require_english=False)
    assert isinstance(article, Article)
    (issue,) = take(path, largest_article=1_000)
    assert "too large" in str(issue)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_tables(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"text;title\r\n{TEXT};Café\r\n".encode(encoding))
    (article,) = take(path)
    assert isinstance(article, Article)
    assert article.title == "Café"


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "rows.data"
    columns = {
        "body": [TEXT, None, TEXT + " More."],
        "date": [datetime(2031, 3, 4, 5), None, datetime(2031, 3, 5)],
        "key": [1, 2, 3],
    }
    parquet.write_table(pyarrow.table(columns), path)
    first, issue, last = take(path, "text=body,published=date,id=key")
    assert first == Article("1", "", TEXT, date(2031, 3, 4))
    assert str(issue) == f"{path}, row 2: empty: both title and text are blank"
    assert isinstance(last, Article)
    packed = tmp_path / "rows.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert len(take(packed, "text=body")) == 3
    path.write_bytes(path.read_bytes()[:-20])
    assert "damaged: the Parquet file" in str(take(path, "text=body")[0])


def event(url: str, *, key: str = "1187000001") -> list[str]:
    row = [""] * 61
    row[:5] = [key, "20310304", "203103", "2031", "2031.1725"]
    row[59:] = ["20310304091500", url]
    return row


MENTION = ["1187000001", "20310304091500", "20310304093000", "1", "example.org", "{url}"] + [
    "0"
] * 10
GRAPH = ["20310304091500-17", "20310304091500", "1", "example.org", "{url}"] + [""] * 22


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    (folder / "example.org" / "a").mkdir(parents=True)
    (folder / "example.org" / "a" / "kenya.html").write_text(PAGE)
    (folder / "saved by hand.html").write_text(
        PAGE.replace(
            "<title>", '<link rel="canonical" href="https://www.example.org/b?id=2"><title>'
        ).replace("Monday", "Tuesday")
    )
    return folder


@pytest.mark.parametrize("kind", [event("{url}"), MENTION, GRAPH])
def test_pages_of_gdelts_tables_at_hand(tmp_path: Path, pages: Path, kind: list[str]) -> None:
    urls = [
        "https://example.org/a/kenya",
        "http://example.org/b?id=2",
        "https://example.org/a/kenya",
    ]
    rows = [[cell.format(url=url) for cell in kind] for url in urls]
    path = tmp_path / "20310304.export.CSV"
    path.write_text("".join("\t".join(row) + "\n" for row in rows))
    first, second = take(path, follow_links=True, pages=pages)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.url, second.url) == (urls[0], urls[1])
    assert first.published == date(2031, 3, 4)


def test_gdelts_tables_come_in_zip_archives(tmp_path: Path, pages: Path) -> None:
    path = tmp_path / "20310304.export.CSV.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        row = "\t".join(event("https://example.org/a/kenya"))
        archive.writestr("20310304.export.CSV", row + "\n")
    (article,) = take(path, follow_links=True, pages=pages)
    assert isinstance(article, Article)
    path.write_bytes(path.read_bytes()[:-30])
    assert "damaged: the ZIP archive" in str(take(path)[0])


def test_what_is_not_at_hand_is_told(tmp_path: Path, pages: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\t".join(event("https://example.org/c")) + "\n")
    (issue,) = take(path, follow_links=True, pages=pages)
    assert str(issue) == f"https://example.org/c: there is no page of this address in {pages}"
    (issue,) = take(path)
    assert "its page was not asked for" in str(issue)


@pytest.mark.parametrize("url", ["https://../../secret", "https://example.org/../../secret"])
def test_addresses_do_not_lead_out_of_the_folder(tmp_path: Path, pages: Path, url: str) -> None:
    (tmp_path / "secret").write_text(PAGE)
    path = table(tmp_path / "a.csv", ["url"], [url])
    (issue,) = take(path, follow_links=True, pages=pages)
    assert isinstance(issue, Issue)


def test_polecats_table_has_no_addresses_of_its_own(tmp_path: Path, pages: Path) -> None:
    head = ["Event ID", "Event Date", "Event Type", "Quad Code"]
    path = table(tmp_path / "a.csv", head, ["x", "2031-03-04", "CONSULT", "1"], delimiter="\t")
    assert "POLECAT's table has no column with addresses" in str(take(path)[0])
    rows = [[*head, "link"], ["x", "2031-03-04", "CONSULT", "1", "https://example.org/a/kenya"]]
    path = table(tmp_path / "b.csv", *rows, delimiter="\t")
    (article,) = take(path, "url=link", follow_links=True, pages=pages)
    assert isinstance(article, Article)


def test_quiet_without_notices(tmp_path: Path) -> None:
    notices: list[Notice] = []
    path = table(tmp_path / "a.csv", ["text"], [TEXT])
    assert len(list(open_source(str(path), notify=notices.append))) == 1
    assert notices == []


def test_an_empty_stream_is_no_table() -> None:
    stream = io.BytesIO(b"\n\n")
    stream.name = "a.csv"  # type: ignore[attr-defined]
    (issue,) = open_source(stream)
    assert "empty" in str(issue)

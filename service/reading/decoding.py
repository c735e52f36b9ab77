"""Bytes to text: which encoding, and what had to be guessed.

A file that a person saved from a word processor is UTF-8, UTF-16 with a byte order mark, or the Windows
code page of Western Europe; everything else is refused rather than read wrongly.
"""

import codecs
import re
from dataclasses import dataclass

from schemas.base import Finding
from service.errors import EmptyBrief, NotText, TooLarge

DEFAULT_LIMIT = 10 * 1024 * 1024
"""Bytes. House default: a brief of 40,000 words is a quarter of one MiB."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an office document or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG\r\n\x1a\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a sound, film or image file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))
_CONTROL_SHARE = 0.02
"""House default: above this share of control bytes a file is no text. Stray NULs in a pasted text stay far below."""
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True)
class Decoded:
    """Text with the encoding it was in, and what the reader should know about it."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, limit: int = DEFAULT_LIMIT) -> Decoded:
    """Turn the bytes of a brief into text.

    Args:
        data: the bytes as they came in.
        limit: the largest size accepted, in bytes.

    Raises:
        TooLarge: `data` is longer than `limit`.
        NotText: the bytes are no text in a known encoding.
        EmptyBrief: there is nothing but blanks.
    """
    if len(data) > limit:
        raise TooLarge(len(data), limit)
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise NotText(name)
    decoded = _by_mark(data) or _as_utf8(data) or _as_windows(data)
    if not decoded.text.strip():
        raise EmptyBrief
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    """Decode by the byte order mark, if there is one."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding.removesuffix("-sig"))
            except UnicodeDecodeError:
                # A damaged file still starts with its mark: fall through to what its bytes allow.
                return None
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    if _is_binary(data):
        raise NotText
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _as_windows(data: bytes) -> Decoded:
    """Decode as Windows-1252, the code page of Western Europe and the Americas."""
    odd = len(_UNDEFINED_IN_CP1252.findall(data))
    if odd > len(data) * _CONTROL_SHARE:
        raise NotText
    text = data.decode("cp1252", errors="replace")
    message = "The file is not UTF-8. It was read as Windows-1252: check names and currency signs."
    if odd:
        message += f" {odd} bytes have no meaning there and show as \N{REPLACEMENT CHARACTER}."
    return Decoded(text, "cp1252", (Finding(code="encoding_guessed", message=message),))


def _is_binary(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls > max(8, len(data) * _CONTROL_SHARE)

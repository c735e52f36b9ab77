"""Sentences that speak to a machine reading the text instead of to people about a campaign.

They are reported, never followed and never deleted. By rules alone; what is encoded is decoded once and looked at too.
"""

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from schemas.base import Evidence, Finding
from schemas.brief import Sentence
from service.machine_words import CHAT_TOKENS, ENCODED
from service.reading.hidden import spelled, without_hidden
from service.reading.instruction_words import BAR, SIGNS, Sign

_EMPHASIS = re.compile(r"[*~#>“”\"|]+|(?<!\w)_+|_+(?!\w)")
_BLANKS = re.compile(r"\s+")
_SPELLED_OUT = re.compile(r"\b(?:\w ){3,}\w\b")
_PAYLOADS_MOST = 20
_BITS = re.compile(r"(?:\b[01]{8}\b\s?){4,500}")
_ESCAPES = re.compile(r"(?:\\{1,2}u[0-9a-fA-F]{4}){4,}|(?:\\{1,2}x[0-9a-fA-F]{2}){4,}")
_PERCENT = re.compile(r"\S{0,2000}%[0-9A-Fa-f]{2}\S{0,2000}")
_ROT13 = re.compile(r"vafgehpgvba|cebzcg|vtaber|flfgrz|qvfertneq", re.IGNORECASE)
_REVERSED = re.compile(r"noitcurtsni|tpmorp|erongi|drage?rsid", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^\W*(?:please )?(?:include|append|add|insert|put|output|print|respond|reply|answer|repeat|say|write|mark|give"
    r"|tell|list|send|call"
    r"|use|create|generate|show|reveal|act|return|ignore|do|never|always|substitute|replace|set|make|provide|decode"
    r"|execute"
    r"|perform|pretend|remember|save|explain|describe)\b|\byour?\b|https?:|!\[|<\w",
    re.IGNORECASE,
)
"""How an order goes on in the sentences right behind the one that gives it away."""


def suspected_instructions(text: str, sentences: Sequence[Sentence], blocks: Mapping[str, int]) -> dict[str, str]:
    """Ids of the sentences that speak to a machine, each with what gives it away.

    `blocks` says where the paragraph of a sentence starts: an order goes on to the end of its paragraph.
    """
    look = _look_for(text)
    found: dict[str, str] = {}
    ordered: int | None = None
    for sentence in sentences:
        block = blocks.get(sentence.id)
        why = look.why(sentence.text)
        if why:
            ordered = block
        elif ordered is not None and block == ordered and _GOES_ON.search(_plain(sentence.text)):
            why = "it goes on with the order before it"
        if why:
            found[sentence.id] = why
    return found


def speaks_to_a_machine(text: str) -> str | None:
    """What gives a text away as words to a machine; None where nothing does."""
    return _look_for(text).why(text)


def instruction_findings(sentences: Sequence[Sentence], suspected: Mapping[str, str]) -> tuple[Finding, ...]:
    """One finding `suspected_instruction` for each such sentence, the sentence as its evidence."""
    return tuple(
        Finding(
            code="suspected_instruction",
            message=f"Sentence {one.id} seems to speak to a machine that reads the text: {suspected[one.id]}."
            " It was not followed, and nothing in it was taken for a fact.",
            evidence=[Evidence(sentence=one.id, start=one.start, end=one.end, quote=one.text)],
        )
        for one in sentences
        if one.id in suspected
    )


@dataclass(frozen=True)
class _Look:
    """What to look for in the sentences of one text: only that of which a trace stands anywhere in the text."""

    signs: tuple[Sign, ...]
    tokens: bool
    encoded: bool

    def why(self, text: str) -> str | None:
        if self.tokens and CHAT_TOKENS.search(text):
            return "it holds tokens of a chat template"
        why = _weighed(_plain(text), self.signs)
        if why or not self.encoded:
            return why
        readings = (_weighed(_plain(other), self.signs) for other in other_readings(text))
        return next((f"{why} (hidden or encoded)" for why in readings if why), None)


def _look_for(text: str) -> _Look:
    encoded, tokens = any(True for _ in other_readings(text)), CHAT_TOKENS.search(text) is not None
    if encoded:
        return _Look(SIGNS, tokens, encoded)
    plain = _plain(text)
    return _Look(tuple(replace(one, pattern=one.pattern.among(plain)) for one in SIGNS), tokens, encoded)


def _weighed(plain: str, signs: Sequence[Sign]) -> str | None:
    """The name of the weightiest sign, where all together reach the bar."""
    weight, first = 0, ""
    for sign in signs:
        if sign.pattern.search(plain):
            if sign.weight >= BAR:
                return sign.name
            weight, first = weight + sign.weight, first or sign.name
    return first if weight >= BAR else None


def _plain(text: str) -> str:
    """As a reader takes it: nothing hidden, compatible letters made one, on one line, without emphasis."""
    seen = text if text.isascii() else unicodedata.normalize("NFKC", without_hidden(text))
    return _BLANKS.sub(" ", _EMPHASIS.sub(" ", seen)).strip().lower()


# --- other readings: hidden, encoded ------------------------------------------------------------


def other_readings(text: str) -> Iterator[str]:
    """Yield what the text holds beside what it shows; decoded once, bounded in number and length."""
    if not text.isascii():
        yield from spelled(text)
    if "%" in text:
        yield from (unquote(match[0]) for match in _PERCENT.finditer(text))
    if "\\" in text:
        yield from (_escaped(match[0]) for match in _ESCAPES.finditer(text))
    if _ROT13.search(text):
        yield codecs.decode(text, "rot13")
    if _REVERSED.search(text):
        yield text[::-1]
    yield from ("".join(chr(int(bits, 2)) for bits in match[0].split()) for match in _BITS.finditer(text))
    if _SPELLED_OUT.search(text):
        yield _SPELLED_OUT.sub(lambda match: match[0].replace(" ", ""), text)
    for number, match in enumerate(ENCODED.finditer(text)):
        if number >= _PAYLOADS_MOST:
            break
        yield from _decoded(match[0])


def _decoded(payload: str) -> Iterator[str]:
    for way in (_from_hex, _from_base64, _from_base32):
        try:
            decoded = way(payload).decode("utf-8")
        except (binascii.Error, ValueError):
            continue
        if decoded.replace("\n", " ").isprintable():
            yield decoded


def _from_hex(payload: str) -> bytes:
    return bytes.fromhex(payload)


def _from_base64(payload: str) -> bytes:
    tidy = payload.rstrip("=").replace("-", "+").replace("_", "/")
    return base64.b64decode(tidy + "=" * (-len(tidy) % 4), validate=True)


def _from_base32(payload: str) -> bytes:
    tidy = payload.rstrip("=")
    return base64.b32decode(tidy + "=" * (-len(tidy) % 8))


def _escaped(match: str) -> str:
    return re.sub(r"\\+(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))", lambda m: chr(int(m[1] or m[2], 16)), match)
